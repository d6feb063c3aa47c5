// format="zabbix" (8.2512 and later): one JSON object per emission that holds an array of statistics objects per origin.
// The scanner takes objects in arrays anyway, so only a bare array has to be recognised here; the object is plain JSON.
import { scanJson } from '../json/scanner.ts';
import type { Format } from './format.ts';

export const zabbix: Format = {
  name: 'zabbix',
  recognises: (line, at) => line[at] === '[' && /^\[\s*(?:\{|\]|$)/.test(line.slice(at, at + 16)),
  parse: scanJson,
};
