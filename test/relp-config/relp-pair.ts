// A sender with a generated configuration and a receiver with imrelp, both real rsyslogd, for the tests of forwarding.
import { createSocket } from 'node:dgram';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../peers/port.ts';
import { startRsyslogd } from '../peers/rsyslogd.ts';
import { tempDir } from '../peers/temp.ts';
import { generate, IDENTITY } from './generate.ts';

export interface Message {
  readonly program: string;
  readonly severity: number;
  readonly content: string;
}

export interface RelpPair extends AsyncDisposable {
  readonly dir: string;
  send(messages: readonly Message[]): Promise<void>;
  /** what arrived, each exactly as it was on the wire */
  received(): readonly string[];
  /** what the sending rsyslogd said about itself */
  senderLog(): string;
}

export interface PairOptions {
  /** the RsyslogRelpConfig without apiVersion, kind, target and port */
  readonly relp: object;
  readonly flags?: readonly string[];
  /** further parameters of imrelp, in rsyslog's language */
  readonly receiverTls?: { readonly module: string; readonly input: string };
}

const TIMESTAMP = '2026-01-02T03:04:05.678Z';

/** How a message of `send` looks when it has been forwarded. Facility is 1 (user). */
export function forwarded({ program, severity, content }: Message): string {
  return ` foo bar uid-1 node-1 ${8 + severity} ${program}[12] ${TIMESTAMP} 12 ID7 ${content} `;
}

export async function startPair({ relp, flags = [], receiverTls }: PairOptions): Promise<RelpPair> {
  const dir = tempDir();
  const [senderDir, receiverDir] = [join(dir, 'sender'), join(dir, 'receiver')];
  for (const folder of [senderDir, receiverDir]) mkdirSync(folder);
  const [inPort, relpPort] = [await freePort(), await freePort()];
  const arrived = join(receiverDir, 'arrived');
  const receiver = await startRsyslogd({
    dir: receiverDir,
    listens: [{ protocol: 'tcp', port: relpPort }],
    config: `
      module(load="imrelp" ${receiverTls?.module ?? ''})
      input(type="imrelp" port="${relpPort}" ${receiverTls?.input ?? ''})
      template(name="wire" type="list") { property(name="rawmsg") constant(value="\\n") }
      if $inputname == "imrelp" then { action(type="omfile" file="${arrived}" template="wire") }`,
  });
  const file = join(dir, 'relp.yaml');
  const head = { apiVersion: 'rsyslog-relp.extensions.gardener.cloud/v1alpha1', kind: 'RsyslogRelpConfig' };
  writeFileSync(file, JSON.stringify({ ...head, target: '127.0.0.1', port: relpPort, ...relp }));
  const own = join(senderDir, 'own.log');
  const stats = [
    '--collector',
    'file',
    '--stats-file',
    join(senderDir, 'stats'),
    '--spool-dir',
    join(senderDir, 'work'),
  ];
  const input = ['--input', `udp://127.0.0.1:${inPort}`];
  const { stdout, problems } = await generate(['--relp-config', file, ...IDENTITY, ...input, ...stats, ...flags]);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  const sender = await startRsyslogd({
    dir: senderDir,
    listens: [{ protocol: 'udp', port: inPort }],
    config: `if $programname == "rsyslogd" then { action(type="omfile" file="${own}") }\n${stdout}`,
  });
  const read = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : '');
  return {
    dir,
    send: (messages) => sendAll(messages, inPort),
    received: () => read(arrived).split('\n').slice(0, -1),
    senderLog: () => read(own) + sender.stderr(),
    async [Symbol.asyncDispose]() {
      await sender.kill();
      await receiver.kill();
    },
  };
}

async function sendAll(messages: readonly Message[], port: number): Promise<void> {
  const socket = createSocket('udp4');
  const send = promisify((data: string, done: (error: Error | null) => void) =>
    socket.send(data, port, '127.0.0.1', done),
  );
  for (const { program, severity, content } of messages)
    await send(`<${8 + severity}>1 ${TIMESTAMP} node-1 ${program} 12 ID7 - ${content}`);
  socket.close();
}
