// Maps the name of a counter as rsyslog writes it to its name in the catalogue. They differ where the configuration or the
// traffic defines a part of the name.

export const DYNSTATS_KEY = '<key from dyn_inc>';
export const PERCENTILE_KEY = '<stat><delim>p<NN>';
export const PER_SOURCE_DROP_KEY = 'per_source_drop_<rank>_<key>';

const WINDOW = /window_(?:min|max|sum|count)$/;
const PERCENTILE = /p(?:\d+|<NN>)$/;
const PER_SOURCE_DROP = /^per_source_drop_(?:\d+|<rank>)_/;

export function catalogueKey(origin: string, counter: string): string {
  switch (origin) {
    case 'dynstats.bucket':
      return DYNSTATS_KEY;
    case 'dynstats':
    case 'percentile': {
      // Names of buckets may hold dots; the fixed part holds none.
      const dot = counter.lastIndexOf('.');
      return dot === -1 ? counter : `<bucket>${counter.slice(dot)}`;
    }
    case 'percentile.bucket': {
      // The delimiter before the suffix is configurable in rsyslog, and may be empty.
      const window = WINDOW.exec(counter);
      if (window) return `<stat><delim>${window[0]}`;
      return PERCENTILE.test(counter) ? PERCENTILE_KEY : counter;
    }
    case 'ratelimit':
      return PER_SOURCE_DROP.test(counter) ? PER_SOURCE_DROP_KEY : counter;
    default:
      return counter;
  }
}
