// A collecting command driven by a test: bytes go in over a pipe, as from omprog, and its exposition comes out where the
// command puts it. `textfile` and `serve` look the same from here.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseExposition } from '../peers/exposition.ts';
import { freePort } from '../peers/port.ts';
import type { RunningProcess } from '../peers/process.ts';
import { until } from '../peers/until.ts';
import { startProgram } from './program.ts';
import { valueOf, type Families } from './series.ts';

export const KINDS = ['textfile', 'serve'] as const;
export type Kind = (typeof KINDS)[number];

export interface RunningCollector extends AsyncDisposable {
  readonly process: RunningProcess;
  feed(bytes: string | Uint8Array): void;
  /** the whole exposition as it is now; @throws Error when there is none yet */
  text(): Promise<string>;
  /** resolves with the exposition that has the batch of `batch(mark, ...)`; @throws Error when it ever is not valid */
  untilMark(mark: number): Promise<Families>;
}

export interface CollectorOptions {
  readonly dir: string;
  readonly flags?: readonly string[];
  /** limit on node's heap */
  readonly heapMib?: number;
}

export const TEXTFILE = 'rsyslog.prom';

export async function startCollector(
  kind: Kind,
  { dir, flags = [], heapMib }: CollectorOptions,
): Promise<RunningCollector> {
  const file = join(dir, TEXTFILE);
  const address = `127.0.0.1:${await freePort()}`;
  const own = kind === 'textfile' ? ['--output', file] : ['--web.listen-address', address];
  const process = await startProgram([kind, ...own, ...flags], heapMib);
  await process.waitForOutput(/level=info msg=(collecting|serving)/, { from: 'stderr' });
  const fetched = async (): Promise<string> => {
    const response = await fetch(`http://${address}/metrics`, { signal: AbortSignal.timeout(5_000) });
    if (!response.ok) throw new Error(`the endpoint answered ${response.status}`);
    return response.text();
  };
  const text = kind === 'textfile' ? async () => readFileSync(file, 'utf8') : fetched;
  return {
    process,
    feed: (bytes) => void process.stdin.write(bytes),
    text,
    async untilMark(mark) {
      let broken: unknown;
      const families = await until(`batch ${mark} to be exported`, async () => {
        const page = await text();
        try {
          const parsed = parseExposition(page);
          return valueOf(parsed, 'rsyslog_pstat_n', { name: 'mark', origin: 'test' }) === String(mark) && parsed;
        } catch (error) {
          broken = error;
          return new Map() as Families;
        }
      });
      if (broken !== undefined) throw broken;
      return families;
    },
    async [Symbol.asyncDispose]() {
      await process.stop();
    },
  };
}

/** A whole batch; the mark is a separate value, to be waited for. */
export function batch(mark: number, ...lines: readonly (string | Uint8Array)[]): Buffer {
  const newline = Buffer.from('\n');
  const whole = ['BEGIN', ...lines, `{"name":"mark","origin":"test","n":${mark}}`, 'END'];
  return Buffer.concat(whole.flatMap((line) => [Buffer.from(line), newline]));
}

/** An object as impstats writes it. */
export function object(name: string, origin: string, counters: string): string {
  return `{ "name": ${JSON.stringify(name)}, "origin": ${JSON.stringify(origin)}, ${counters} }`;
}
