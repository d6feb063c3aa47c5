// Of every test file: what it started and created is gone when it ends. A setup file runs for each test file, also where test
// files share their modules.
import { afterAll } from 'vitest';
import { cleanUp } from '../peers/cleanup.ts';

afterAll(cleanUp);
