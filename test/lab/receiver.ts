// A RELP server: rsyslogd with imrelp, plain or with TLS, that writes down what arrives. It can go away and come back.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../peers/port.ts';
import { startRsyslogd, type Rsyslogd } from '../peers/rsyslogd.ts';

export type TlsLibrary = 'gnutls' | 'openssl';

export interface ReceiverTls {
  readonly library: TlsLibrary;
  /** folder with ca.crt, tls.crt, tls.key of the server */
  readonly certificates: string;
  readonly permittedPeer: string;
}

export interface Receiver {
  readonly port: number;
  /** numbers of the messages that arrived, in the order of their arrival; a number may come twice */
  received(): readonly number[];
  /** @param tls default: as before */
  start(tls?: ReceiverTls): Promise<void>;
  stop(): Promise<void>;
}

export async function createReceiver(dir: string): Promise<Receiver> {
  const port = await freePort();
  const arrived = join(dir, 'arrived');
  let running: Rsyslogd | undefined;
  let latest: ReceiverTls | undefined;
  mkdirSync(dir);
  return {
    port,
    received: () =>
      existsSync(arrived)
        ? [...readFileSync(arrived, 'utf8').matchAll(/ number=(\d+) /g)].map((match) => Number(match[1]))
        : [],
    async start(tls = latest) {
      latest = tls;
      running = await startRsyslogd({
        dir,
        listens: [{ protocol: 'tcp', port }],
        config: `
          module(load="imrelp" ${tls === undefined ? '' : `tls.tlslib="${tls.library}"`})
          input(type="imrelp" port="${port}" ${tls === undefined ? '' : parameters(tls)})
          template(name="wire" type="list") { property(name="rawmsg") constant(value="\\n") }
          if $inputname == "imrelp" then { action(type="omfile" file="${arrived}" template="wire") }`,
      });
    },
    async stop() {
      await running?.kill();
      running = undefined;
    },
  };
}

function parameters({ certificates, permittedPeer }: ReceiverTls): string {
  const files = `tls.caCert="${certificates}/ca.crt" tls.myCert="${certificates}/tls.crt" tls.myPrivKey="${certificates}/tls.key"`;
  return `tls="on" ${files} tls.authMode="name" tls.permittedPeer=["${permittedPeer}"]`;
}
