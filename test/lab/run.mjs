// `npm run lab -- [--update] [ID...]`: runs the lab, all of it or single scenarios (F20 stands for F20a, F20b, ... too).
// As root it gets separate namespaces for network, mounts and processes: its leftovers end with them, also after a
// failure or a signal. Without root the scenarios that need those are skipped. Only --update writes measured.json.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const VITEST = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/lab/vitest.config.ts'];
const NEWEST = join(tmpdir(), `rsyslog-pstat-sid-${process.getuid?.()}`);
const GOODBYE_MS = 20_000;

// The kernel gives up on a silent peer after minutes; these are the same on the lab's clock, where a minute takes three seconds.
const NAMESPACE = `
  set -e
  ip link set lo up
  if [ -e /proc/sys/net/ipv4/tcp_rto_max_ms ]; then
    echo 6000 > /proc/sys/net/ipv4/tcp_rto_max_ms
    echo 11 > /proc/sys/net/ipv4/tcp_retries2
  else
    echo 7 > /proc/sys/net/ipv4/tcp_retries2
  fi
  echo 2 > /proc/sys/net/ipv4/tcp_syn_retries
  mkdir -p /run/netns
  mount -t tmpfs lab /run/netns
  "$@"`;
const UNSHARE = ['--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc', 'sh', '-c', NAMESPACE, 'lab'];

const args = process.argv.slice(2);
const wrong = args.find((arg) => arg.startsWith('-') && arg !== '--update');
if (wrong !== undefined) {
  console.error(`${wrong} is no option of the lab. Usage: npm run lab -- [--update] [ID...]`);
  process.exit(2);
}

// The newest rsyslog comes over the network, which the namespace does not have.
if (process.getuid?.() === 0 && !existsSync(NEWEST))
  spawnSync(process.execPath, [...VITEST, 'test/lab/newest.lab.ts'], { stdio: 'inherit' });

const isIsolated =
  process.getuid?.() === 0 && spawnSync('unshare', ['--net', '--mount', '--pid', '--fork', 'true']).status === 0;
const dir = mkdtempSync(join(tmpdir(), 'lab-'));
const env = {
  ...process.env,
  LAB_DIR: dir,
  LAB_IDS: args.filter((arg) => !arg.startsWith('-')).join(' '),
  LAB_UPDATE: args.includes('--update') ? '1' : '',
  LAB_ISOLATED: isIsolated ? '1' : '',
};
const vitest = [process.execPath, ...VITEST, 'test/lab/whole.lab.ts'];
const [command, ...rest] = isIsolated ? ['unshare', ...UNSHARE, ...vitest] : vitest;
// A separate process group: a signal of the terminal reaches it through here only, once.
const child = spawn(command, rest, { stdio: ['ignore', 'inherit', 'inherit'], env, detached: true });

/** A signal ends the namespaces and all that is in them. Without namespaces the tests clean up, until a deadline or a second signal. */
let isEnding = false;
const end = () => {
  if (isEnding) return void process.kill(-child.pid, 'SIGKILL');
  isEnding = true;
  process.kill(-child.pid, 'SIGINT');
  setTimeout(() => process.kill(-child.pid, 'SIGKILL'), GOODBYE_MS).unref();
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);

child.once('close', (code) => {
  if (existsSync(join(dir, 'table'))) console.log(`\n${readFileSync(join(dir, 'table'), 'utf8')}`);
  rmSync(dir, { recursive: true, force: true });
  process.exitCode = isEnding ? 130 : (code ?? 1);
});
