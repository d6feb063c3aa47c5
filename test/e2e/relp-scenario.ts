// A node that forwards over RELP and a receiver, both real rsyslogd, with the collector as the node's omprog child. Known
// traffic goes through; what rsyslog wrote about it on its own is there to compare with.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../peers/port.ts';
import { startRsyslogd } from '../peers/rsyslogd.ts';
import { tempDir } from '../peers/temp.ts';
import { until } from '../peers/until.ts';
import { statisticsConfig, tcpInput } from './rsyslog-config.ts';
import { seriesId } from './series.ts';
import { readBatches, type BatchValues } from './statistics.ts';
import { message, sendTcp, sendUdp } from './traffic.ts';

/** Different counts, so that a mix-up shows. */
export const SENT = { udp: 40, tcp: 61 } as const;
const ALL = SENT.udp + SENT.tcp;

/** The series of the script before this program; rules in the field select them. */
export const KNOWN_SERIES = (
  'submitted processed failed suspended suspended_duration resumed utime stime maxrss minflt majflt inblock oublock nvcsw ' +
  'nivcsw openfiles size enqueued full discarded_full discarded_nf maxqsize'
)
  .split(' ')
  .map((counter) => `rsyslog_pstat_${counter}`);

/** What the traffic makes of counters that no longer move once it has stopped. */
export const SETTLED: readonly (readonly [metric: string, labels: Readonly<Record<string, string>>, value: number])[] =
  [
    ['rsyslog_pstat_processed', { name: 'rsyslog-relp', origin: 'core.action' }, ALL],
    ['rsyslog_pstat_failed', { name: 'rsyslog-relp', origin: 'core.action' }, 0],
    ['rsyslog_pstat_suspended', { name: 'rsyslog-relp', origin: 'core.action' }, 0],
    ['rsyslog_pstat_enqueued', { name: 'rsyslog-relp queue', origin: 'core.queue' }, ALL],
    ['rsyslog_pstat_size', { name: 'rsyslog-relp queue', origin: 'core.queue' }, 0],
    ['rsyslog_pstat_discarded_full', { name: 'rsyslog-relp queue', origin: 'core.queue' }, 0],
  ];

export interface RelpScenario extends AsyncDisposable {
  readonly dir: string;
  /** sends it, and settles when all of it has arrived behind RELP and rsyslog's statistics say so */
  sendTraffic(): Promise<void>;
  /** what rsyslog wrote into its own file so far */
  batches(): BatchValues[];
  readonly statisticsFile: string;
}

/** @param command gets a separate folder, and returns what omprog runs */
export async function startRelpScenario(command: (dir: string) => string): Promise<RelpScenario> {
  const dir = tempDir();
  const [senderDir, receiverDir, collectorDir] = ['sender', 'receiver', 'collector'].map((name) => join(dir, name)) as [
    string,
    string,
    string,
  ];
  for (const folder of [senderDir, receiverDir, collectorDir]) mkdirSync(folder);
  const [udp, tcp, relp] = [await freePort(), await freePort(), await freePort()];
  const arrived = join(receiverDir, 'arrived');
  const statisticsFile = join(senderDir, 'impstats.log');
  const receiver = await startRsyslogd({
    dir: receiverDir,
    listens: [{ protocol: 'tcp', port: relp }],
    config: `
      module(load="imrelp")
      input(type="imrelp" port="${relp}")
      if $inputname == "imrelp" then { action(type="omfile" file="${arrived}") }`,
  });
  const sender = await startRsyslogd({
    dir: senderDir,
    listens: [
      { protocol: 'udp', port: udp },
      { protocol: 'tcp', port: tcp },
    ],
    config: `
      ${statisticsConfig({ command: command(collectorDir), impstats: `log.file="${statisticsFile}"` })}
      module(load="imudp")
      module(load="omrelp")
      ${tcpInput(tcp)}
      input(type="imudp" address="127.0.0.1" port="${udp}" ruleset="in")
      ruleset(name="in") {
        action(type="omrelp" name="rsyslog-relp" target="127.0.0.1" port="${relp}"
               queue.type="LinkedList" action.resumeRetryCount="-1")
      }`,
  });
  const batches = (): BatchValues[] => readBatches(statisticsFile);
  return {
    dir: collectorDir,
    statisticsFile,
    batches,
    async sendTraffic() {
      await sendUdp(
        udp,
        Array.from({ length: SENT.udp }, () => message('by-udp')),
      );
      await sendTcp(
        tcp,
        Array.from({ length: SENT.tcp }, () => message('by-tcp')),
      );
      await until('the messages to arrive', () => {
        const text = existsSync(arrived) ? readFileSync(arrived, 'utf8') : '';
        return text.split('\n').length === ALL + 1 || Promise.reject(new Error(text.slice(-500)));
      });
      await until('statistics of settled traffic', () => {
        const last = batches().at(-1);
        return SETTLED.every(([metric, labels, value]) => last?.get(seriesId(metric, labels)) === String(value));
      });
    },
    async [Symbol.asyncDispose]() {
      await sender.stop();
      await receiver.stop();
    },
  };
}
