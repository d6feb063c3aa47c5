// The formats, recognised line by line in this order. A new one is one file and one line here.
import { cee } from './cee.ts';
import type { LineFormat } from './format.ts';
import { json } from './json.ts';
import { legacy } from './legacy.ts';
import { prometheus } from './prometheus.ts';
import { zabbix } from './zabbix.ts';

export const FORMATS: readonly LineFormat[] = [json, cee, zabbix, legacy, prometheus];
