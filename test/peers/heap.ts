// How much memory something holds: the heap is collected before and after.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let collectGarbage: (() => void) | undefined;

/** @returns bytes of the heap that are in use after a collection */
function usedHeap(): number {
  if (collectGarbage === undefined) {
    setFlagsFromString('--expose-gc');
    collectGarbage = runInNewContext('gc') as () => void;
  }
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

/** @returns bytes by which the heap is larger while the result of `make` is held */
export function retainedHeap(make: () => unknown): number {
  const before = usedHeap();
  const held = make();
  const after = usedHeap();
  // A use behind the measurement: what is not used any more may be collected before it.
  return held === undefined && after < before ? 0 : after - before;
}
