// `rsyslog-pstat demo`: serves a recorded rsyslog whose numbers move, and prints how to attach a real one.
import { PassThrough } from 'node:stream';
import { Command } from 'commander';
import { createReplay } from '../demo/replay.ts';
import { EXIT } from '../io.ts';
import { addLogFlags, createLog } from '../log.ts';
import { addWebFlags } from '../output/web-config/flags.ts';
import { parseDuration } from '../flags/quantity.ts';
import { addCollectFlags } from './collect/flags.ts';
import type { CommandFactory } from './command.ts';
import { startServing, type ServeFlags } from './serve.ts';

interface DemoFlags extends ServeFlags {
  readonly interval: number;
  readonly attach: string;
}

export const demoCommand: CommandFactory = (io, exit) => {
  const command = new Command('demo')
    .description('serve a recorded rsyslog whose numbers move, to try the program without one')
    .option('--interval <duration>', 'time between two reports', parseDuration, 1000)
    .option('--attach <host:port>', 'where a real rsyslog can send its statistics to', '127.0.0.1:9293');
  return addLogFlags(addWebFlags(addCollectFlags(command))).action(async (flags: DemoFlags) => {
    const log = createLog(io, { 'log.format': flags['log.format'], 'log.level': 'warn' });
    const stdin = new PassThrough();
    const serveFlags = { ...flags, nodeLabel: true, input: ['-', `tcp://${flags.attach}`] };
    const serving = await startServing(serveFlags, { ...io, stdin }, log);
    const replay = createReplay();
    const writeReport = (): void => void stdin.write(replay());
    writeReport();
    const timer = setInterval(writeReport, flags.interval);
    const metrics = serving.urls.map((url) => url + flags['web.telemetryPath']);
    io.stdout.write(greeting(metrics, flags.attach));
    try {
      await serving.finish();
    } finally {
      clearInterval(timer);
    }
    exit(EXIT.ok);
  });
};

function greeting(metrics: readonly string[], attach: string): string {
  const [host = '', port = ''] = attach.split(/:(?=\d+$)/);
  return `A recorded rsyslog is replayed here: ${metrics.join(' ')}

Two lines of configuration attach a real one, for example in /etc/rsyslog.d/10-pstat.conf:

module(load="impstats" interval="10" format="json" resetCounters="off" bracketing="on" ruleset="pstat")
ruleset(name="pstat" queue.type="LinkedList" queue.timeoutEnqueue="0") { action(type="omfwd" protocol="tcp" target="${host}" port="${port}") }

Ctrl-C ends it.
`;
}
