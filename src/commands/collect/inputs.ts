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
    stream: (name, peer) => timed(collector.stream(name, peer), timer),
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

function timed(stream: Stream, timer: PublishTimer): Stream {
  return {
    write: (bytes, at) => {
      stream.write(bytes, at);
      timer.noteRead();
    },
    end: (at) => {
      stream.end(at);
      timer.noteRead();
    },
    reset: () => stream.reset(),
  };
}
