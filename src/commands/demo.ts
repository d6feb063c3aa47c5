// `rsyslog-pstat demo`: replays a recording of rsyslog on a /metrics endpoint, and prints how to attach a real rsyslog.
import { PassThrough } from 'node:stream';
import { Command } from 'commander';
import { createReplay } from '../demo/replay.ts';
import { textFlag, withoutFlags } from '../flags/declare.ts';
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

/** Flags without effect: the demo chooses its inputs, and labels hosts, so that an attached rsyslog is visible. */
const FIXED = ['--input', '--file.truncate-above', '--udp.allow', '--unix.mode', '--confirm-messages', '--node-label'];

export const demoCommand: CommandFactory = (io, exit) => {
  const command = new Command('demo')
    .description('replay a recorded rsyslog on a /metrics endpoint, to try the exporter without one')
    .addOption(textFlag('--interval <duration>', 'interval of reports', '1s'))
    .option('--attach <host:port>', 'address on which a real rsyslog can attach', '127.0.0.1:9293');
  addLogFlags(addWebFlags(addCollectFlags(command)), 'warn').setOptionValue('nodeLabel', true);
  return actWith(withoutFlags(command, FIXED), readDemoFlags, async (flags) => {
    const log = createLog(io, flags.log);
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

/** Messages name the flag --attach instead of the input behind it. */
function namingAttach(error: unknown, { text }: ListenAddress): unknown {
  if (!(error instanceof UsageError)) return error;
  const problems = error.problems.map((problem) => problem.replace(`--input tcp://${text}:`, `--attach ${text}:`));
  return new UsageError(problems, { cause: error });
}

function greeting(metrics: readonly string[], { host = '127.0.0.1', port }: ListenAddress): string {
  return `Replaying a recorded rsyslog: ${metrics.join(' ')}

To attach a real rsyslog, add two lines to its configuration, for example in /etc/rsyslog.d/10-pstat.conf:

module(load="impstats" interval="10" format="json" resetCounters="off" bracketing="on" ruleset="pstat")
ruleset(name="pstat" queue.type="LinkedList" queue.timeoutEnqueue="0") { action(type="omfwd" protocol="tcp" target="${host}" port="${port}") }

Press Ctrl-C to stop.
`;
}
