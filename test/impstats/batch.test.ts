// Lines to batches: with brackets, without them, and when both are not as they should be.
import { describe, expect, test } from 'vitest';
import { BatchAssembler } from '../../src/impstats/batch.ts';
import { object } from './lines-of.ts';

/** What a batch was made of: its result, its objects' names, the time of its last line and what was left out. */
interface Outline {
  readonly batches: string[];
  readonly rejects: string[];
}

/**
 * Feeds words as lines, one per millisecond: BEGIN, END, ... is a quiet gap (or the end of input), `reject` a line that was
 * refused, anything else an object of that name.
 */
function assemble(words: string, maxObjects = 100): Outline {
  const out: Outline = { batches: [], rejects: [] };
  const assembler = new BatchAssembler(maxObjects, ({ result, records, at, droppedObjects }) => {
    const dropped = droppedObjects > 0 ? ` -${droppedObjects}` : '';
    out.batches.push(`${result}@${at}: ${records.map(({ shape }) => shape.name).join(' ')}${dropped}`);
  });
  for (const [at, word] of words.split(' ').entries()) {
    if (word === '...') assembler.close();
    else if (word === 'reject') {
      assembler.push({ kind: 'reject', reason: 'malformed', offset: 0, detail: '' }, at);
    } else {
      const item = word === 'BEGIN' || word === 'END' ? { kind: word === 'BEGIN' ? 'begin' : 'end' } : undefined;
      const name = word === 'usage' ? 'resource-usage' : word;
      const rejected = assembler.push((item ?? object(name, 'o', [])) as Parameters<typeof assembler.push>[0], at);
      if (rejected) out.rejects.push(`${rejected.reason}@${at}`);
    }
  }
  return out;
}

type Row = readonly [sentence: string, words: string, batches: readonly string[], rejects: readonly string[]];

const ROWS: readonly Row[] = [
  ['what lies between BEGIN and END', 'BEGIN a b END', ['complete@3: a b'], []],
  ['an empty batch', 'BEGIN END', ['complete@1: '], []],
  ['several of them', 'BEGIN a END BEGIN b END', ['complete@2: a', 'complete@5: b'], []],
  ['a gap between brackets changes nothing', 'BEGIN a END ... BEGIN b END ...', ['complete@2: a', 'complete@6: b'], []],
  ['without brackets, a gap ends it', 'a b ... c', ['unbracketed@1: a b'], []],
  ['and so does the end of input', 'a b ... ...', ['unbracketed@1: a b'], []],
  ['nothing is no batch', '... ...', [], []],
  [
    'without brackets and gap, the first object that comes again ends it',
    'a b usage c a b usage c ...',
    ['unbracketed@3: a b resource-usage c', 'unbracketed@7: a b resource-usage c'],
    [],
  ],
  [
    'objects of the first name within one batch do not',
    'a a b usage c a a b usage c ...',
    ['unbracketed@4: a a b resource-usage c', 'unbracketed@9: a a b resource-usage c'],
    [],
  ],
  ['nor does any object between brackets', 'BEGIN a usage a END', ['complete@4: a resource-usage a'], []],
  ['BEGIN twice', 'BEGIN a BEGIN b END', ['incomplete@1: a', 'complete@4: b'], []],
  ['BEGIN, and then silence', 'BEGIN a ...', ['incomplete@1: a'], []],
  ['BEGIN alone, and then silence', 'BEGIN ...', ['incomplete@0: '], []],
  ['END without BEGIN', 'a b END', ['incomplete@2: a b'], ['unexpected_end@2']],
  ['END alone', 'END', [], ['unexpected_end@0']],
  ['END twice', 'BEGIN a END END', ['complete@2: a'], ['unexpected_end@3']],
  [
    'a stall in the middle of a batch',
    'BEGIN a ... b END BEGIN a b END',
    ['incomplete@1: a', 'incomplete@4: b', 'complete@8: a b'],
    ['unexpected_end@4'],
  ],
  [
    'objects outside of brackets',
    'BEGIN a END b ... BEGIN a END',
    ['complete@2: a', 'incomplete@3: b', 'complete@7: a'],
    [],
  ],
  [
    'brackets that are switched off',
    'BEGIN a END a ... a ... a ...',
    ['complete@2: a', 'incomplete@3: a', 'unbracketed@5: a', 'unbracketed@7: a'],
    [],
  ],
  ['brackets that are switched on', 'a ... BEGIN a END', ['unbracketed@0: a', 'complete@4: a'], []],
  ['refused lines are no part of it, and say nothing of its end', 'BEGIN a reject END reject', ['complete@3: a'], []],
];

describe('a batch', () => {
  test.each(ROWS)('%s', (_, words, batches, rejects) => {
    expect(assemble(words)).toEqual({ batches, rejects });
  });

  test('holds no more objects than the limit, and says how many it left out', () => {
    expect(assemble('BEGIN a b c d END BEGIN a END', 2).batches).toEqual(['complete@5: a b -2', 'complete@8: a']);
  });

  test('is open from its first line to its last', () => {
    const assembler = new BatchAssembler(10, () => {});
    const states = [assembler.isOpen];
    for (const item of [{ kind: 'begin' }, object('a', 'o', []), { kind: 'end' }, object('b', 'o', [])] as const) {
      assembler.push(item, 7);
      states.push(assembler.isOpen);
    }
    assembler.close();
    expect([...states, assembler.isOpen]).toEqual([false, true, true, false, true, false]);
    expect(assembler.lastMs).toBe(7);
  });
});
