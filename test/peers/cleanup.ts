// What a test must not leave behind: each started process and each temporary folder registers its removal here. It runs
// when the test file ends, or, without waiting for anything, when the test process itself exits.

/** Starts at once and synchronously with what cannot wait; the promise is for what can only be waited for. */
export type Cleanup = () => void | Promise<void>;

const pending = new Set<Cleanup>();

/** @returns call it once the thing is gone by itself */
export function atEnd(cleanup: Cleanup): () => void {
  pending.add(cleanup);
  return () => pending.delete(cleanup);
}

/** Last registered first: a process goes before the folder that it writes to. */
function takeAll(): Cleanup[] {
  const all = [...pending].reverse();
  pending.clear();
  return all;
}

/** For the end of a test file. */
export async function cleanUp(): Promise<void> {
  for (const cleanup of takeAll()) await cleanup();
}

process.once('exit', () => {
  for (const cleanup of takeAll()) void cleanup();
});
