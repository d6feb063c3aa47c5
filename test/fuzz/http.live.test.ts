// The short run of the fuzzer over real sockets.
import { afterAll } from 'vitest';
import { testCases, testMutants } from './short-run.ts';
import { http } from './targets/http.ts';

afterAll(async () => http.close?.());

testCases(http, undefined);
testMutants(http, 60);
