// The exporter of a node, started by rsyslog itself or beside it, and how it is ended even when it was stopped (SIGSTOP).
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { atEnd } from './cleanup.ts';

/** Debian's; the loader puts the architecture's folder in place of $LIB. */
const FAKE_CLOCK = '/usr/$LIB/faketime/libfaketimeMT.so.1';

export interface ExporterProgram {
  /** as a package would install it */
  readonly path: string;
  /** @throws Error while it has not been started */
  pid(): number;
  /** SIGKILL, which also ends what is stopped; harmless when it is gone */
  kill(): void;
}

/**
 * @param flags further ones, behind those that rsyslogd gives
 * @returns a program that leaves its process id in the folder: it is rsyslogd that starts it
 */
export function exporterProgram(dir: string, clock: NodeJS.ProcessEnv = {}, flags = ''): ExporterProgram {
  const path = join(dir, 'rsyslog-pstat');
  const pidFile = join(dir, 'exporter.pid');
  const variables = Object.entries(clock).map(([name, value]) => `${name}='${value}' `);
  writeFileSync(
    path,
    `#!/bin/sh\necho $$ > ${pidFile}\n${variables.join('')}exec ${process.execPath} ${resolve('dist/cli.js')} "$@" ${flags}\n`,
  );
  chmodSync(path, 0o755);
  const pid = (): number => Number(readFileSync(pidFile, 'utf8'));
  const kill = (): void => {
    if (!existsSync(pidFile)) return;
    // The number may be another process's by now.
    const command = `/proc/${pid()}/cmdline`;
    if (existsSync(command) && readFileSync(command, 'utf8').includes(dir)) process.kill(pid(), 'SIGKILL');
  };
  atEnd(kill);
  return { path, pid, kill };
}

/** Variables that give a program a clock which is ahead by so many seconds, or behind. Timers go on as they are. */
export const clockAhead = (seconds: number): NodeJS.ProcessEnv => ({
  LD_PRELOAD: FAKE_CLOCK,
  FAKETIME: `${seconds < 0 ? '' : '+'}${seconds}s`,
  FAKETIME_DONT_FAKE_MONOTONIC: '1',
});
