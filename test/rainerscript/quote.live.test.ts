// The quoting function against a real rsyslogd, which reads any quoted text back byte for byte.
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { createSocket } from 'node:dgram';
import { join } from 'node:path';
import { sample } from 'fast-check';
import { expect, test } from 'vitest';
import { quote, quoteConstant } from '../../src/rainerscript/quote.ts';
import { describeWith } from '../peers/available.ts';
import { freePort } from '../peers/port.ts';
import { startRsyslogd } from '../peers/rsyslogd.ts';
import { tempDir } from '../peers/temp.ts';
import { until } from '../peers/until.ts';
import { hostileText } from '../relp-config/hostile-text.ts';

test.each([
  ['plain', '"plain"'],
  ['', '""'],
  ['say "hi"', String.raw`"say \"hi\""`],
  ['C:\\dir', String.raw`"C:\\dir"`],
  ['$HOME', String.raw`"\044HOME"`],
  ['two\nlines\t', String.raw`"two\012lines\011"`],
  ['äöü', '"äöü"'],
])('quotes %j as %s', (text, quoted) => expect(quote(text)).toBe(quoted));

test('refuses NUL, which would end the value early', () => {
  expect(() => quote('a\0b')).toThrow('NUL');
});

test('a constant of a template is escaped once more', () => {
  expect(quoteConstant('a\\n')).toBe(String.raw`"a\\\\n"`);
});

const COUNT = 150;
/** After each value, so that a value that is cut, or empty, shows. */
const END = '<end>';

describeWith(['rsyslogd'], 'rsyslogd', () => {
  test(`reads ${COUNT} arbitrary texts as they were meant, in expressions, constants and parameters`, async () => {
    const dir = tempDir();
    const seed = Math.floor(Math.random() * 2 ** 31);
    const texts = sample(
      hostileText.map((text) => text.toWellFormed()),
      { numRuns: COUNT, seed },
    );
    const folders = ['expression', 'constant', 'parameter'].map((name) => join(dir, name));
    for (const folder of folders) mkdirSync(folder);
    const port = await freePort();
    const fileName = (text: string, index: number) =>
      `${index} ${text.replaceAll('/', '|').slice(0, 40).toWellFormed()}`;
    const templates = texts.map(
      (text, index) => `
        template(name="e${index}" type="list") { property(name="$.v${index}") constant(value="${END}") }
        template(name="c${index}" type="list") { constant(value=${quoteConstant(text)}) constant(value="${END}") }`,
    );
    const statements = texts.map(
      (text, index) => `
        set $.v${index} = ${quote(text)};
        action(type="omfile" file="${dir}/expression/${index}" template="e${index}")
        action(type="omfile" file="${dir}/constant/${index}" template="c${index}")
        action(type="omfile" file=${quote(join(dir, 'parameter', fileName(text, index)))} template="c${index}")`,
    );
    await using sender = await startRsyslogd({
      dir,
      listens: [{ protocol: 'udp', port }],
      config: `module(load="imudp")
        ${templates.join('')}
        input(type="imudp" address="127.0.0.1" port="${port}" ruleset="all")
        ruleset(name="all") { ${statements.join('')}
          action(type="omfile" file="${dir}/done")
        }`,
    });
    expect(sender.stderr(), `seed ${seed}`).toBe('');
    const socket = createSocket('udp4');
    socket.send('<13>Jan  1 00:00:00 host prog: text', port, '127.0.0.1', () => socket.close());
    await until('the last action', () => readFileSync(join(dir, 'done'), 'utf8') !== '');

    const contents = (name: string) =>
      texts.map((_text, index) => readFileSync(join(dir, name, String(index)), 'utf8'));
    const expected = texts.map((text) => text + END);
    expect(contents('expression'), `seed ${seed}`).toEqual(expected);
    expect(contents('constant'), `seed ${seed}`).toEqual(expected);
    expect(readdirSync(join(dir, 'parameter')).sort(), `seed ${seed}`).toEqual(texts.map(fileName).sort());
  });
});
