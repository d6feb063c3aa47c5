// Strings mean what they mean to JSON.parse, and what it refuses is a problem and not an exception.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { JsonLexer } from '../../../src/impstats/json/lexer.ts';

const parts = fc.constantFrom('\\', '\\\\', '"', 'n', 'u', '0041', 'ud83d', 'q', '\u2028', '/');
const raw = fc.array(parts).map((several) => several.join(''));

function parsed(literal: string): unknown {
  try {
    return JSON.parse(literal).toWellFormed();
  } catch {
    return false;
  }
}

test('any string', () => {
  fc.assert(
    fc.property(raw, (text) => {
      const lexer = new JsonLexer(`"${text}" `, 0);
      const found = lexer.string();
      // An escaped quote at the end: the string goes on.
      if (lexer.problem?.detail === 'a string was cut') return;
      expect(found).toBe(parsed(lexer.text.slice(0, lexer.offset)));
    }),
    { numRuns: 5_000 },
  );
});
