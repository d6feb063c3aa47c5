// Runs the collector for a command: opens its inputs, closes batches that went quiet, and says when there is news.
import { Collector } from '../../collector/collector.ts';
import { openInput } from '../../input/index.ts';
import { INPUT_ODDITIES, type Input, type InputContext } from '../../input/input.ts';
import type { Io } from '../../io.ts';
import type { Log } from '../../log.ts';
import type { RejectReason } from '../../impstats/record.ts';
import { SeriesStore } from '../../series/store.ts';
import type { CollectSettings } from './flags.ts';
import { NOTHING_RESTORED, type Restored } from '../../series/restored.ts';

export interface Collecting {
  readonly collector: Collector;
  /** Runs until all inputs are over or the program is asked to stop; then everything that was read is in the store. */
  finish(): Promise<void>;
  /** Stops reading at once. */
  stop(): Promise<void>;
}

export interface CollectEvents {
  /** something worth publishing happened: a batch, or lines that were refused */
  changed(): void;
}

/** @throws UsageError when an input cannot be opened */
export async function startCollecting(
  io: Io,
  log: Log,
  settings: CollectSettings,
  events: CollectEvents,
  restored: Restored = NOTHING_RESTORED,
): Promise<Collecting> {
  const store = new SeriesStore(settings.store, restored);
  const told = new Set<RejectReason>();
  let publish = false;
  const collector = new Collector(
    store,
    { ...settings.collector, replayedUntilMs: restored.lastBatchAt },
    {
      batch: () => {
        publish = false;
        events.changed();
      },
      refused: ({ reason, detail, stream, line, text }) => {
        publish = true;
        // Once per reason: the counters tell how often, and a flood of bad lines must not become a flood of log lines.
        const level = told.has(reason) ? 'debug' : 'warn';
        told.add(reason);
        log[level]('line refused', { reason, detail, input: stream, line, text: text.slice(0, 200) });
      },
    },
  );

  const { refused } = collector.counts;
  for (const oddity of INPUT_ODDITIES) refused[oddity] = 0;
  const { gapMs } = settings.collector;
  let timer: NodeJS.Timeout | undefined;
  let readAt = 0;
  const quiet = (): void => {
    timer = undefined;
    const now = io.now();
    if (now - readAt < gapMs) {
      timer = setTimeout(quiet, gapMs - (now - readAt));
      return;
    }
    collector.closeQuiet(now);
    if (publish) events.changed();
    publish = false;
    if (collector.hasOpenBatches) timer = setTimeout(quiet, gapMs);
  };
  const noteRead = (): void => {
    readAt = io.now();
    timer ??= setTimeout(quiet, gapMs);
  };

  const context: InputContext = {
    io,
    confirmMessages: settings.confirmMessages,
    options: settings.inputs.options,
    count: (what) => {
      refused[what] = (refused[what] ?? 0) + 1;
      publish = true;
    },
    log,
    stream: (name, peer) => {
      const stream = collector.stream(name, peer);
      return {
        write: (bytes, at) => {
          stream.write(bytes, at);
          noteRead();
        },
        end: (at) => {
          stream.end(at);
          noteRead();
        },
        reset: () => stream.reset(),
      };
    },
  };
  const inputs = await openAll(settings.inputs.urls, context);

  const stop = async (): Promise<void> => {
    await Promise.all(inputs.map((input) => input.close()));
    clearTimeout(timer);
  };
  return {
    collector,
    stop,
    finish: async () => {
      const stopped = new Promise<void>((resolve) => {
        if (io.signal.aborted) resolve();
        io.signal.addEventListener('abort', () => resolve(), { once: true });
      });
      try {
        await Promise.race([stopped, Promise.all(inputs.map((input) => input.done))]);
      } finally {
        await stop();
        collector.closeAll();
        events.changed();
      }
    },
  };
}

async function openAll(urls: readonly string[], context: InputContext): Promise<Input[]> {
  const opened: Input[] = [];
  try {
    for (const url of urls) opened.push(await openInput(url, context));
    return opened;
  } catch (error) {
    await Promise.all(opened.map((input) => input.close()));
    throw error;
  }
}
