// What ends the program: the first signal ends commands that have nothing to finish, even while they are blocked; FIFOs and devices
// in the place of files block nothing.
import { lstatSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { COMMAND, startProgram } from '../e2e/program.ts';
import { runProcess, startProcess } from '../peers/process.ts';
import { tempDir } from '../peers/temp.ts';
import { until } from '../peers/until.ts';

const RELP = 'test/fixtures/relp-config/shoot-full.yaml';

async function fifo(name: string): Promise<string> {
  const path = join(tempDir(), name);
  expect((await runProcess('mkfifo', [path])).code).toBe(0);
  return path;
}

/** Blocked in opening a FIFO that has no writer: the kernel says where. */
const isBlocked = async (pid: number): Promise<boolean> =>
  (await runProcess('sh', ['-c', `cat /proc/${pid}/task/*/wchan`])).stdout.includes('wait_for_partner');

describe('a FIFO without a writer as input', () => {
  test.each([
    'check',
    'generate --print --settings',
    'generate rsyslog --relp-config',
    'doctor --settings',
    'serve --web.config.file',
  ])('%s: the first signal ends the wait', async (command) => {
    await using program = await startProgram([...command.split(' '), await fifo('input')]);
    await until('it to open the FIFO', () => isBlocked(program.pid));
    program.send('SIGTERM');
    expect(await program.exited).toEqual({ code: null, signal: 'SIGTERM' });
  });
});

test('check ends with the first signal while standard input is open', async () => {
  await using program = await startProgram(['check', '-']);
  program.stdin.write('junk\n');
  await program.waitForOutput(/not_statistics/);
  program.send('SIGINT');
  expect(await program.exited).toEqual({ code: null, signal: 'SIGINT' });
});

describe('in the place of a file to write', () => {
  const COMMANDS: readonly (readonly [flag: string, ...command: string[]])[] = [
    ['--output', 'textfile'],
    ['--state', 'serve', '--web.listen-address', '127.0.0.1:0'],
    ['--out', 'generate', 'rsyslog', '--relp-config', RELP],
  ];

  test.each(COMMANDS)('a FIFO is refused by %s of %s', async (flag, ...command) => {
    const path = await fifo('x.prom');
    await using program = await startProgram([...command, flag, path]);
    expect(await program.exited).toEqual({ code: 2, signal: null });
    expect(program.stderr()).toBe(`error: ${flag} ${path}: cannot be replaced: it is a FIFO, not a regular file\n`);
    expect(lstatSync(path).isFIFO()).toBe(true);
  });

  test.skipIf(process.geteuid?.() !== 0)('a device is refused, and stays (needs root)', async () => {
    const path = join(tempDir(), 'x.prom');
    expect((await runProcess('mknod', [path, 'c', '1', '3'])).code).toBe(0);
    await using program = await startProgram(['textfile', '--output', path]);
    expect(await program.exited).toEqual({ code: 2, signal: null });
    expect(program.stderr()).toBe(`error: --output ${path}: cannot be replaced: it is a device, not a regular file\n`);
    expect(lstatSync(path).isCharacterDevice()).toBe(true);
  });

  test('a FIFO among the generated files is refused', async () => {
    const dir = tempDir();
    expect((await runProcess('sh', ['-c', `mkdir ${dir}/rules && mkfifo ${dir}/rules/README.md`])).code).toBe(0);
    await using program = await startProgram(['generate', '--out', dir]);
    expect(await program.exited).toEqual({ code: 2, signal: null });
    expect(program.stderr()).toContain('rules/README.md: it is a FIFO, not a regular file');
  });
});

test('a FIFO in the place of the temporary file of that process is not even opened', async () => {
  const dir = tempDir();
  // exec keeps the process id.
  const script = `mkfifo ${dir}/.x.prom.$$.tmp && exec "$0" "$@"`;
  const command = [...COMMAND.split(' '), 'textfile', '--output', join(dir, 'x.prom')];
  await using program = await startProcess('sh', ['-c', script, ...command]);
  program.stdin.end('{ "name": "n", "origin": "o", "k": 1 }\n');
  expect(await program.exited).toEqual({ code: 0, signal: null });
  expect(lstatSync(join(dir, 'x.prom')).isFile()).toBe(true);
});

describe('the exit code when standard input ends', () => {
  const LINE = '{ "name": "n", "origin": "o", "k": 1 }\n';

  test.each([
    ['textfile', '--output'],
    ['serve', '--web.listen-address', '127.0.0.1:0', '--state'],
  ])('of %s is 2 when the last write failed, 0 when it did not', async (...command) => {
    const dir = tempDir();
    const codes = [];
    for (const folder of ['not-there', '.']) {
      await using program = await startProgram([...command, join(dir, folder, 'x.prom')]);
      program.stdin.end(LINE);
      codes.push((await program.exited).code);
    }
    expect(codes).toEqual([2, 0]);
  });

  test('is 2 when the sums of an earlier run cannot be read', async () => {
    const file = join(tempDir(), 'x.prom');
    writeFileSync(file, '', { mode: 0 });
    expect((await runProcess('chmod', ['755', join(file, '..')])).code).toBe(0);
    const unprivileged = process.geteuid?.() === 0 ? ['setpriv', '--reuid=65534', '--clear-groups'] : [];
    const [program = '', ...args] = [...unprivileged, ...COMMAND.split(' '), 'textfile', '--output', file];
    const { code, stderr } = await runProcess(program, args);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(/^error: cannot read the sums in .*EACCES/),
    });
  });
});
