// format="json" and format="json-elasticsearch", which differs in its counter names only (`!` for `.`, see series/naming).
import { scanJson } from '../json/scanner.ts';
import type { LineFormat } from './format.ts';
import { parseSender, type SenderPattern } from './sender.ts';

/** A quote or a backslash in the sender's name breaks the JSON around it. */
const SENDER: SenderPattern = {
  before: /^\{\s*"name"\s*:\s*"_sender_stat"\s*,\s*"origin"\s*:\s*"impstats"\s*,\s*"sender"\s*:\s*"/,
  behind: /"\s*,\s*"messages"\s*:\s*"?(\d+)"?\s*\}$/,
};

export const json: LineFormat = {
  name: 'json',
  recognises: (line, offset) => line[offset] === '{',
  parse: (line, offset) => {
    const scan = scanJson(line, offset);
    return scan.items.at(-1)?.kind === 'reject' ? (parseSender(SENDER, line, offset) ?? scan) : scan;
  },
};
