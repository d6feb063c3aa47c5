// Faults of the folder in which the queue goes on when memory is full, while the target is down.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runProcess } from '../../peers/process.ts';
import type { LabNode } from '../lab-node.ts';
import type { NodeSetup } from '../node-setup.ts';
import { QUEUE_SIZE } from '../rules.ts';
import type { Scenario } from '../scenario.ts';
import { withMaxDiskSpace, withSpool } from './configuration.ts';
import { EXPECTED } from './expected.ts';

const FOLDER = 'spool';
const spool = (node: LabNode): string => join(node.dir, FOLDER);
/** More than memory takes, and then without an end: an alert must last as long as messages vanish. */
const STEADY = { everyMs: 50 };

const setup = { edit: withSpool(FOLDER) } satisfies NodeSetup;

async function makeFolder(node: LabNode): Promise<void> {
  mkdirSync(spool(node));
}

/** Ends with the mount namespace of the lab; root writes to anything that is not mounted read-only. */
async function mountTmpfs(node: LabNode, options: string): Promise<void> {
  const { code, stderr } = await runProcess('/usr/bin/mount', ['-t', 'tmpfs', '-o', options, 'lab', spool(node)]);
  if (code !== 0) throw new Error(stderr);
}

async function spill(node: LabNode): Promise<void> {
  await node.receiver.stop();
  await node.traffic.burst(1.5 * QUEUE_SIZE);
  node.traffic.steady(STEADY);
}

async function loseFolder(node: LabNode): Promise<void> {
  rmSync(spool(node), { recursive: true, force: true });
  await spill(node);
}

export const SPOOL_FAULTS: readonly Scenario[] = [
  {
    id: 'F20a',
    title: 'the target is down and the spool folder is missing',
    setup,
    prepare: makeFolder,
    inject: loseFolder,
    ...EXPECTED.spool,
  },
  {
    id: 'F20b',
    title: 'the target is down and the spool folder is read-only',
    setup,
    needs: ['mounts'],
    prepare: makeFolder,
    async inject(node) {
      await mountTmpfs(node, 'ro');
      await spill(node);
    },
    ...EXPECTED.spool,
  },
  {
    id: 'F20c',
    title: 'the target is down and the disk of the spool folder is full',
    setup,
    needs: ['mounts'],
    prepare: makeFolder,
    async inject(node) {
      await mountTmpfs(node, 'size=16k');
      await spill(node);
    },
    ...EXPECTED.spoolFull,
  },
  {
    id: 'F20d',
    title: 'the target is down and the queue has reached its maxDiskSpace',
    setup: { edit: withMaxDiskSpace('64k') },
    inject: spill,
    ...EXPECTED.spoolLimit,
  },
  {
    id: 'F20e',
    title: 'the target is down and the spool folder is missing, newest rsyslog',
    setup: { ...setup, collector: 'file', system: 'sid' },
    needs: ['newest'],
    prepare: makeFolder,
    inject: loseFolder,
    ...EXPECTED.spool,
  },
];
