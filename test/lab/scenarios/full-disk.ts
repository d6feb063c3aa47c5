// A file on a disk that fills up: /dev/full answers every write with "no space left on device".
import { readdirSync, renameSync, symlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import type { LabNode } from '../lab-node.ts';
import type { Scenario } from '../scenario.ts';
import { withFirst } from './configuration.ts';

const fileOf = (dir: string): string => join(dir, 'local.log');
const LOWEST_PRIORITY = 19;

export const fillDisk: Pick<Scenario, 'setup' | 'inject'> = {
  setup: {
    edit: withFirst(
      (dir) => `action(type="omfile" name="local" file="${fileOf(dir)}" queue.type="LinkedList" asyncWriting="off")`,
    ),
  },
  async inject(node: LabNode) {
    // The loop takes all the time it can get; leave some for the other nodes of the lab.
    const pid = node.rsyslogd().pid;
    for (const thread of readdirSync(`/proc/${pid}/task`)) setPriority(Number(thread), LOWEST_PRIORITY);
    renameSync(fileOf(node.dir), `${fileOf(node.dir)}.old`);
    symlinkSync('/dev/full', fileOf(node.dir));
    node.rsyslogd().hup();
  },
};
