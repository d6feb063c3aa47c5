// rsyslog's own statistics: the impstats module, and the ruleset that hands its lines to a collector. Statistics are never
// worth waiting for: when the collector hangs they are thrown away, and the node's logging goes on.
import { quoteConstant } from '../../rainerscript/quote.ts';
import { block, comment, paragraph, shortStatement, statement } from '../../rainerscript/write.ts';

export type Collector =
  /** rsyslog starts `rsyslog-pstat textfile` itself and writes to its standard input */
  | { readonly kind: 'omprog'; readonly binary: string; readonly textfile: string }
  /** rsyslog appends to a file, which the exporter follows */
  | { readonly kind: 'file'; readonly path: string }
  /** rsyslog sends datagrams to an exporter on this machine */
  | { readonly kind: 'udp'; readonly address: string; readonly port: number };

const RULESET = 'process_stats';
const TEMPLATE = 'process_stats_line';

/** Some minutes of statistics of a busy node; only what waits takes memory. */
const QUEUE_SIZE = 10_000;

const FILE_NOTES = [
  'Statistics, appended to a file without end: rotate it, and send rsyslogd a HUP afterwards. Only the user of rsyslogd can',
  'read it, unless it existed before with another mode.',
];

/** @param intervalSeconds between two reports */
export function renderStatistics(collector: Collector, intervalSeconds: number): readonly string[] {
  const impstats = {
    load: 'impstats',
    interval: intervalSeconds,
    format: 'json',
    resetCounters: false,
    bracketing: true,
  };
  if (collector.kind === 'file') {
    const module = { ...impstats, 'log.syslog': false, 'log.file': collector.path };
    return [paragraph(comment(...FILE_NOTES), statement('module', module))];
  }
  const isChild = collector.kind === 'omprog';
  return [
    paragraph(
      comment('Statistics, once per interval, kept apart from the messages of the node.'),
      statement('module', { ...impstats, ruleset: RULESET }),
      ...(isChild ? [shortStatement('module', { load: 'omprog' })] : []),
    ),
    ...(isChild ? [lineTemplate()] : []),
    paragraph(
      comment(
        'A queue of its own that never waits: without it a collector that hangs would stop all logging of this node.',
      ),
      ruleset(collector),
    ),
  ];
}

function ruleset(collector: Exclude<Collector, { kind: 'file' }>): string {
  const head = statement('ruleset', {
    name: RULESET,
    'queue.type': 'LinkedList',
    'queue.size': QUEUE_SIZE,
    'queue.timeoutEnqueue': 0,
  });
  return block(head, [collector.kind === 'omprog' ? child(collector) : datagrams(collector)]);
}

function child({ binary, textfile }: Extract<Collector, { kind: 'omprog' }>): string {
  return statement('action', {
    type: 'omprog',
    name: 'rsyslog-pstat',
    binary: `${binary} textfile --output ${textfile}`,
    template: TEMPLATE,
    forceSingleInstance: true,
  });
}

function datagrams({ address, port }: Extract<Collector, { kind: 'udp' }>): string {
  return statement('action', {
    type: 'omfwd',
    name: 'rsyslog-pstat',
    protocol: 'udp',
    target: address,
    port,
    template: 'RSYSLOG_ForwardFormat',
  });
}

/** With the header: it has the name of the host. Each line needs its end, the child reads a stream. */
function lineTemplate(): string {
  return block(shortStatement('template', { name: TEMPLATE, type: 'list' }), [
    'property(name="timestamp" dateFormat="rfc3339")',
    `constant(value=${quoteConstant(' ')})`,
    'property(name="hostname")',
    `constant(value=${quoteConstant(' ')})`,
    'property(name="syslogtag")',
    // With this option the property is the blank alone, if one is needed: the message has to follow once more.
    'property(name="msg" spIfNo1stSp="on")',
    'property(name="msg" dropLastLf="on")',
    `constant(value=${quoteConstant('\n')})`,
  ]);
}
