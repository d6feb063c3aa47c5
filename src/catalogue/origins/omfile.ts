// omfile's cache of dynamic files: one object per action that writes to file names made from a template.
import { define, rows } from '../row.ts';

const MEANINGS = {
  requests: 'Messages passed to the action for a dynamic file.',
  level0: 'Messages that went to the same file as the one before, so that no lookup was needed.',
  missed: 'Lookups that did not find the file open.',
  evicted: 'Files closed because the cache needed room for another one.',
  closetimeouts: 'Files closed because nothing was written to them for closeTimeout.',
  maxused:
    'Most files that were open at once; after a counter reset it stays 0 until a new place in the cache is taken.',
} as const;

export const omfile = define({
  origin: 'omfile',
  object: 'dynafile cache <template name>',
  source: 'tools/omfile.c',
  counters: {
    ...rows({ unit: 'messages', since: '7.3.6' }, { requests: MEANINGS.requests, level0: MEANINGS.level0 }),
    ...rows({ unit: 'lookups', since: '7.3.6' }, { missed: MEANINGS.missed }),
    ...rows({ unit: 'files', since: '7.3.6' }, { evicted: MEANINGS.evicted }),
    ...rows({ kind: 'highwater', unit: 'cache slots', since: '7.3.6' }, { maxused: MEANINGS.maxused }),
    ...rows({ unit: 'files', since: '8.3.3' }, { closetimeouts: MEANINGS.closetimeouts }),
  },
});

/** The hardened variant of the module registers the same objects under the same origin. */
const hardened = { since: '8.34.0', until: '8.2604.0' } as const;

export const omfileHardened = define({
  origin: 'omfile',
  object: 'dynafile cache <template name>',
  source: 'contrib/omfile-hardened/omfile-hardened.c',
  counters: {
    ...rows({ ...hardened, unit: 'messages' }, { requests: MEANINGS.requests, level0: MEANINGS.level0 }),
    ...rows({ ...hardened, unit: 'lookups' }, { missed: MEANINGS.missed }),
    ...rows({ ...hardened, unit: 'files' }, { evicted: MEANINGS.evicted, closetimeouts: MEANINGS.closetimeouts }),
    ...rows({ ...hardened, kind: 'highwater', unit: 'cache slots' }, { maxused: MEANINGS.maxused }),
  },
});
