// format="prometheus" (8.2506 and later): rejected, because it has no labels, types every value as a counter and drops origins,
// so that different objects share a name. The reject names the setting to change.
import { reject } from '../record.ts';
import type { LineFormat } from './format.ts';

const LINE = /^(?:# (?:HELP|TYPE|EOF)\b|[A-Za-z_:][\w:]*_total(?:\{[^}]*\})? -?[\d.eE+]+\s*$)/;

export const prometheus: LineFormat = {
  name: 'prometheus',
  recognises: (line, offset) => LINE.test(line.slice(offset, offset + 400)),
  parse: (_line, offset) => ({
    items: [
      reject(
        'unsupported_format',
        offset,
        'rsyslog writes its statistics with format="prometheus", which has no labels; set format="json" in module(load="impstats")',
      ),
    ],
    spans: [],
  }),
};
