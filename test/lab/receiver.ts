// What a node sends to: rsyslogd with imrelp, plain or with TLS, that writes down what arrives. It can go away, hang and come back.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../peers/port.ts';
import { startRsyslogd, type Rsyslogd } from '../peers/rsyslogd.ts';
import type { Network } from './network.ts';
import { createRelpServer, type Acknowledging } from './relp-server.ts';

export type TlsLibrary = 'gnutls' | 'openssl';

export interface ReceiverTls {
  readonly library: TlsLibrary;
  /** folder with ca.crt, tls.crt, tls.key of the server */
  readonly certificates: string;
  readonly permittedPeer: string;
}

export interface Receiver {
  readonly address: string;
  readonly port: number;
  /** numbers of the messages that arrived, in the order of their arrival; a number may come twice */
  received(): readonly number[];
  /** @param tls default: as before */
  start(tls?: ReceiverTls): Promise<void>;
  stop(): Promise<void>;
  /** goes on accepting connections, and reads nothing; @throws Error when it is the RELP server of the lab */
  hang(): void;
  /** @throws Error unless it is the RELP server of the lab */
  acknowledge(how: Acknowledging): void;
}

const numbers = (text: string): readonly number[] =>
  [...text.matchAll(/ number=(\d+) /g)].map((match) => Number(match[1]));

/** @param network where it is reached, instead of on loopback */
export async function createReceiver(dir: string, network?: Network): Promise<Receiver> {
  const port = await freePort();
  const arrived = join(dir, 'arrived');
  let running: Rsyslogd | undefined;
  let latest: ReceiverTls | undefined;
  mkdirSync(dir);
  return {
    address: network?.address ?? '127.0.0.1',
    port,
    received: () => (existsSync(arrived) ? numbers(readFileSync(arrived, 'utf8')) : []),
    async start(tls = latest) {
      latest = tls;
      running = await startRsyslogd({
        dir,
        ...(network && { namespace: network.name }),
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
    hang: () => {
      if (running) process.kill(running.pid, 'SIGSTOP');
    },
    acknowledge: () => {
      throw new Error('imrelp acknowledges as it likes');
    },
  };
}

/** The RELP server of the lab in its place: without TLS and on loopback. */
export async function createLabReceiver(): Promise<Receiver> {
  const port = await freePort();
  const server = createRelpServer(port);
  return {
    address: '127.0.0.1',
    port,
    received: () => server.received().flatMap(numbers),
    start: server.start,
    stop: server.stop,
    hang: () => {
      throw new Error('this server reads all that arrives');
    },
    acknowledge: server.acknowledge,
  };
}

function parameters({ certificates, permittedPeer }: ReceiverTls): string {
  const files = `tls.caCert="${certificates}/ca.crt" tls.myCert="${certificates}/tls.crt" tls.myPrivKey="${certificates}/tls.key"`;
  return `tls="on" ${files} tls.authMode="name" tls.permittedPeer=["${permittedPeer}"]`;
}
