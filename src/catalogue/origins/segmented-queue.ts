// core.queue of type segmentedDisk: what its store on disk adds to the counters of every queue.
import { define, rows } from '../row.ts';

/** All of them are C ints that rsyslog caps at 2147483647: byte values stop rising at 2 GiB. */
const facts = { reset: 'never', since: '8.2608.0', width: 'int32' } as const;

export const segmentedQueue = define({
  origin: 'core.queue',
  object: '<queue> or <queue>[DA], of type segmentedDisk',
  source: 'runtime/queue.c',
  counters: {
    ...rows(
      { ...facts, kind: 'gauge', unit: 'bytes' },
      {
        'disk.usage': 'Bytes the store takes on disk; does not rise beyond 2 GiB.',
        'retry.overage.bytes':
          'Bytes by which messages put back for a retry exceed the disk space limit at this moment.',
      },
    ),
    ...rows({ ...facts, kind: 'gauge', unit: 'files' }, { segments: 'Segment files in use at this moment.' }),
    ...rows(
      { ...facts, unit: 'events' },
      {
        checkpoints: 'Checkpoints of the state written since the store was opened.',
        'corruption.events': 'Times the store was found to be damaged.',
        'recovery.pending':
          'Times a worker had to stop because recovery had used up its share of the round; only rises, so it is no backlog.',
        'store.materializations': 'Times the store was created or opened on disk.',
        'store.idleDematerializations': 'Times the store of an idle disk-assisted queue was removed, being empty.',
        'store.idleCleanupFailures': 'Times the removal of an idle, empty store failed.',
      },
    ),
    ...rows(
      { ...facts, kind: 'info', unit: 'records' },
      { replayed: 'Records that were already on disk when the store was opened.' },
    ),
    ...rows(
      { ...facts, unit: 'bytes' },
      {
        'corruption.bytes': 'Bytes left out because they were damaged; does not rise beyond 2 GiB.',
        'recovery.bytes': 'Bytes that recovery in the background has gone through.',
      },
    ),
    ...rows(
      { ...facts, unit: 'records' },
      {
        'corruption.records': 'Records lost because their checksum or their content was wrong.',
        'recovery.records': 'Records that recovery in the background has found.',
      },
    ),
    ...rows({ ...facts, unit: 'files' }, { 'corruption.segments': 'Segment files given up as damaged.' }),
    ...rows(
      { ...facts, kind: 'highwater', unit: 'bytes' },
      { 'retry.overage.maxbytes': 'Most bytes by which retried messages ever exceeded the disk space limit.' },
    ),
    ...rows(
      { ...facts, unit: 'writes' },
      {
        'state.writes': 'Times the state file was written.',
        'state.forcedWrites': 'Times the state file had to be synced, or was written because segments came or went.',
      },
    ),
    ...rows(
      { ...facts, kind: 'info', unit: 'bytes' },
      { 'startup.payloadBytesRead': 'Bytes of messages that were read while the store was opened.' },
    ),
    ...rows(
      { ...facts, kind: 'info', unit: 'files' },
      { 'startup.segmentFilesProbed': 'Segment files that were examined while the store was opened.' },
    ),
    ...rows(
      { ...facts, kind: 'gauge', unit: 'threads' },
      { 'workers.current': 'Worker threads of the queue that run at this moment.' },
    ),
  },
});
