// `rsyslog-pstat check`: what is rejected, with its place and a caret under it; the exit codes; and hostile text on a terminal.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { RECORDINGS } from '../exposition/recordings.ts';
import { expectGolden } from '../golden.ts';
import { tempDir } from '../peers/temp.ts';
import { runCli, type Ran } from './run-cli.ts';

const FOLDER = 'test/fixtures/check';
const GOLDEN = 'test/golden/check';

describe('recordings of real rsyslogd', () => {
  test.each(RECORDINGS)('%s has nothing that is rejected', async (name) => {
    const file = `test/fixtures/recordings/${name}.log`;
    const { code, stdout, stderr } = await runCli(['check', file]);
    expect({ code, stderr, lines: stdout.split('\n').length }).toEqual({ code: 0, stderr: '', lines: 2 });
    expect(stdout).toMatch(/\.log: \d+ lines, [45] reports, \d+ series, 0 rejected\n$/);
  });
});

describe('recordings with something wrong in them', () => {
  async function expectPrinted(name: string, { code, stdout, stderr }: Ran): Promise<void> {
    await expectGolden(stdout, `${GOLDEN}/${name}.txt`);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    // No control characters.
    // oxlint-disable-next-line no-control-regex -- control characters are meant
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  }

  test.each(['rejected', 'hostile'])('%s.log', async (name) => {
    await expectPrinted(name, await runCli(['check', `${FOLDER}/${name}.log`]));
  });

  test('a line over the limit, and a fine one behind it', async () => {
    const keys = Array.from({ length: 40_000 }, (_, i) => `"message from host ${i}": ${i * 7}`);
    const long = `{ "name": "b", "origin": "dynstats.bucket", "values": { ${keys.join(', ')} } }\n`;
    await expectPrinted('long', await runCli(['check', '-'], [long, '{ "name": "n", "origin": "o", "k": 1 }\n']));
  });

  test('the caret stands under the place', async () => {
    const { stdout } = await runCli(['check', '-'], ['{ "name": "n", "origin": "o", "x": oops }\n']);
    const [head, line = '', caret = ''] = stdout.split('\n');
    expect(head).toMatch(/^-:1:36: malformed: /);
    expect(line.slice(caret.indexOf('^'))).toBe('oops }');
  });

  test('also far into a line, of which only the part around it is shown', async () => {
    const many = Array.from({ length: 100 }, (_, i) => `"key${i}": ${i}`).join(', ');
    const { stdout } = await runCli(['check', '-'], [`{ "name": "n", "origin": "o", ${many}, "x": oops, ${many} }\n`]);
    const [, line = '', caret = ''] = stdout.split('\n');
    expect(line.slice(caret.indexOf('^'))).toMatch(/^oops, "key0"/);
    expect([line.length < 120, line.startsWith('  ...'), line.endsWith('...')]).toEqual([true, true, true]);
  });
});

describe('check', () => {
  test('reads standard input, in any pieces, to an end without a newline', async () => {
    const text = '{ "name": "n", "origin": "o", "k": 1 }';
    expect(await runCli(['check', '-'], [...text])).toEqual({
      code: 0,
      stdout: '-: 1 lines, 1 reports, 1 series, 0 rejected\n',
      stderr: '',
    });
  });

  test('counts reports that were not whole', async () => {
    const { code, stdout } = await runCli(['check', '-'], ['BEGIN\n{ "name": "n", "origin": "o", "k": 1 }\n']);
    expect([code, stdout]).toEqual([0, '-: 2 lines, 1 reports, 1 of them incomplete, 1 series, 0 rejected\n']);
  });

  test('reads all files, and lists all that it cannot read', async () => {
    const dir = tempDir();
    const good = join(dir, 'good.log');
    writeFileSync(good, '{ "name": "n", "origin": "o", "k": 1 }\n');
    const { code, stdout, stderr } = await runCli(['check', join(dir, 'none.log'), good, dir]);
    expect(code).toBe(2);
    expect(stdout).toBe(`${good}: 1 lines, 1 reports, 1 series, 0 rejected\n`);
    expect(stderr.split('\n')).toEqual([
      expect.stringContaining(`error: ${join(dir, 'none.log')}: ENOENT`),
      expect.stringContaining(`error: ${dir}: EISDIR`),
      '',
    ]);
  });

  test('needs a file', async () => {
    const { code, stdout, stderr } = await runCli(['check']);
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr: "error: missing required argument 'file'\n",
    });
  });
});
