// The targets of the fuzzer that work in memory. A new one is one file and one line here; one with sockets is listed in live.ts.
import type { Target } from '../target.ts';
import { batches } from './batches.ts';
import { flags } from './flags.ts';
import { cee, json, jsonElasticsearch, legacy, zabbix } from './formats.ts';
import { framing } from './framing.ts';
import { headers } from './headers.ts';
import { log } from './log.ts';
import { parser } from './parser.ts';
import { relpConfig } from './relp-config.ts';
import { restore } from './restore.ts';
import { series } from './series.ts';
import { settings } from './settings.ts';
import { state } from './state.ts';
import { webConfig } from './web-config.ts';

export const TARGETS: readonly Target[] = [
  parser,
  json,
  cee,
  jsonElasticsearch,
  legacy,
  zabbix,
  headers,
  framing,
  batches,
  series,
  restore,
  state,
  settings,
  relpConfig,
  webConfig,
  flags,
  log,
];
