// ratelimit: named rate limits that keep a budget per message source.
import { define, rows } from '../row.ts';

export const ratelimitPerSource = define({
  origin: 'ratelimit',
  object: 'ratelimit.<ratelimit name>.per_source',
  source: 'runtime/ratelimit.c',
  counters: {
    ...rows(
      { unit: 'messages', since: '8.2602.0' },
      {
        per_source_allowed: 'Messages that were within the budget of their source.',
        per_source_dropped: 'Messages discarded because their source had used up its budget.',
      },
    ),
    ...rows(
      { unit: 'sources', since: '8.2608.0' },
      { per_source_evicted: 'Sources evicted, with their budget, because the table was full.' },
    ),
    ...rows(
      { unit: 'evaluations', since: '8.2606.0' },
      { per_source_key_tpl_evals: 'Templates filled in to find out the source of a message.' },
    ),
    ...rows(
      { unit: 'parses', since: '8.2606.0' },
      { per_source_key_parse_evals: 'Messages parsed ahead of time to find out their source.' },
    ),
    ...rows(
      { kind: 'gauge', unit: 'messages', reset: 'never', since: '8.2602.0' },
      {
        'per_source_drop_<rank>_<key>':
          'Messages lost by the source that holds this rank now; ranks move, different sources can share a key, and it is one report late.',
      },
    ),
  },
});
