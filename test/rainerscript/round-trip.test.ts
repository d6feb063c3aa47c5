// The reader is the inverse of the writer: every statement that is written is read back with the same name, values and ruleset.
import { array, assert, constantFrom, dictionary, oneof, property, record, type Arbitrary } from 'fast-check';
import { expect, test } from 'vitest';
import { quote, quoteConstant, unquote } from '../../src/rainerscript/quote.ts';
import { readStatements } from '../../src/rainerscript/read.ts';
import { block, comment, paragraph, shortStatement, statement } from '../../src/rainerscript/write.ts';
import { hostileText } from '../relp-config/hostile-text.ts';

interface Written {
  readonly name: string;
  readonly parameters: Readonly<Record<string, string | readonly string[]>>;
  readonly write: typeof statement;
}

const written: Arbitrary<Written> = record({
  name: constantFrom('action', 'module', 'input', 'global', 'dyn_stats'),
  parameters: dictionary(
    constantFrom('name', 'type', 'queue.filename', 'tls.permittedpeer', 'a_b'),
    oneof(hostileText, array(hostileText, { maxLength: 3 })),
  ),
  write: constantFrom(statement, shortStatement),
});

test('statements in a ruleset, before and after it', () => {
  assert(
    property(array(written), hostileText, (statements, ruleset) => {
      const lines = statements.map(({ name, parameters, write }) => write(name, parameters));
      const text = paragraph(
        comment('A comment with action(type="none")'),
        ...lines,
        block(statement('ruleset', { name: ruleset }), lines),
        ...lines,
      );
      const expected = (within?: string) =>
        statements.map(({ name, parameters }) => ({ name, parameters: entries(parameters), ruleset: within }));
      const found = readStatements(text, 'f').map(({ name, parameters, ruleset: within }) => ({
        name,
        parameters: Object.fromEntries(parameters),
        ruleset: within,
      }));
      expect(found).toEqual([
        ...expected(),
        { name: 'ruleset', parameters: { name: [ruleset] }, ruleset: undefined },
        ...expected(ruleset),
        ...expected(),
      ]);
    }),
    { numRuns: 500 },
  );
});

function entries(parameters: Written['parameters']): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, typeof value === 'string' ? [value] : value]),
  );
}

test.each([
  ['values', quote, (body: string) => unquote(body)],
  ['constants of a template', quoteConstant, (body: string) => unquote(unquote(body))],
] as const)('%s, character by character', (_name, write, read) => {
  assert(property(hostileText, (text) => read(write(text).slice(1, -1)) === text));
});

test('numbers, booleans and parameters without a value', () => {
  const [found] = readStatements(statement('action', { a: 5, b: true, c: false, d: undefined }), 'f');
  expect(Object.fromEntries(found?.parameters ?? [])).toEqual({ a: ['5'], b: ['on'], c: ['off'] });
});
