// Setup of every test file: removes what the file started and created when it ends. A setup file runs for each test file, also where test
// files share their modules.
import { afterAll } from 'vitest';
import { cleanUp } from '../peers/cleanup.ts';

afterAll(cleanUp);
