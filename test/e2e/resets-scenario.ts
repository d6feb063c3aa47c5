// A real rsyslogd that zeroes its counters at each report, or does not, with the textfile command behind it and Prometheus
// behind node-exporter. rsyslogd and the collector can be ended and started again.
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startNodeExporter } from '../peers/node-exporter.ts';
import { freePort } from '../peers/port.ts';
import type { RunningProcess } from '../peers/process.ts';
import { startPrometheus, type Prometheus } from '../peers/prometheus.ts';
import { startRsyslogd, type Rsyslogd } from '../peers/rsyslogd.ts';
import { tempDir } from '../peers/temp.ts';
import { until } from '../peers/until.ts';
import { COMMAND, startProgram } from './program.ts';
import { statisticsConfig, tcpInput } from './rsyslog-config.ts';
import { message, sendTcp } from './traffic.ts';

export interface ResetsScenario extends AsyncDisposable {
  readonly prometheus: Prometheus;
  /** settles when rsyslogd has counted them, whether it has reported them or not */
  send(count: number): Promise<void>;
  stopRsyslogd(): Promise<void>;
  startRsyslogd(): Promise<void>;
  /** SIGKILL, between two batches; another one is started, by rsyslogd with its next batch if it is its child */
  killCollector(): Promise<void>;
  /** resolves when rsyslogd has reported again, `count` times, and the textfile has it */
  untilReported(count: number): Promise<void>;
}

export interface ResetsOptions {
  /** the exporter is a child of rsyslogd, or a separate process that follows rsyslog's file */
  readonly reads: 'omprog' | 'file';
  readonly resetCounters: 'on' | 'off';
  readonly flags: readonly string[];
}

/** Every message counts once in each of these: the action "counted", and a key of each of the two buckets. */
export const COUNTED = {
  action: 'rsyslog_pstat_processed{name="counted",origin="core.action"}',
  resettable: 'rsyslog_pstat_dynstats{name="resettable",origin="dynstats.bucket",counter="app"}',
  lasting: 'rsyslog_pstat_dynstats{name="lasting",origin="dynstats.bucket",counter="app"}',
} as const;

export async function startResetsScenario(options: ResetsOptions): Promise<ResetsScenario> {
  const dir = tempDir();
  const [rsyslogDir, textfileDir] = [join(dir, 'rsyslog'), join(dir, 'textfiles')];
  for (const folder of [rsyslogDir, textfileDir]) mkdirSync(folder);
  const messages = join(dir, 'messages');
  const textfile = join(textfileDir, 'rsyslog.prom');
  const port = await freePort();
  const statistics = join(dir, 'impstats.log');
  const collect = ['textfile', '--output', textfile, ...options.flags];
  const impstats = `resetCounters="${options.resetCounters}"`;
  const asChild = statisticsConfig({ command: `${COMMAND} ${collect.join(' ')}`, impstats });
  const toFile = `module(load="impstats" interval="1" format="json" bracketing="on" ${impstats}
                         log.syslog="off" log.file="${statistics}")`;
  const config = `
    ${options.reads === 'omprog' ? asChild : toFile}
    ${tcpInput(port)}
    dyn_stats(name="resettable")
    dyn_stats(name="lasting" resettable="off")
    ruleset(name="in") {
      set $.a = dyn_inc("resettable", $programname);
      set $.b = dyn_inc("lasting", $programname);
      action(type="omfile" name="counted" file="${messages}")
    }`;
  const up = (): Promise<Rsyslogd> => startRsyslogd({ dir: rsyslogDir, config, listens: [{ protocol: 'tcp', port }] });
  let rsyslogd = await up();
  const follow = (): Promise<RunningProcess> => startProgram([...collect, '--input', `file:${statistics}`]);
  let follower = options.reads === 'file' ? await follow() : undefined;
  const exporter = await startNodeExporter({ textfileDir });
  const prometheus = await startPrometheus({
    dir,
    scrapes: [{ job: 'node', target: exporter.target }],
    scrapeInterval: '200ms',
  });

  const handled = (): number => (existsSync(messages) ? readFileSync(messages, 'utf8').split('\n').length - 1 : 0);
  const reportedAt = (): number => {
    const text = existsSync(textfile) ? readFileSync(textfile, 'utf8') : '';
    return Number(/^rsyslog_pstat_exporter_last_batch_timestamp_seconds (\S+)$/m.exec(text)?.[1] ?? 0);
  };
  const untilReported = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i++) {
      const before = reportedAt();
      await until('the next report', () => reportedAt() > before);
    }
  };
  const childPid = (): number | undefined => {
    const tasks = `/proc/${rsyslogd.pid}/task`;
    const children = readdirSync(tasks).flatMap(
      (task) => readFileSync(`${tasks}/${task}/children`, 'utf8').match(/\d+/g) ?? [],
    );
    return children.length === 0 ? undefined : Number(children[0]);
  };
  return {
    prometheus,
    untilReported,
    send: async (count) => {
      const before = handled();
      const burst = Array.from({ length: count }, () => message('app'));
      await sendTcp(port, burst);
      await until('rsyslogd to handle them', () => handled() === before + count);
    },
    stopRsyslogd: async () => void (await rsyslogd.stop()),
    startRsyslogd: async () => {
      rsyslogd = await up();
    },
    killCollector: async () => {
      await untilReported(1);
      if (follower) {
        await follower.kill();
        follower = await follow();
      } else {
        process.kill(await until('the child', childPid), 'SIGKILL');
        await until('its end', () => childPid() === undefined);
      }
    },
    async [Symbol.asyncDispose]() {
      await prometheus.stop();
      await exporter.stop();
      await rsyslogd.stop();
      await follower?.stop();
    },
  };
}
