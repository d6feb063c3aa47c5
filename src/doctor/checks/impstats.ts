// Checks that impstats is loaded, and that its parameters suit the exporter and the generated rules.
import { isOn, locationOf, moduleOf, parameter, type RsyslogConfiguration } from '../../rainerscript/query.ts';
import type { Statement } from '../../rainerscript/read.ts';
import { exporterFlags, flagValues } from '../facts/exporter-flags.ts';
import { fail, ok, warn, type Check, type Finding } from '../finding.ts';

/** rsyslog's default. */
const DEFAULT_INTERVAL_SECONDS = 300;

const FORMAT_FIX = 'Set format="json" at impstats.';
const RESET_FIX = 'Set resetCounters="off" at impstats, and leave --reset-counters at auto.';

const MESSAGES = {
  notLoaded: fail(
    'neither <path> nor its includes load the module: rsyslog produces no statistics',
    'Generate the configuration with "rsyslog-pstat generate rsyslog", or add module(load="impstats" interval="60" format="json" resetCounters="off" bracketing="on" ruleset="process_stats") and that ruleset.',
  ),
  intervalTooLong: fail(
    'the interval between two reports is <actual> s (<location>), the rules expect <expected> s: their windows contain too few samples, and healthy statistics count as stale',
    'Set interval="<expected>" at impstats, or generate the rules for an interval of <actual> s.',
  ),
  unknownFormat: fail('rsyslog has no format "<format>" and falls back to "legacy"', FORMAT_FIX),
  prometheusFormat: fail(
    'format is "prometheus": it has neither object names nor origins as labels, and the exporter rejects it',
    FORMAT_FIX,
  ),
  legacyFormat: warn('format is "legacy": dynstats keys with "=", digits and a blank look like counters', FORMAT_FIX),
  zabbixFormat: warn('format is "zabbix": it is made for Zabbix and less tested here', FORMAT_FIX),
  noBrackets: warn(
    'bracketing is off: the end of a report is guessed from a silence of one second',
    'Set bracketing="on" at impstats.',
  ),
  toldTotals: fail(
    'resetCounters is "on", but the exporter runs with --reset-counters off: every counter restarts with each report',
    RESET_FIX,
  ),
  toldIncrements: fail(
    'resetCounters is "off", but the exporter runs with --reset-counters on: it adds up totals, and all counters are far too high',
    RESET_FIX,
  ),
  resets: warn(
    'resetCounters is "on": the exporter adds the counters up, but reports that it misses, as during its restart, are missing from them',
    RESET_FIX,
  ),
  loaded: ok('loaded at <location>, with a report every <seconds> s'),
};

/** By name in lower case; undefined: no objection. */
const FORMATS: ReadonlyMap<string, (() => Finding) | undefined> = new Map([
  ['json', undefined],
  ['cee', undefined],
  ['json-elasticsearch', undefined],
  ['legacy', MESSAGES.legacyFormat],
  ['prometheus', MESSAGES.prometheusFormat],
  ['zabbix', MESSAGES.zabbixFormat],
]);

export const impstatsCheck: Check = {
  id: 'impstats',
  looksAt:
    'The statement that loads impstats: its interval, format, bracketing and resetCounters, beside the settings of the rules and the flag --reset-counters of the exporter.',
  messages: MESSAGES,
  run: ({ configuration, expected, child, exporter }) => {
    const module = moduleOf(configuration, 'impstats');
    if (module === undefined) return [MESSAGES.notLoaded(configuration)];
    const seconds = intervalOf(module, configuration);
    const findings = [
      checkInterval(module, seconds, expected.intervalSeconds),
      checkFormat(module, configuration),
      isOn(module, 'bracketing') === true ? undefined : MESSAGES.noBrackets(),
      checkResets(module, flagValues(exporterFlags({ child, exporter }), '--reset-counters').at(-1)),
    ].filter((finding) => finding !== undefined);
    return findings.length > 0 ? findings : [MESSAGES.loaded({ location: locationOf(module), seconds })];
  },
};

/** Seconds between two reports. */
export function intervalOf(module: Statement, { statements }: RsyslogConfiguration): number {
  const legacy = statements.findLast(({ name }) => /^\$pstats?interval$/.test(name))?.value;
  return Number(parameter(module, 'interval') ?? legacy) || DEFAULT_INTERVAL_SECONDS;
}

function checkInterval(module: Statement, actual: number, expected = actual): Finding | undefined {
  if (actual <= expected) return undefined;
  return MESSAGES.intervalTooLong({ actual, expected, location: locationOf(module) });
}

function checkFormat(module: Statement, { statements }: RsyslogConfiguration): Finding | undefined {
  const isLegacyJson = statements.some(({ name, value }) => name === '$pstatjson' && /^on$/i.test(value));
  const format = parameter(module, 'format') ?? (isLegacyJson ? 'json' : 'legacy');
  const known = format.toLowerCase();
  return FORMATS.has(known) ? FORMATS.get(known)?.() : MESSAGES.unknownFormat({ format });
}

function checkResets(module: Statement, mode: string | undefined): Finding | undefined {
  if (isOn(module, 'resetCounters') === true) return mode === 'off' ? MESSAGES.toldTotals() : MESSAGES.resets();
  return mode === 'on' ? MESSAGES.toldIncrements() : undefined;
}
