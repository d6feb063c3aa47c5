// What a newcomer does first: starts the demo, looks at it, and attaches a real rsyslog with the two lines that it prints.
import { expect, test } from 'vitest';
import { describeWith } from '../peers/available.ts';
import { parseExposition } from '../peers/exposition.ts';
import { freePort } from '../peers/port.ts';
import { startProcess } from '../peers/process.ts';
import { startRsyslogd } from '../peers/rsyslogd.ts';
import { tempDir } from '../peers/temp.ts';
import { until } from '../peers/until.ts';

const CLI = new URL('../../dist/cli.js', import.meta.url).pathname;

async function startDemo() {
  const attach = await freePort();
  const args = [
    'demo',
    '--interval',
    '100ms',
    '--web.listen-address',
    '127.0.0.1:0',
    '--attach',
    `127.0.0.1:${attach}`,
  ];
  const demo = await startProcess(process.execPath, [CLI, ...args]);
  const greeting = await until('the greeting', () => demo.stdout().includes('Ctrl-C') && demo.stdout());
  const url = /http:\S+/.exec(greeting)?.[0] ?? '';
  const read = async () => parseExposition(await (await fetch(url)).text());
  const value = async (family: string, labels: Readonly<Record<string, string>>) => {
    const samples = (await read()).get(family)?.samples ?? [];
    const found = samples.find((sample) =>
      Object.entries(labels).every(([name, text]) => sample.labels.get(name) === text),
    );
    return found === undefined ? undefined : Number(found.value);
  };
  return { demo, greeting, value };
}

test('the demo serves numbers that move', async () => {
  const { demo, value } = await startDemo();
  await using _ = demo;
  const labels = { name: 'rsyslog-relp', origin: 'core.action' };
  const first = await until('the action', () => value('rsyslog_pstat_processed', labels));
  const later = await until('its counter to rise', async () => {
    const now = await value('rsyslog_pstat_processed', labels);
    return now !== undefined && now > first && now;
  });
  expect(later).toBeGreaterThan(first);
  expect((await demo.stop()).code).toBe(0);
});

describeWith(['rsyslogd'], 'a real rsyslog', () => {
  test('is attached by the two lines that the demo prints', async () => {
    const { demo, greeting, value } = await startDemo();
    await using _ = demo;
    const lines = greeting.split('\n').filter((line) => /^(module|ruleset)\(/.test(line));
    expect(lines).toHaveLength(2);
    const config = lines.join('\n').replace('interval="10"', 'interval="1"');
    await using rsyslogd = await startRsyslogd({
      dir: tempDir(),
      config: `global(localHostname="attached")\n${config}`,
    });
    const size = { node: 'attached', name: 'main Q', origin: 'core.queue' };
    expect(await until('its series', async () => (await value('rsyslog_pstat_size', size)) !== undefined)).toBe(true);
    expect(rsyslogd.stderr()).toBe('');
    expect(await value('rsyslog_pstat_exporter_batches_total', { result: 'incomplete' })).toBe(0);
  });
});

test('a port that is taken is refused under the flag that changes it', async () => {
  const attach = `127.0.0.1:${await freePort()}`;
  const args = [CLI, 'demo', '--web.listen-address', '127.0.0.1:0', '--attach', attach];
  await using first = await startProcess(process.execPath, args);
  await first.waitForOutput(/Ctrl-C/);
  await using second = await startProcess(process.execPath, args);
  expect((await second.exited).code).toBe(2);
  expect(second.stderr()).toBe(`error: --attach ${attach}: cannot listen: another program listens there already\n`);
});
