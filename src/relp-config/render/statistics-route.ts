// rsyslog's statistics: the impstats module, and the ruleset that passes its lines to the exporter. rsyslog never waits for
// the exporter: while it hangs, statistics are dropped and the node's logging continues.
import { quoteConstant } from '../../rainerscript/quote.ts';
import { block, comment, paragraph, shortStatement, statement } from '../../rainerscript/write.ts';

/** How the lines of impstats reach the exporter. */
export type StatisticsRoute =
  /** rsyslog starts `rsyslog-pstat textfile` and writes to its standard input */
  | { readonly kind: 'omprog'; readonly binary: string; readonly textfile: string; readonly log: string }
  /** rsyslog appends to a file, which the exporter follows */
  | { readonly kind: 'file'; readonly path: string }
  /** rsyslog sends datagrams to the exporter on this machine */
  | { readonly kind: 'udp'; readonly address: string; readonly port: number };

const RULESET = 'process_stats';
const TEMPLATE = 'process_stats_line';

/** Several minutes of statistics of a busy node; only queued lines take memory. */
const QUEUE_SIZE = 10_000;

const FILE_NOTES = [
  'Statistics, appended to a file: rotate the file, and send rsyslogd a HUP afterwards. rsyslogd creates it with mode 0600,',
  'and keeps the mode of an existing file.',
];

/** @param intervalSeconds between two reports */
export function renderStatistics(route: StatisticsRoute, intervalSeconds: number): readonly string[] {
  const impstats = {
    load: 'impstats',
    interval: intervalSeconds,
    format: 'json',
    resetCounters: false,
    bracketing: true,
  };
  if (route.kind === 'file') {
    const module = { ...impstats, 'log.syslog': false, 'log.file': route.path };
    return [paragraph(comment(...FILE_NOTES), statement('module', module))];
  }
  const isChild = route.kind === 'omprog';
  return [
    paragraph(
      comment('Statistics, once per interval, separate from the messages of the node.'),
      statement('module', { ...impstats, ruleset: RULESET }),
      ...(isChild ? [shortStatement('module', { load: 'omprog' })] : []),
    ),
    ...(isChild ? [lineTemplate()] : []),
    paragraph(
      comment('A queue that never waits: without it, an exporter that hangs would stop all logging of this node.'),
      ruleset(route),
    ),
  ];
}

function ruleset(route: Exclude<StatisticsRoute, { kind: 'file' }>): string {
  const head = statement('ruleset', {
    name: RULESET,
    'queue.type': 'LinkedList',
    'queue.size': QUEUE_SIZE,
    'queue.timeoutEnqueue': 0,
  });
  return block(head, [route.kind === 'omprog' ? child(route) : datagrams(route)]);
}

/** Without `output`, rsyslog discards what its child writes, error messages included. */
function child({ binary, textfile, log }: Extract<StatisticsRoute, { kind: 'omprog' }>): string {
  return statement('action', {
    type: 'omprog',
    name: 'rsyslog-pstat',
    binary: `${binary} textfile --output ${textfile}`,
    template: TEMPLATE,
    forceSingleInstance: true,
    output: log,
  });
}

function datagrams({ address, port }: Extract<StatisticsRoute, { kind: 'udp' }>): string {
  return statement('action', {
    type: 'omfwd',
    name: 'rsyslog-pstat',
    protocol: 'udp',
    target: address,
    port,
    template: 'RSYSLOG_ForwardFormat',
  });
}

/** With the header, which names the host, and with a line feed, since the child reads a stream. */
function lineTemplate(): string {
  return block(shortStatement('template', { name: TEMPLATE, type: 'list' }), [
    'property(name="timestamp" dateFormat="rfc3339")',
    `constant(value=${quoteConstant(' ')})`,
    'property(name="hostname")',
    `constant(value=${quoteConstant(' ')})`,
    'property(name="syslogtag")',
    // With this option the property is only the blank, if one is needed; the message follows as a second property.
    'property(name="msg" spIfNo1stSp="on")',
    'property(name="msg" dropLastLf="on")',
    `constant(value=${quoteConstant('\n')})`,
  ]);
}
