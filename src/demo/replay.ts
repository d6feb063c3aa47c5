// Continues a recorded report: each round its counters grow by their recorded values, so that rates can be seen.
import { lookup } from '../catalogue/index.ts';
import { RECORDING } from './recording.ts';

/** Traffic varies between 20 % and 180 % of the recording's; one wave takes this many rounds. */
const WAVE_ROUNDS = 60;

interface RecordedObject {
  readonly name: string;
  readonly origin: string;
  readonly values?: Readonly<Record<string, number>>;
  readonly [counter: string]: unknown;
}

/** @returns a function that gives one report per call, as impstats writes it: JSON lines from BEGIN to END */
export function createReplay(recording: string = RECORDING): () => string {
  const objects = recording
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as RecordedObject);
  let round = 0;
  let grown = 0;
  return () => {
    const wave = 1 + 0.8 * Math.sin((2 * Math.PI * round) / WAVE_ROUNDS);
    round++;
    grown += wave;
    const lines = objects.map((object) => JSON.stringify(replayed(object, grown, wave)));
    return ['BEGIN', ...lines, 'END', ''].join('\n');
  };
}

function replayed(object: RecordedObject, grown: number, wave: number): RecordedObject {
  const { name, origin, values, ...counters } = object;
  const move = (record: Readonly<Record<string, unknown>>): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(record).map(([counter, value]) => {
        const kind = lookup(origin, counter)?.kind;
        if (typeof value !== 'number') return [counter, value];
        if (kind === 'counter') return [counter, Math.round(value * grown)];
        return [counter, kind === 'window' ? Math.round(value * wave) : value];
      }),
    );
  return { name, origin, ...(values ? { values: move(values) as Record<string, number> } : {}), ...move(counters) };
}
