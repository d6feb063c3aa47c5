// `rsyslog-pstat demo`: serves a recorded rsyslog whose numbers move, and prints how to attach a real one.
import { PassThrough } from 'node:stream';
import { Command } from 'commander';
import { createReplay } from '../demo/replay.ts';
import { textFlag } from '../flags/declare.ts';
import { parseListenAddress, type ListenAddress } from '../flags/listen-address.ts';
import { parseTimeout } from '../flags/quantity.ts';
import { actWith, type FlagReader } from '../flags/reader.ts';
import { parseInputUrl } from '../input/url.ts';
import { EXIT, UsageError } from '../io.ts';
import { addLogFlags, createLog, readLogFlags } from '../log.ts';
import { addWebFlags, readWebFlags } from '../output/web-config/flags.ts';
import { addCollectFlags, readCollectFlags } from './collect/flags.ts';
import type { CommandFactory } from './command.ts';
import { startServing } from './serve.ts';

export const demoCommand: CommandFactory = (io, exit) => {
  const command = new Command('demo')
    .description('serve a recorded rsyslog whose numbers move, to try the program without one')
    .addOption(textFlag('--interval <duration>', 'time between two reports', '1s'))
    .option('--attach <host:port>', 'where a real rsyslog can send its statistics to', '127.0.0.1:9293');
  addLogFlags(addWebFlags(addCollectFlags(command))).setOptionValue('nodeLabel', true);
  return actWith(command, readDemoFlags, async (flags) => {
    const log = createLog(io, { ...flags.log, level: 'warn' });
    const stdin = new PassThrough();
    const serving = await startServing(flags, { ...io, stdin }, log).catch((error) => {
      throw namingAttach(error, flags.attach);
    });
    const replay = createReplay();
    const writeReport = (): void => void stdin.write(replay());
    writeReport();
    const timer = setInterval(writeReport, flags.intervalMs);
    const metrics = serving.urls.map((url) => url + flags.web.telemetryPath);
    io.stdout.write(greeting(metrics, flags.attach));
    try {
      await serving.finish();
    } finally {
      clearInterval(timer);
    }
    exit(EXIT.ok);
  });
};

function readDemoFlags(reader: FlagReader) {
  const log = readLogFlags(reader);
  const collect = readCollectFlags(reader);
  const web = readWebFlags(reader);
  const attach = reader.value('--attach', parseListenAddress);
  const urls = [parseInputUrl('-'), parseInputUrl(`tcp://${attach.text}`)];
  const intervalMs = reader.value('--interval', parseTimeout);
  return { log, collect: { ...collect, inputs: { ...collect.inputs, urls } }, web, attach, intervalMs };
}

/** Messages name the flag that was given, not the input that it stands for. */
function namingAttach(error: unknown, { text }: ListenAddress): unknown {
  if (!(error instanceof UsageError)) return error;
  const problems = error.problems.map((problem) => problem.replace(`--input tcp://${text}:`, `--attach ${text}:`));
  return new UsageError(problems, { cause: error });
}

function greeting(metrics: readonly string[], { host = '127.0.0.1', port }: ListenAddress): string {
  return `A recorded rsyslog is replayed here: ${metrics.join(' ')}

Two lines of configuration attach a real one, for example in /etc/rsyslog.d/10-pstat.conf:

module(load="impstats" interval="10" format="json" resetCounters="off" bracketing="on" ruleset="pstat")
ruleset(name="pstat" queue.type="LinkedList" queue.timeoutEnqueue="0") { action(type="omfwd" protocol="tcp" target="${host}" port="${port}") }

Ctrl-C ends it.
`;
}
