// Which alerts follow from which: a cause is never muted by its own effect, over any number of steps.
import { expect, test } from 'vitest';
import { causesOf, CONSEQUENCES } from '../../../src/generate/alerts/consequences.ts';
import { ALERT_NAMES, type AlertName } from '../../../src/generate/settings/alert-names.ts';

/** All alerts that this one may follow from, directly or not. */
function ancestors(name: AlertName, seen = new Set<AlertName>()): ReadonlySet<AlertName> {
  for (const cause of causesOf(name)) {
    if (seen.has(cause)) continue;
    seen.add(cause);
    ancestors(cause, seen);
  }
  return seen;
}

test.each(ALERT_NAMES)('%s does not follow from itself', (name) => {
  expect(ancestors(name)).not.toContain(name);
});

test('each cause is told from its effects', () => {
  for (const { causes, effects } of CONSEQUENCES) expect(effects.filter((name) => causes.includes(name))).toEqual([]);
});

test('a target that is down explains what follows from it', () => {
  expect(causesOf('RsyslogActionTakesNothing')).toContain('RsyslogQueueNotDraining');
  expect(causesOf('RsyslogStatisticsStale')).toEqual(['RsyslogNodeLabelMissing']);
});
