// Installs the real programs that the end-to-end tests talk to, where that is possible: as root on Debian or Ubuntu.
// Elsewhere it says what is missing and the tests that need it are skipped; with CI=true a missing peer is a failure.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** a file that must be there -> the Debian package that brings it */
const PEERS = {
  '/usr/sbin/rsyslogd': 'rsyslog',
  '/usr/lib/x86_64-linux-gnu/rsyslog/imrelp.so': 'rsyslog-relp',
  '/usr/lib/x86_64-linux-gnu/rsyslog/lmnsd_gtls.so': 'rsyslog-gnutls',
  '/usr/bin/prometheus': 'prometheus',
  '/usr/bin/promtool': 'prometheus',
  '/usr/bin/prometheus-node-exporter': 'prometheus-node-exporter',
  '/usr/bin/prometheus-alertmanager': 'prometheus-alertmanager',
  '/usr/bin/amtool': 'prometheus-alertmanager',
  '/usr/bin/openssl': 'openssl',
  '/usr/sbin/debootstrap': 'debootstrap',
  '/usr/sbin/ip': 'iproute2',
  '/usr/sbin/nft': 'nftables',
  '/usr/bin/faketime': 'faketime',
};

const multiarch = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' }[process.arch] ?? 'x86_64-linux-gnu';
const missing = () =>
  Object.entries(PEERS).filter(([path]) => !existsSync(path.replace('x86_64-linux-gnu', multiarch)));

const canInstall = () => {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  return /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'));
};

if (missing().length > 0 && canInstall()) {
  const packages = [...new Set(missing().map(([, name]) => name))];
  console.log(`installing ${packages.join(' ')}`);
  // Tells the packages' scripts that the machine is not up, so that they start no service: the tests start their own.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const apt = (...args) => spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env }).status;
  apt('update', '-qq');
  apt('install', '-y', '-qq', '--no-install-recommends', ...packages);
}

const left = missing();
if (left.length > 0) {
  const text = left.map(([path, name]) => `  ${path} (package ${name})`).join('\n');
  console.error(`These programs are not here; the tests that need them are skipped:\n${text}`);
  if (process.env.CI === 'true') process.exitCode = 1;
}
