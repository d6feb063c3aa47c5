// How rsyslog names queues, as regular expressions: "X queue" is the queue of action X, and a disk-assisted queue has two objects,
// "X queue" in memory and "X queue[DA]" on disk.
import { queueOf } from '../../conventions.ts';
import { escapeRe } from './matchers.ts';

const DISK = String.raw`\[DA\]`;

/** Both objects of the queues whose name matches. */
export const bothParts = (name: string): string => `${name}(${DISK})?`;
/** One of the names. */
export const anyName = (names: readonly string[]): string => `(${names.map(escapeRe).join('|')})`;
export const partOnDisk = (name: string): string => `${name}${DISK}`;

export const ON_DISK = partOnDisk('.*');
export const OF_ACTIONS = '.+ queue';
/** All but main queues and those of rulesets. */
export const BEHIND_RULESETS = `${OF_ACTIONS}|${ON_DISK}`;

/** Its bracket catches the name of the queue, whichever object it is. */
export const QUEUE_OF_OBJECT = bothParts('(.+?)');
/** Its bracket catches the name of the action. */
export const ACTION_OF_QUEUE = '(.+) queue';
/** What names the queue of an action after it: of the first bracket of a pattern. */
export const QUEUE_OF_CAUGHT = queueOf('$1');
export { queueOf };
