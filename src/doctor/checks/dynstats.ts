// Checks that the exporter's --reset-bucket flags agree with the dynstats buckets. rsyslog zeroes the keys of a bucket at
// each report by default, independently of resetCounters.
import { isOn, locationOf, parameter } from '../../rainerscript/query.ts';
import { exporterFlags, flagValues } from '../facts/exporter-flags.ts';
import { fail, ok, type Check } from '../finding.ts';

const MESSAGES = {
  toldTotals: fail(
    'the bucket "<bucket>" is resettable (<location>), but the exporter runs with --reset-bucket <bucket>=off: its counters fall with each report',
    'Remove --reset-bucket <bucket>=off: the exporter detects the mode.',
  ),
  toldIncrements: fail(
    'the bucket "<bucket>" is not resettable (<location>), but the exporter runs with --reset-bucket <bucket>=on: it adds up totals, and the counters are far too high',
    'Remove --reset-bucket <bucket>=on: the exporter detects the mode.',
  ),
  addedUp: ok('reports reset the bucket "<bucket>", and the exporter adds it up'),
  keepsTotals: ok('the bucket "<bucket>" keeps its totals'),
};

export const dynstatsCheck: Check = {
  id: 'dynstats',
  looksAt:
    'Each dyn_stats(...) of the configuration, and the flag --reset-bucket of the exporter. rsyslog zeroes the counters of a bucket at each report unless it has resettable="off".',
  messages: MESSAGES,
  run: (facts) => {
    const modes = bucketModes(exporterFlags(facts));
    return facts.configuration.statements
      .filter(({ name }) => name === 'dyn_stats')
      .map((statement) => {
        const bucket = parameter(statement, 'name') ?? '';
        const isResettable = isOn(statement, 'resettable');
        const location = `${locationOf(statement)}${isResettable === undefined ? ", rsyslog's default" : ''}`;
        const mode = modes.get(bucket);
        if (isResettable === false)
          return mode === 'on' ? MESSAGES.toldIncrements({ bucket, location }) : MESSAGES.keepsTotals({ bucket });
        return mode === 'off' ? MESSAGES.toldTotals({ bucket, location }) : MESSAGES.addedUp({ bucket });
      });
  },
};

/** --reset-bucket NAME=MODE; the name may contain "=" as well. */
function bucketModes(flags: readonly string[]): ReadonlyMap<string, string> {
  const modes = new Map<string, string>();
  for (const value of flagValues(flags, '--reset-bucket')) {
    const [, bucket, mode] = /^(.+)=(.*)$/.exec(value) ?? [];
    if (bucket !== undefined && mode !== undefined) modes.set(bucket, mode);
  }
  return modes;
}
