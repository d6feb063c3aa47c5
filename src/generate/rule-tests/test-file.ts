// The frame of a promtool test file, for the tests of alerts and of faults.
import { duration } from '../settings/duration.ts';
import type { Selectors } from '../promql/selectors.ts';
import type { InputSeries } from '../timelines/series-notation.ts';

/** `Checks`: what promtool has to compare, under the keys of its format. */
export type TestGroup<Checks> = Checks & { readonly name: string; readonly input_series: readonly InputSeries[] };

export interface TestFile<Checks> {
  readonly rule_files: readonly string[];
  readonly evaluation_interval: string;
  readonly tests: readonly (TestGroup<Checks> & { readonly interval: string })[];
}

/** @param ruleFile path of the rule file, relative to the test file */
export function testFile<Checks>(
  selectors: Selectors,
  ruleFile: string,
  groups: readonly TestGroup<Checks>[],
  evaluationSeconds = selectors.evaluationSeconds,
): TestFile<Checks> {
  const interval = duration(selectors.scrapeSeconds);
  return {
    rule_files: [ruleFile],
    evaluation_interval: duration(evaluationSeconds),
    tests: groups.map((group) => Object.assign({ name: group.name, interval }, group)),
  };
}
