// One batch with every counter of the catalogue, as rsyslog would write it, each with another value.
import { CATALOGUE } from '../../src/catalogue/index.ts';
import type { ObjectRecord } from '../../src/impstats/record.ts';
import { DEFAULT_LIMITS } from '../../src/series/admission.ts';
import type { NamingScheme } from '../../src/series/naming/scheme.ts';
import { SeriesStore } from '../../src/series/store.ts';
import { batch } from '../series/exported.ts';
import { object } from '../impstats/lines-of.ts';

/** A counter's name with the parts filled in that the configuration makes up. */
function writtenName(counter: string): string {
  return counter
    .replace('<bucket>', 'my_bucket')
    .replace('<key from dyn_inc>', 'a key')
    .replace('<stat><delim>p<NN>', 'stat.p95')
    .replace('<stat><delim>', 'stat.')
    .replace('<rank>_<key>', '1_10.0.0.7');
}

export const EVERYTHING: readonly ObjectRecord[] = CATALOGUE.map(({ origin, object: pattern, counters }, i) => {
  const isGlobal = pattern === 'global';
  const sender = Object.keys(counters).includes('messages') && origin === 'impstats' ? { sender: 'host' } : {};
  const values = Object.keys(counters).map((counter, k) => [writtenName(counter), (i + 1) * 1000 + k] as const);
  return object(isGlobal ? 'global' : `${pattern} ${i}`, origin, values, sender);
});

/** How many series that is: one per counter, since no two objects share a name. */
export const COUNTERS = EVERYTHING.reduce((sum, { values }) => sum + values.length, 0);

export function storeOfEverything(scheme: NamingScheme): SeriesStore {
  const store = new SeriesStore({ naming: scheme, limits: { ...DEFAULT_LIMITS, senders: 10 } });
  store.apply(store.createSource(), batch(EVERYTHING));
  return store;
}
