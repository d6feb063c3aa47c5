// Forwarding to the RELP server: the template of a message, the action with its disk-assisted queue, one filter per rule.
import { DEFAULT_ACTION } from '../../conventions.ts';
import { condition } from './filter.ts';
import { quoteConstant } from '../../rainerscript/quote.ts';
import { isFingerprint, type RsyslogRelpConfig } from '../schema.ts';
import { fieldWarnings } from '../warnings.ts';
import {
  block,
  comment,
  paragraph,
  shortStatement,
  statement,
  type ParameterValues,
} from '../../rainerscript/write.ts';

/** The cluster, named at the start of every forwarded message. */
export interface ClusterIdentity {
  readonly project: string;
  readonly shoot: string;
  readonly shootUid: string;
}

export interface ForwardingPaths {
  /** folder of the queue's files, absolute; writable for rsyslogd */
  readonly spoolDir: string;
  /** folder with ca.crt, tls.crt, tls.key, absolute; used with TLS only */
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
  identity: ClusterIdentity,
  paths: ForwardingPaths,
): readonly string[] {
  const filters = config.loggingRules.map((rule) => block(`if ${condition(rule)} then`, [`call ${RULESET}`, 'stop']));
  return [
    paragraph(comment('The form of a forwarded message: the cluster, then the message.'), template(identity)),
    paragraph(
      comment(...notes(config)),
      shortStatement('module', { load: 'omrelp', 'tls.tlslib': config.tls?.enabled ? config.tls.tlsLib : undefined }),
      block(`ruleset(name="${RULESET}")`, [action(config, paths)]),
    ),
    paragraph(
      comment('The filters: the first rule that matches forwards the message and ends its processing.'),
      ...filters,
    ),
  ];
}

function template({ project, shoot, shootUid }: ClusterIdentity): string {
  const blank = `constant(value=${quoteConstant(' ')})`;
  const fields = [
    ...[project, shoot, shootUid].map((text) => `constant(value=${quoteConstant(text)})`),
    ...PROPERTIES.map((property) => `property(${property})`),
  ];
  const body = fields.flatMap((field) => [blank, field]);
  return block(shortStatement('template', { name: TEMPLATE, type: 'list' }), [...body, blank]);
}

function notes(config: RsyslogRelpConfig): readonly string[] {
  return [
    'The target. The queue is in memory, and continues on disk while the target is down for long.',
    ...fieldWarnings(config).map((warning) => `${warning}.`),
  ];
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

function tlsParameters(tls: RsyslogRelpConfig['tls'], tlsDir: string): ParameterValues {
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

/** librelp compares fingerprints as texts: capitals, and a colon after every two digits. */
function peerText(peer: string): string {
  if (!isFingerprint(peer)) return peer;
  const [algorithm, digits = ''] = peer.split(':');
  return `${algorithm}:${digits.toUpperCase().replace(/..(?=.)/g, '$&:')}`;
}
