// The catalogue: every kind of statistics object in the order of the data flow, and the lookup of a counter. A new origin is
// a definition in a file of origins/, an import and a place in a group below.
import { action } from './origins/action.ts';
import { omazureeventhubs, omazureeventhubsAction, omotel } from './origins/cloud-outputs.ts';
import { catalogueKey } from './key.ts';
import { imdtls, imudp, imudpWorker } from './origins/datagram-inputs.ts';
import {
  dynstatsBucket,
  dynstatsBucketFlush,
  dynstatsBucketKept,
  dynstatsGlobal,
  dynstatsWriter,
} from './origins/dynstats.ts';
import { imbeats } from './origins/imbeats.ts';
import { imkafka, imkafkaInput } from './origins/imkafka.ts';
import { resourceUsage, senderStat } from './origins/impstats.ts';
import { imptcp, imptcpWorkQueue } from './origins/imptcp.ts';
import { imfile, imjournal, imuxsock } from './origins/local-inputs.ts';
import { mmjsonparse, mmkubernetes } from './origins/modifiers.ts';
import { omdtls, omdtlsAction, omfwd } from './origins/network-outputs.ts';
import { omfile, omfileHardened } from './origins/omfile.ts';
import { omhttp, omhttpRequestCount } from './origins/omhttp.ts';
import { omkafka, omkafkaAction } from './origins/omkafka.ts';
import { percentileBucket, percentileGlobal } from './origins/percentile.ts';
import { queue } from './origins/queue.ts';
import { ratelimitPerSource } from './origins/ratelimit.ts';
import type { CounterSpec, ObjectSpec } from './row.ts';
import { omclickhouse, omelasticsearch } from './origins/search-outputs.ts';
import { segmentedQueue } from './origins/segmented-queue.ts';
import { imdocker, imhttp, imkubernetes } from './origins/service-inputs.ts';
import { imdiag, imdiagStatsReporting, imgssapi, imrelp, imtcp, imtcpWorker } from './origins/tcp-inputs.ts';

const INPUTS = [
  imuxsock,
  imfile,
  imjournal,
  imtcp,
  imtcpWorker,
  imgssapi,
  imptcp,
  imptcpWorkQueue,
  imrelp,
  imudp,
  imudpWorker,
  imdtls,
  imkafka,
  imkafkaInput,
  imbeats,
  imhttp,
  imdocker,
  imkubernetes,
  imdiag,
  imdiagStatsReporting,
] as const;

const CORE = [queue, segmentedQueue, action] as const;

const OUTPUTS = [
  omfile,
  omfileHardened,
  omfwd,
  omdtls,
  omdtlsAction,
  omkafka,
  omkafkaAction,
  omelasticsearch,
  omclickhouse,
  omhttp,
  omhttpRequestCount,
  omotel,
  omazureeventhubs,
  omazureeventhubsAction,
] as const;

const MODIFIERS = [mmkubernetes, mmjsonparse] as const;

/** Statistics that the configuration defines. The default kind of dynstats buckets comes first: lookup() returns it. */
const OWN_STATISTICS = [
  dynstatsGlobal,
  dynstatsWriter,
  dynstatsBucket,
  dynstatsBucketKept,
  dynstatsBucketFlush,
  percentileGlobal,
  percentileBucket,
] as const;

const OBJECTS = [
  ...INPUTS,
  ...CORE,
  ...OUTPUTS,
  ...MODIFIERS,
  ...OWN_STATISTICS,
  ratelimitPerSource,
  resourceUsage,
  senderStat,
] as const;

export const CATALOGUE: readonly ObjectSpec[] = OBJECTS;

/** One object kind with its literal types. */
export type CatalogueEntry = (typeof OBJECTS)[number];

export type Origin = CatalogueEntry['origin'];

type CounterNames<Entry> = Entry extends { readonly counters: infer Counters } ? keyof Counters & string : never;

/** The counters of an origin, of all its object kinds together. */
export type CounterOf<O extends Origin> = CounterNames<Extract<CatalogueEntry, { readonly origin: O }>>;

const byOrigin = new Map<string, Map<string, CounterSpec>>();

for (const { origin, counters } of CATALOGUE) {
  const known = byOrigin.get(origin) ?? new Map<string, CounterSpec>();
  byOrigin.set(origin, known);
  for (const [counter, spec] of Object.entries(counters)) {
    if (!known.has(counter)) known.set(counter, spec);
  }
}

/**
 * The spec of a counter as rsyslog writes it. Where two objects of an origin share a counter, the first one in the catalogue
 * holds. Counters whose names the configuration defines are found by their fixed part (see catalogueKey): those of the
 * `global` objects of dynstats and percentile by the part after the last dot; any counter of a dynstats bucket resolves to
 * the spec with resettable=on.
 */
export function lookup(origin: string, counter: string): CounterSpec | undefined {
  return byOrigin.get(origin)?.get(catalogueKey(origin, counter));
}
