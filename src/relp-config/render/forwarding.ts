// The way of a message to the RELP server: its template, the action with its disk-assisted queue, and one filter per rule.
import { DEFAULT_ACTION } from '../../conventions.ts';
import { condition } from './filter.ts';
import { quoteConstant } from '../../rainerscript/quote.ts';
import { isFingerprint, type RsyslogRelpConfig } from '../schema.ts';
import { block, comment, paragraph, shortStatement, statement, type Parameters } from '../../rainerscript/write.ts';

/** Stands in every forwarded message, so the receiver knows which cluster it comes from. */
export interface Metadata {
  readonly project: string;
  readonly shoot: string;
  readonly shootUid: string;
}

export interface ForwardingPaths {
  /** folder of the queue's files, absolute; rsyslogd must be able to write there */
  readonly spoolDir: string;
  /** folder with ca.crt, tls.crt, tls.key, absolute; read only with TLS */
  readonly tlsDir: string;
}

const RULESET = 'relp_action_ruleset';
const TEMPLATE = 'SyslogForwarderTemplate';

/** In this order, a blank before each and after the last. */
const PROPERTIES = [
  'name="hostname"',
  'name="pri"',
  'name="syslogtag"',
  'name="timestamp" dateFormat="rfc3339"',
  'name="procid"',
  'name="msgid"',
  'name="msg"',
];

export function renderForwarding(
  config: RsyslogRelpConfig,
  metadata: Metadata,
  paths: ForwardingPaths,
): readonly string[] {
  const filters = config.loggingRules.map((rule) => block(`if ${condition(rule)} then`, [`call ${RULESET}`, 'stop']));
  return [
    paragraph(
      comment('What a forwarded message looks like: which cluster it comes from, then the message.'),
      template(metadata),
    ),
    paragraph(
      comment(...notes(config)),
      shortStatement('module', { load: 'omrelp', 'tls.tlslib': config.tls?.enabled ? config.tls.tlsLib : undefined }),
      block(`ruleset(name="${RULESET}")`, [action(config, paths)]),
    ),
    paragraph(
      comment('What goes out: the first rule that matches sends the message, and nothing after it sees the message.'),
      ...filters,
    ),
  ];
}

function template({ project, shoot, shootUid }: Metadata): string {
  const blank = `constant(value=${quoteConstant(' ')})`;
  const fields = [
    ...[project, shoot, shootUid].map((text) => `constant(value=${quoteConstant(text)})`),
    ...PROPERTIES.map((property) => `property(${property})`),
  ];
  const body = fields.flatMap((field) => [blank, field]);
  return block(shortStatement('template', { name: TEMPLATE, type: 'list' }), [...body, blank]);
}

function notes({ resumeRetryCount, rebindInterval }: RsyslogRelpConfig): readonly string[] {
  const lines = ['The target. The queue lives in memory and goes to disk when the target is away for long.'];
  if (resumeRetryCount === undefined || resumeRetryCount === 0)
    lines.push(
      "resumeRetryCount is rsyslog's default, 0: while the target is away messages are lost. With -1 none is given up.",
    );
  if (rebindInterval !== undefined) lines.push('rebindInterval is a number of messages, not of seconds.');
  return lines;
}

function action(config: RsyslogRelpConfig, { spoolDir, tlsDir }: ForwardingPaths): string {
  return statement('action', {
    type: 'omrelp',
    name: DEFAULT_ACTION,
    target: config.target,
    port: config.port,
    template: TEMPLATE,
    'queue.type': 'LinkedList',
    'queue.size': 100_000,
    'queue.filename': 'rsyslog-relp-queue',
    'queue.spoolDirectory': spoolDir,
    'queue.maxDiskSpace': '48m',
    'queue.saveOnShutdown': true,
    rebindInterval: config.rebindInterval,
    timeout: config.timeout,
    'action.resumeRetryCount': config.resumeRetryCount,
    'action.reportSuspensionContinuation': config.reportSuspensionContinuation,
    ...tlsParameters(config.tls, tlsDir),
  });
}

function tlsParameters(tls: RsyslogRelpConfig['tls'], tlsDir: string): Parameters {
  if (!tls?.enabled) return {};
  const peers = tls.permittedPeer ?? [];
  return {
    tls: true,
    'tls.caCert': `${tlsDir}/ca.crt`,
    'tls.myCert': `${tlsDir}/tls.crt`,
    'tls.myPrivKey': `${tlsDir}/tls.key`,
    'tls.authMode': tls.authMode,
    'tls.permittedPeer': peers.length === 0 ? undefined : peers.map(peerText),
  };
}

/** librelp compares fingerprints as texts, in its own spelling: capitals, and a colon after every two digits. */
function peerText(peer: string): string {
  if (!isFingerprint(peer)) return peer;
  const [algorithm, digits = ''] = peer.split(':');
  return `${algorithm}:${digits.toUpperCase().replace(/..(?=.)/g, '$&:')}`;
}
