// Finds the processes of rsyslogd and of the exporter in /proc. Linux only, as rsyslog's packages are: elsewhere it finds none.
import { basename } from 'node:path';
import type { Daemon, ExporterProcess } from './facts.ts';
import { namesIn, textOf } from './if-readable.ts';

/** The kernel's USER_HZ, which Linux reports as 100 on every architecture. */
const TICKS_PER_SECOND = 100;
const DEFAULT_PID_FILES = ['/run/rsyslogd.pid', '/var/run/rsyslogd.pid'];

/** @param pidFile undefined: rsyslog's default, then any process of that name, since systemd's unit writes no PID file */
export function findDaemon(pidFile: string | undefined): Daemon {
  for (const file of pidFile === undefined ? DEFAULT_PID_FILES : [pidFile]) {
    const pid = Number(textOf(file)?.trim());
    if (pid > 0 && nameOf(pid) === 'rsyslogd') return { pid, startedAt: startOf(pid), searched: file };
  }
  if (pidFile !== undefined) return { searched: pidFile };
  const pid = allPids().find((candidate) => nameOf(candidate) === 'rsyslogd');
  return { pid, startedAt: pid === undefined ? undefined : startOf(pid), searched: 'any process named rsyslogd' };
}

/** @param places files and addresses, at least one of which is in its command line */
export function findExporter(places: readonly string[]): ExporterProcess | undefined {
  for (const pid of allPids()) {
    const words = (textOf(`/proc/${pid}/cmdline`) ?? '').split('\0');
    const command = words.findIndex(
      (word, index) => /^(textfile|serve)$/.test(word) && isExporter(words[index - 1] ?? ''),
    );
    if (command === -1 || !places.some((place) => words.some((word) => word.includes(place)))) continue;
    const flags = words.slice(command).filter((word) => word !== '');
    return { pid, isStopped: /^[Tt]/.test(stat(pid)[0] ?? ''), flags };
  }
  return undefined;
}

const isExporter = (word: string): boolean => basename(word) === 'rsyslog-pstat' || /\bcli\.[jt]s$/.test(word);

const allPids = (): readonly number[] =>
  namesIn('/proc')
    .map(Number)
    .filter((pid) => pid > 0)
    .sort((a, b) => a - b);

const nameOf = (pid: number): string | undefined => textOf(`/proc/${pid}/comm`)?.trim();

/** The fields behind the name of the program, which may contain blanks and parentheses; the state is the first. */
function stat(pid: number): string[] {
  const text = textOf(`/proc/${pid}/stat`) ?? '';
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function startOf(pid: number): number | undefined {
  const booted = Number(/^btime (\d+)$/m.exec(textOf('/proc/stat') ?? '')?.[1]);
  const ticks = Number(stat(pid)[19]);
  return Number.isNaN(booted + ticks) ? undefined : (booted + ticks / TICKS_PER_SECOND) * 1000;
}
