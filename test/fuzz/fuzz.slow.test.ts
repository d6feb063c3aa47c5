// The short run of the fuzzer: the corpus, and some inputs of a fixed seed for each target. `npm run fuzz` goes on.
import { describe } from 'vitest';
import { testCases, testMutants } from './short-run.ts';
import { TARGETS } from './targets/index.ts';

describe.each(TARGETS)('$name', (target) => {
  testCases(target, undefined);
  testMutants(target, 30);
});
