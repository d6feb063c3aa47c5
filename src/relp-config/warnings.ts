// What is allowed in a RsyslogRelpConfig but probably not meant, in sentences for the user. Refuses nothing.
import { isFingerprint, type RsyslogRelpConfig } from './schema.ts';

/** Seen with 8.2302 and librelp 1.11. */
const WITHOUT_AUTH_MODE = {
  gnutls: "with gnutls, rsyslog's default for tls.tlsLib, every server is refused",
  openssl: 'with openssl any server is accepted, whatever tls.permittedPeer says',
};

/** @returns one sentence per doubt, in the order of the resource's fields */
export function warnings({ resumeRetryCount, tls }: RsyslogRelpConfig): readonly string[] {
  return [...retryWarnings(resumeRetryCount), ...(tls === undefined ? [] : tlsWarnings(tls))];
}

function retryWarnings(count: number | undefined): readonly string[] {
  if (count !== undefined && count !== 0) return [];
  const state = count === 0 ? 'is 0' : "is not set, and rsyslog's default is 0";
  return [`resumeRetryCount ${state}: messages are lost while the target is down; -1 keeps them`];
}

function tlsWarnings(tls: NonNullable<RsyslogRelpConfig['tls']>): readonly string[] {
  const { enabled, authMode, permittedPeer = [], tlsLib = 'gnutls' } = tls;
  if (!enabled) return ['tls.enabled is false: the other keys of tls have no effect, messages go out unencrypted'];
  if (authMode === undefined) return [`tls.authMode is not set: ${WITHOUT_AUTH_MODE[tlsLib]}`];
  if (permittedPeer.length === 0)
    return [`tls.permittedPeer is not set: with tls.authMode ${authMode} rsyslog refuses every server`];
  return permittedPeer
    .filter((peer) => isFingerprint(peer) !== (authMode === 'fingerprint'))
    .map((peer) => `tls.permittedPeer: with tls.authMode ${authMode} no server can match ${JSON.stringify(peer)}`);
}
