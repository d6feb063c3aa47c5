// The formats that are recognised, line by line, in this order. A new one is one file and one line here.
import { cee } from './cee.ts';
import type { Format } from './format.ts';
import { json } from './json.ts';
import { legacy } from './legacy.ts';
import { prometheus } from './prometheus.ts';
import { zabbix } from './zabbix.ts';

export const FORMATS: readonly Format[] = [json, cee, zabbix, legacy, prometheus];
