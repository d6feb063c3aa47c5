// The tests of one target: each case of its corpus, and random inputs that are the same each time.
import { expect, test } from 'vitest';
import { casesOf } from './corpus.ts';
import { failureOf, fuzz } from './engine.ts';
import { textOf, type Target } from './target.ts';

const SEED = 1;

/**
 * @param measure judged besides the rules; time is never judged here: a test must not depend on the load of its machine
 */
export function testCases(target: Target, measure: 'memory' | undefined): void {
  for (const each of casesOf(target.name).filter(({ growing }) => growing?.measure === measure)) {
    test(`${each.file} keeps all rules`, async () => {
      expect(await failureOf(target, each, false)).toBeUndefined();
    });
  }
}

/** @param runs random inputs */
export function testMutants(target: Target, runs: number): void {
  test(`${runs} random inputs keep all rules`, async () => {
    const found: unknown[] = [];
    await fuzz(
      target,
      { seed: SEED, runs, measures: false },
      { found: ({ detail, input }) => found.push([detail, input instanceof Uint8Array ? textOf(input) : input]) },
    );
    expect(found).toEqual([]);
  });
}
