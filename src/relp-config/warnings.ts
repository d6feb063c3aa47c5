// Warnings about values of a RsyslogRelpConfig that are allowed but probably not meant. Refuses nothing.
import { isFingerprint, type RsyslogRelpConfig } from './schema.ts';

/** Seen with 8.2302 and librelp 1.11. */
const WITHOUT_AUTH_MODE = {
  gnutls: "with gnutls, rsyslog's default for tls.tlsLib, every server is refused",
  openssl: 'with openssl any server is accepted, and tls.permittedPeer has no effect',
};

/** @returns one sentence per warning, in the order of the resource's fields */
export function warnings(config: RsyslogRelpConfig): readonly string[] {
  return [...fieldWarnings(config), ...(config.tls === undefined ? [] : tlsWarnings(config.tls))];
}

/** Of all fields but tls; the generated file repeats them in a comment. */
export function fieldWarnings({ rebindInterval, resumeRetryCount }: RsyslogRelpConfig): readonly string[] {
  return [
    ...(rebindInterval === undefined ? [] : ['rebindInterval is a number of messages, not of seconds']),
    ...retryWarnings(resumeRetryCount),
  ];
}

function retryWarnings(resumeRetryCount: number | undefined): readonly string[] {
  if (resumeRetryCount !== undefined && resumeRetryCount !== 0) return [];
  const state = resumeRetryCount === 0 ? 'is 0' : "is not set, and rsyslog's default is 0";
  return [`resumeRetryCount ${state}: messages are lost while the target is down; -1 keeps them`];
}

function tlsWarnings(tls: NonNullable<RsyslogRelpConfig['tls']>): readonly string[] {
  const { enabled, authMode, permittedPeer = [], tlsLib = 'gnutls' } = tls;
  if (!enabled)
    return ['tls.enabled is false: the other keys of tls have no effect, and messages are sent unencrypted'];
  if (authMode === undefined) return [`tls.authMode is not set: ${WITHOUT_AUTH_MODE[tlsLib]}`];
  if (permittedPeer.length === 0)
    return [`tls.permittedPeer is not set: with tls.authMode ${authMode} rsyslog refuses every server`];
  return permittedPeer
    .filter((peer) => isFingerprint(peer) !== (authMode === 'fingerprint'))
    .map((peer) => `tls.permittedPeer: with tls.authMode ${authMode} no server can match ${JSON.stringify(peer)}`);
}
