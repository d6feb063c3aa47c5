// What the collecting commands share: a collector that logs what it rejects, and inputs that feed it until they are over or the
// program is asked to stop.
import { Collector } from '../../collector/collector.ts';
import { createAddressFilter } from '../../input/socket/allow-list.ts';
import { INPUT_REFUSALS } from '../../input/input.ts';
import type { Io } from '../../io.ts';
import type { Log } from '../../log.ts';
import { NOTHING_RESTORED, type Restored } from '../../series/restored.ts';
import { SeriesStore } from '../../series/store.ts';
import type { CollectSettings } from './flags.ts';
import { openInputs } from './inputs.ts';
import { PublishTimer } from './publish-timer.ts';
import { logRejected } from './rejected-log.ts';

/** @param restored what an earlier run exported */
export function createCollector(
  settings: CollectSettings,
  { now, monotonicMs }: Pick<Io, 'now' | 'monotonicMs'>,
  log: Log,
  restored: Restored = NOTHING_RESTORED,
): Collector {
  const { lastBatchAt } = restored;
  const isFuture = lastBatchAt > now();
  if (isFuture) {
    const time = new Date(lastBatchAt).toISOString();
    log.warn('the last report of an earlier run lies in the future; its time is ignored', { time });
  }
  const options = {
    ...settings.collector,
    isRelay: createAddressFilter(settings.inputs.relays),
    replayedUntilMs: isFuture ? 0 : lastBatchAt,
    startedMs: monotonicMs(),
    refusals: INPUT_REFUSALS,
  };
  const collector = new Collector(new SeriesStore(settings.store, restored), options, logRejected(log));
  const [first] = restored.rejected;
  if (first !== undefined) {
    collector.countRejectedSums(restored.rejected.length);
    log.warn('sums of an earlier run are not numbers; they start from 0', { first, count: restored.rejected.length });
  }
  return collector;
}

export interface Collecting {
  /** Settles when all inputs are over or the program is asked to stop; then all that was read is published. */
  finish(): Promise<void>;
}

/**
 * @param publish is called after each batch, and soon after every other change of what is exported
 * @throws UsageError when an input cannot be opened; then none is open
 */
export async function startCollecting(
  collector: Collector,
  settings: CollectSettings,
  io: Io,
  log: Log,
  publish: () => void,
): Promise<Collecting> {
  const stopped = stopRequest(io.stopSignal());
  const timer = new PublishTimer(collector, settings.collector.gapMs, io.monotonicMs, publish);
  const inputs = await openInputs(settings, collector, timer, io, log);
  return {
    finish: async () => {
      try {
        await Promise.race([stopped, Promise.all(inputs.map((input) => input.done))]);
      } finally {
        await Promise.all(inputs.map((input) => input.close()));
        timer.stop();
        collector.closeAll();
        publish();
      }
    },
  };
}

function stopRequest(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
