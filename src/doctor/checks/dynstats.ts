// dynstats buckets: rsyslog zeroes their keys at each report unless told otherwise, whatever resetCounters says. What the exporter
// was told about a bucket has to agree with its configuration.
import { isOn, parameter, locationOf } from '../../rainerscript/query.ts';
import { fail, ok, type Check } from '../finding.ts';
import { flagsOf } from './impstats.ts';

export const dynstats: Check = {
  name: 'dynstats',
  run: (facts) => {
    const modes = bucketModes(flagsOf(facts));
    return facts.configuration.statements
      .filter(({ name }) => name === 'dyn_stats')
      .map((statement) => {
        const bucket = parameter(statement, 'name') ?? '';
        const isReset = isOn(statement, 'resettable') ?? true;
        const mode = modes.get(bucket) ?? 'auto';
        const fix = `Leave out --reset-bucket ${bucket}=${mode}: the exporter finds out by itself.`;
        if (isReset && mode === 'off')
          return fail(
            `the bucket "${bucket}" is resettable (${locationOf(statement)}${statement.parameters.has('resettable') ? '' : ", rsyslog's default"}), but the exporter was told --reset-bucket ${bucket}=off: its counters fall with each report`,
            fix,
          );
        if (!isReset && mode === 'on')
          return fail(
            `the bucket "${bucket}" is not resettable (${locationOf(statement)}), but the exporter was told --reset-bucket ${bucket}=on: it adds up totals, the counters are far too high`,
            fix,
          );
        return ok(
          `the bucket "${bucket}" ${isReset ? 'is zeroed at each report, and added up by the exporter' : 'keeps its totals'}`,
        );
      });
  },
};

function bucketModes(flags: readonly string[]): Map<string, string> {
  const modes = new Map<string, string>();
  for (const [index, flag] of flags.entries()) {
    const text = flag === '--reset-bucket' ? flags[index + 1] : /^--reset-bucket=(.*)$/.exec(flag)?.[1];
    const at = text?.lastIndexOf('=') ?? -1;
    if (text !== undefined && at > 0) modes.set(text.slice(0, at), text.slice(at + 1));
  }
  return modes;
}
