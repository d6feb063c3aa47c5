// The collecting of batches against a simple account of what went in: no object is lost, doubled or in another batch.
// An input is a score: B is BEGIN, E is END, c closes, r is a reject, u is resource-usage, small letters are objects.
import { BatchAssembler, type Batch } from '../../../src/impstats/batch.ts';
import { reject, type Item, type ObjectRecord } from '../../../src/impstats/record.ts';
import { bytesOf, rule, textOf, type Target } from '../target.ts';

const MOST_OBJECTS = 4;

const objectOf = (name: string, value: number): ObjectRecord => ({
  kind: 'object',
  shape: { name: name === 'u' ? 'resource-usage' : name, origin: 'x', nested: false, keys: ['k'] },
  values: [value],
});

const itemOf = (step: string, value: number): Item => {
  if (step === 'B') return { kind: 'begin' };
  if (step === 'E') return { kind: 'end' };
  return step === 'r' ? reject('malformed', 0, '') : objectOf(step, value);
};

const idsOf = (records: readonly ObjectRecord[]): string => records.map(({ values }) => values[0]).join();

export const batches: Target = {
  name: 'batches',
  seeds: () => ['BabuE', 'BaBuE', 'abuabu', 'abucab', 'EaE', 'BabcdefE', 'BE', 'BarbE', 'abuBabuE', 'BcE'].map(bytesOf),
  words: ['B', 'E', 'u', 'a', 'c', 'r'],
  check: (input) => {
    const out: Batch[] = [];
    const assembler = new BatchAssembler(MOST_OBJECTS, (batch) => out.push(batch));
    let pushed: ObjectRecord[] = [];
    let hasBegun = false;
    let lastAt = 0;
    const kinds = new Set<string>();
    /** Judges the batch that a step has ended, if it has ended one. */
    const settle = (step: string): void => {
      const [batch, more] = out.splice(0);
      rule(more === undefined, 'a step ends one batch at most', () => step);
      if (batch === undefined) return;
      kinds.add(batch.result);
      const { records, droppedObjects, result, at } = batch;
      rule(records.length <= MOST_OBJECTS, 'a batch keeps to its bound');
      rule(
        records.length + droppedObjects === pushed.length,
        'each object is in a batch or counted as dropped',
        () => step,
      );
      rule(
        idsOf(records) === idsOf(pushed.slice(0, MOST_OBJECTS)),
        'a batch holds its objects in their order',
        () => step,
      );
      rule(
        (result === 'complete') === (hasBegun && step === 'E'),
        'complete is what lies between BEGIN and END',
        () => step,
      );
      rule(!hasBegun || result !== 'unbracketed', 'a batch behind BEGIN is not called unbracketed');
      rule(at <= lastAt, 'the time of a batch is that of its last line');
      pushed = [];
    };
    for (const [at, step] of [...textOf(input)].entries()) {
      if (step === 'c') assembler.close();
      else {
        const item = itemOf(step, at);
        const refused = assembler.push(item, at);
        rule(
          (refused !== undefined) === (step === 'E' && !hasBegun),
          'END without BEGIN is rejected, and nothing else',
        );
        if (step === 'E') lastAt = at;
        settle(step);
        if (item.kind === 'object') pushed.push(item);
        if (item.kind !== 'reject') lastAt = at;
      }
      settle(step);
      if ('BEc'.includes(step)) {
        rule(pushed.length === 0, 'BEGIN, END and a gap end what came before', () => step);
        hasBegun = step === 'B';
      }
      rule(assembler.isOpen === (hasBegun || pushed.length > 0), 'a batch is open while something waits for its end');
    }
    assembler.close();
    settle('c');
    rule(pushed.length === 0, 'nothing stays behind', () => pushed.length);
    return [...kinds].sort().join(' ');
  },
};
