// format="zabbix" (8.2512 and later): one JSON object per batch that holds an array of statistics objects per origin. The
// scanner reads objects in arrays, and json recognises the object, so only a bare array is recognised here.
import { scanJson } from '../json/scanner.ts';
import type { LineFormat } from './format.ts';

export const zabbix: LineFormat = {
  name: 'zabbix',
  recognises: (line, offset) => line[offset] === '[' && /^\[\s*(?:\{|\]|$)/.test(line.slice(offset, offset + 16)),
  parse: scanJson,
};
