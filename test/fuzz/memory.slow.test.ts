// The cases of the corpus that are judged by the memory that they leave behind.
import { describe } from 'vitest';
import { testCases } from './short-run.ts';
import { series } from './targets/series.ts';

describe('series', () => {
  testCases(series, 'memory');
});
