// Opens the inputs of a collecting command, all or none, and connects them to the collector.
import type { Collector } from '../../collector/collector.ts';
import type { Stream } from '../../collector/stream.ts';
import { openInput } from '../../input/index.ts';
import type { Input, InputContext } from '../../input/input.ts';
import type { Io } from '../../io.ts';
import type { Log } from '../../log.ts';
import type { CollectSettings } from './flags.ts';
import type { PublishTimer } from './publish-timer.ts';

/** @throws UsageError when one of them cannot be opened */
export async function openInputs(
  { inputs, confirmMessages }: CollectSettings,
  collector: Collector,
  timer: PublishTimer,
  io: Io,
  log: Log,
): Promise<Input[]> {
  const context: InputContext = {
    io,
    log,
    confirmMessages,
    options: inputs.options,
    stream: (name, peer) => timed(collector.stream(name, peer), io, timer),
    count: (reason) => {
      collector.countRefusal(reason);
      timer.noteChange();
    },
  };
  const opened: Input[] = [];
  try {
    for (const url of inputs.urls) opened.push(await openInput(url, context));
    return opened;
  } catch (error) {
    await Promise.all(opened.map((input) => input.close()));
    throw error;
  }
}

/** Inputs have times of the wall clock; their age is applied to the monotonic clock, which is never set. */
function timed(stream: Stream, { now, monotonicMs }: Io, timer: PublishTimer): Stream {
  const toMonotonic = (at: number): number => monotonicMs() - Math.max(0, now() - at);
  return {
    write: (bytes, at) => {
      stream.write(bytes, at, toMonotonic(at));
      timer.noteRead();
    },
    end: (at) => {
      stream.end(at, toMonotonic(at));
      timer.noteRead();
    },
    reset: () => stream.reset(),
    close: () => stream.close(),
  };
}
