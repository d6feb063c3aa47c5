// What single scenarios need beyond the programs that all need.
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { peers } from '../peers/available.ts';

const uid = process.getuid?.();
/** Namespaces of the lab's own, see run.mjs. */
const isIsolated = process.env['LAB_ISOLATED'] === '1';

const NEEDS = {
  mounts: isIsolated,
  network: isIsolated && peers.ip && peers.tc && peers.nft,
  clock: peers.faketime,
  newest: isIsolated && existsSync(join(tmpdir(), `rsyslog-pstat-sid-${uid}`)),
} as const;

export type Need = keyof typeof NEEDS;

/** @returns those that are missing */
export const missingOf = (needs: readonly Need[] = []): readonly Need[] => needs.filter((need) => !NEEDS[need]);
