// Log lines with any text in them: one line each, without control characters.
import { Writable } from 'node:stream';
import { createLog } from '../../../src/log.ts';
import { recordings } from '../inputs.ts';
import { CONTROL, rule, textOf, type Target } from '../target.ts';

export const log: Target = {
  name: 'log',
  seeds: () => recordings('json-omprog', 2),
  check: (input) => {
    const text = textOf(input);
    for (const format of ['logfmt', 'json'] as const) {
      const written: string[] = [];
      const stderr = new Writable({ write: (chunk, _, done) => (written.push(String(chunk)), done()) });
      const { warn } = createLog({ stderr, now: () => 0 }, { level: 'info', format });
      warn('line refused', { text: text.slice(0, 200), input: 'tcp:x' });
      const line = written.join('');
      rule(line.endsWith('\n'), 'a log line ends with a newline');
      rule(!CONTROL.test(line.slice(0, -1)), 'a log line holds no control characters', () => JSON.stringify(line));
      if (format === 'json') rule(typeof JSON.parse(line) === 'object', 'a log line in JSON is JSON');
    }
    return String(/^[\w./:@%+,-]+$/.test(text));
  },
};
