import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { createLog, type LogSettings } from '../src/log.ts';

function logged(format: LogSettings['format'], text: string): string {
  const lines: string[] = [];
  const stderr = new Writable({
    write: (chunk, _, done) => {
      lines.push(String(chunk));
      done();
    },
  });
  createLog({ stderr, now: () => 0 }, { level: 'info', format }).info('line rejected', { text });
  return lines.join('');
}

/** every character that steers a terminal or hides what stands beside it */
const STEERING = ['\n', '\r', '\u001b[2J', '\u007f', '\u0085', '\u009b31m', '\u009d0;title\u009c', '\u2028', '\u202e'];

describe.each(['logfmt', 'json'] as const)('foreign text in %s', (format) => {
  test.each(STEERING)('%j stays on one line and cannot steer a terminal', (text) => {
    const line = logged(format, `a${text}b`);
    expect(line.slice(0, -1)).toMatch(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u);
    const quoted = format === 'json' ? line : (/ text=(".*")\n/.exec(line)?.[1] ?? '');
    const value: unknown = JSON.parse(quoted);
    expect(format === 'json' ? value : { text: value }).toMatchObject({ text: `a${text}b` });
  });

  test('letters of all languages stay as they are', () => {
    expect(logged(format, 'größe 大 🙂')).toContain('"größe 大 🙂"');
  });
});
