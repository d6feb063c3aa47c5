// format="json", and format="json-elasticsearch", which differs in its counter names only (`!` for `.`, see series/naming.ts).
// It also mends the one line that rsyslog writes without escaping: _sender_stat.
import { parseInteger } from '../number.ts';
import { scanJson, type Scan } from '../json/scanner.ts';
import type { Format } from './format.ts';

export const json: Format = {
  name: 'json',
  recognises: (line, at) => line[at] === '{',
  parse: (line, at) => {
    const scan = scanJson(line, at);
    return scan.items.at(-1)?.kind === 'reject' ? (parseUnescapedSender(line, at) ?? scan) : scan;
  },
};

/** rsyslog prints the sender's name as it is (all versions), so a quote or a backslash in it breaks the JSON around it. */
const SENDER =
  /\{\s*"name"\s*:\s*"_sender_stat"\s*,\s*"origin"\s*:\s*"impstats"\s*,\s*"sender"\s*:\s*"(.*)"\s*,\s*"messages"\s*:\s*"?(\d+)"?\s*\}\s*$/y;

function parseUnescapedSender(line: string, at: number): Scan | undefined {
  SENDER.lastIndex = at;
  const found = SENDER.exec(line);
  const value = found?.[2] === undefined ? undefined : parseInteger(found[2]);
  if (!found || value === undefined) return undefined;
  const shape = { name: '_sender_stat', origin: 'impstats', nested: false, sender: found[1] ?? '', keys: ['messages'] };
  return { items: [{ kind: 'object', shape, values: [value] }], spans: [] };
}
