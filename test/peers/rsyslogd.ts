// Runs a real rsyslogd with a configuration of the test's own: no system socket, no kernel log, all files in one folder.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { PATHS } from './available.ts';
import { isBound } from './port.ts';
import { runProcess, startProcess, type ExitStatus } from './process.ts';
import { until, type Deadline } from './until.ts';

export interface RsyslogdOptions {
  /** holds rsyslog.conf, rsyslogd.pid and the work folder; started again in the same folder, disk queues are kept */
  readonly dir: string;
  /** everything but the work folder; as a function it gets `dir` as rsyslogd sees it, which differs with `chroot` */
  readonly config: string | ((dir: string) => string);
  /** ports that must be bound before it counts as up */
  readonly listens?: readonly { readonly protocol: 'tcp' | 'udp'; readonly port: number }[];
  /** default /usr/sbin/rsyslogd; with `chroot` the path inside */
  readonly binary?: string;
  /** root folder of another system, which must contain `dir`; needs root */
  readonly chroot?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** name of a network namespace to run in */
  readonly namespace?: string;
}

export interface Rsyslogd extends AsyncDisposable {
  readonly pid: number;
  readonly exited: Promise<ExitStatus>;
  /** its own messages: it complains there about a configuration that it runs all the same */
  stderr(): string;
  /** SIGTERM; resolves when it has written its last statistics and is gone */
  stop(options?: Deadline): Promise<ExitStatus>;
  /** SIGKILL */
  kill(): Promise<ExitStatus>;
  /** SIGHUP: reopens its files */
  hup(): void;
}

/** @throws Error with the verdict of `rsyslogd -N1` when it does not come up */
export async function startRsyslogd(options: RsyslogdOptions): Promise<Rsyslogd> {
  const { dir, listens = [], binary = PATHS.rsyslogd, chroot, env, namespace } = options;
  const inside = insideOf(chroot, dir);
  const pidFile = join(dir, 'rsyslogd.pid');
  mkdirSync(join(dir, 'work'), { recursive: true });
  const body = typeof options.config === 'string' ? options.config : options.config(inside);
  writeFileSync(join(dir, 'rsyslog.conf'), `global(workDirectory="${join(inside, 'work')}")\n${body}\n`);

  const launcher = [
    ...(namespace === undefined ? [] : [PATHS.ip, 'netns', 'exec', namespace]),
    ...(chroot === undefined ? [] : ['/usr/sbin/chroot', chroot]),
    binary,
  ];
  const [file, ...prefix] = launcher as [string, ...string[]];
  const conf = ['-f', join(inside, 'rsyslog.conf')];
  const environment = env === undefined ? {} : { env };
  const running = await startProcess(file, [...prefix, '-n', '-i', join(inside, 'rsyslogd.pid'), ...conf], environment);
  try {
    await until('rsyslogd to come up', async () => {
      if (!running.isRunning()) return true;
      const bound = await Promise.all(listens.map(({ protocol, port }) => isBound(protocol, port, running.pid)));
      return bound.every(Boolean) && writtenPid(pidFile) === running.pid;
    });
    if (!running.isRunning()) throw new Error('rsyslogd ended at once');
  } catch (error) {
    await running.kill();
    const verdict = await runProcess(file, [...prefix, '-N1', ...conf], environment);
    throw new Error(`${(error as Error).message}\n${running.stderr()}\n${verdict.stdout}${verdict.stderr}`, {
      cause: error,
    });
  }
  const { pid, exited, stderr } = running;
  return {
    pid,
    exited,
    stderr,
    stop: (deadline) => running.stop(deadline),
    kill: () => running.kill(),
    hup: () => running.send('SIGHUP'),
    [Symbol.asyncDispose]: () => running[Symbol.asyncDispose](),
  };
}

function insideOf(chroot: string | undefined, dir: string): string {
  if (chroot === undefined) return resolve(dir);
  const path = relative(resolve(chroot), resolve(dir));
  if (path.startsWith('..')) throw new Error(`${dir} is not inside of ${chroot}`);
  return `/${path}`;
}

function writtenPid(pidFile: string): number | undefined {
  return existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8').trim()) : undefined;
}
