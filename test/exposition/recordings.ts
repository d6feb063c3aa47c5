// The recordings of real rsyslogd, and the state that one leaves in a store.
import { readFileSync, readdirSync } from 'node:fs';
import { Collector } from '../../src/collector/collector.ts';
import { DEFAULT_LIMITS } from '../../src/series/admission.ts';
import { SeriesStore, type StoreOptions } from '../../src/series/store.ts';

const FOLDER = 'test/fixtures/recordings';

/** `rsyslog-VERSION-FORMAT`, without `.log` */
export const RECORDINGS: readonly string[] = readdirSync(FOLDER).map((file) => file.replace(/\.log$/, ''));

/** Senders are off by default. */
const EVERYTHING: Partial<StoreOptions> = { limits: { ...DEFAULT_LIMITS, senders: 1000 } };

export interface Replayed {
  readonly store: SeriesStore;
  /** `LINE: REASON` of each rejected line */
  readonly rejected: readonly string[];
}

/** Reads a file of statistics to its end. */
export function replayFile(path: string, options: Partial<StoreOptions> = {}): Replayed {
  const store = new SeriesStore({ ...EVERYTHING, ...options });
  const rejected: string[] = [];
  const collector = new Collector(store, {}, ({ line, reason }) => rejected.push(`${line}: ${reason}`));
  const stream = collector.stream('recording');
  stream.write(readFileSync(path), 1000);
  stream.end(1000);
  collector.closeAll();
  return { store, rejected };
}

export function replay(recording: string, options: Partial<StoreOptions> = {}): Replayed {
  return replayFile(`${FOLDER}/${recording}.log`, options);
}
