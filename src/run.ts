// The whole program as a function: argv and the outside world in, exit code out. It never throws and never exits.
import { Command, CommanderError } from 'commander';
import type { CommandFactory } from './commands/command.ts';
import { EXIT, UsageError, type Io } from './io.ts';
import { VERSION } from './version.ts';

/**
 * Each command is loaded on demand. With all of them loaded, `textfile` on 100 lines takes 1.3 times and `--version` 1.8 times
 * the CPU time (Node 20).
 */
const COMMANDS: Readonly<Record<string, () => Promise<CommandFactory>>> = {
  textfile: async () => (await import('./commands/textfile.ts')).textfileCommand,
  serve: async () => (await import('./commands/serve.ts')).serveCommand,
  check: async () => (await import('./commands/check.ts')).checkCommand,
  demo: async () => (await import('./commands/demo.ts')).demoCommand,
  metrics: async () => (await import('./commands/metrics.ts')).metricsCommand,
  generate: async () => (await import('./commands/generate.ts')).generateCommand,
  doctor: async () => (await import('./commands/doctor.ts')).doctorCommand,
};

/**
 * @param argv arguments without node and script name
 * @returns the exit code: 0 fine, 1 findings, 2 usage or configuration error
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  let code: number = EXIT.ok;
  const program = new Command('rsyslog-pstat')
    .description('Prometheus exporter, alert rules and dashboards for the statistics of rsyslog (impstats)')
    .version(VERSION, '-V, --version')
    // A command and its parent may have flags of the same name.
    .enablePositionalOptions();
  const names = commandsFor(argv[0]);
  try {
    for (const load of names.map((known) => COMMANDS[known])) {
      const create = await load?.();
      if (create) program.addCommand(create(io, (value) => (code = value)));
    }
    prepare(program, io);
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    return report(error, io);
  }
}

/** --version needs no command; help and the message about an unknown command need all of them. */
function commandsFor(first = ''): string[] {
  if (first === '-V' || first === '--version') return [];
  return Object.hasOwn(COMMANDS, first) ? [first] : Object.keys(COMMANDS);
}

/** Keeps commander from writing to the streams of the process and from ending it. */
function prepare(command: Command, io: Io): void {
  command.exitOverride().configureOutput({
    writeOut: (text) => io.stdout.write(text),
    writeErr: (text) => io.stderr.write(text),
  });
  for (const sub of command.commands) prepare(sub, io);
}

function report(error: unknown, io: Io): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof UsageError) {
    for (const problem of error.problems) io.stderr.write(`error: ${problem}\n`);
    return EXIT.usage;
  }
  io.stderr.write(`error: ${error instanceof Error ? error.stack : String(error)}\n`);
  return EXIT.usage;
}
