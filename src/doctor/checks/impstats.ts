// Whether the module that makes statistics is loaded, and whether it makes them the way that collector and rules expect.
import { FORMATS_BY_NAME } from './impstats-formats.ts';
import { isOn, moduleOf, parameter, locationOf } from '../../rainerscript/query.ts';
import type { Facts } from '../facts/facts.ts';
import type { Statement } from '../../rainerscript/read.ts';
import { fail, ok, warn, type Check, type Finding } from '../finding.ts';

/** rsyslog's default. */
const DEFAULT_INTERVAL_SECONDS = 300;

export const impstatsModule: Check = {
  name: 'impstats',
  run: ({ configuration, expected, child, exporter }) => {
    const module = moduleOf(configuration, 'impstats');
    if (module === undefined)
      return [
        fail(
          `the module is not loaded by ${configuration.path} or what it includes: rsyslog makes no statistics`,
          'Write the configuration with "rsyslog-pstat generate rsyslog", or add module(load="impstats" interval="60" format="json" resetCounters="off" bracketing="on" ruleset="process_stats") and that ruleset.',
        ),
      ];
    const findings = [
      interval(module, configuration, expected),
      format(module, configuration),
      brackets(module),
      resets(module, flagsOf({ child, exporter })),
    ];
    const doubts = findings.filter((finding) => finding !== undefined);
    return doubts.length > 0
      ? doubts
      : [ok(`loaded at ${locationOf(module)}, a report every ${intervalOf(module, configuration)} s`)];
  },
};

/** Seconds between two reports. */
export function intervalOf(module: Statement, { statements }: Facts['configuration']): number {
  const legacy = statements.findLast(({ name }) => /^\$pstats?interval$/.test(name))?.value;
  return Number(parameter(module, 'interval') ?? legacy) || DEFAULT_INTERVAL_SECONDS;
}

/** What the exporter was told: the running one counts, then what rsyslog would start. */
export const flagsOf = ({ child, exporter }: Pick<Facts, 'child' | 'exporter'>): readonly string[] =>
  exporter?.flags ?? child?.flags ?? [];

function interval(
  module: Statement,
  configuration: Facts['configuration'],
  expected: Facts['expected'],
): Finding | undefined {
  const seconds = intervalOf(module, configuration);
  const { intervalSeconds = seconds } = expected;
  if (seconds <= intervalSeconds) return undefined;
  return fail(
    `a report comes every ${seconds} s (${locationOf(module)}), the rules expect one every ${intervalSeconds} s: their windows hold too few samples, and healthy statistics count as stale`,
    `Set interval="${intervalSeconds}" at impstats, or generate the rules for intervals of ${seconds} s.`,
  );
}

function format(module: Statement, { statements }: Facts['configuration']): Finding | undefined {
  const isLegacyJson = statements.some(({ name, value }) => name === '$pstatjson' && /^on$/i.test(value));
  const name = parameter(module, 'format') ?? (isLegacyJson ? 'json' : 'legacy');
  const doubt = FORMATS_BY_NAME[name.toLowerCase()];
  if (doubt === undefined)
    return fail(
      `rsyslog knows no format "${name}" and falls back to "legacy" without a word`,
      'Set format="json" at impstats.',
    );
  if (doubt === 'good') return undefined;
  const what = `format is "${name}": ${doubt.why}`;
  return doubt.isBroken ? fail(what, 'Set format="json" at impstats.') : warn(what, 'Set format="json" at impstats.');
}

function brackets(module: Statement): Finding | undefined {
  if (isOn(module, 'bracketing') === true) return undefined;
  return warn(
    'bracketing is off: where a report ends can only be guessed, by a silence of one second',
    'Set bracketing="on" at impstats.',
  );
}

function resets(module: Statement, flags: readonly string[]): Finding | undefined {
  const isReset = isOn(module, 'resetCounters') ?? false;
  const mode = modeOf(flags);
  const fix = 'Set resetCounters="off" at impstats, and leave --reset-counters at auto.';
  if (isReset && mode === 'off')
    return fail(
      'resetCounters is "on", but the exporter was started with --reset-counters off: every counter seems to restart with each report',
      fix,
    );
  if (!isReset && mode === 'on')
    return fail(
      'resetCounters is "off", but the exporter was started with --reset-counters on: it adds up totals, all counters are far too high',
      fix,
    );
  if (!isReset) return undefined;
  return warn(
    'resetCounters is "on": the exporter adds the counters up again, but what it did not see is missing, as after its restart',
    fix,
  );
}

function modeOf(flags: readonly string[]): string {
  const text = flags.join(' ');
  return /--reset-counters[ =](on|off)\b/.exec(text)?.[1] ?? 'auto';
}
