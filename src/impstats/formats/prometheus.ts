// format="prometheus" (8.2506 and later), which cannot be taken: it has no labels, calls every value a counter, and drops
// origins, so that different objects share a name. The reject says which setting to change.
import { reject } from '../record.ts';
import type { Format } from './format.ts';

const LINE = /^(?:# (?:HELP|TYPE|EOF)\b|[A-Za-z_:][\w:]*_total(?:\{[^}]*\})? -?[\d.eE+]+\s*$)/;

export const prometheus: Format = {
  name: 'prometheus',
  recognises: (line, at) => LINE.test(line.slice(at, at + 400)),
  parse: (_line, at) => ({
    items: [
      reject(
        'unsupported_format',
        at,
        'rsyslog writes its statistics with format="prometheus", which has no labels; set format="json" in module(load="impstats")',
      ),
    ],
    spans: [],
  }),
};
