// Counts what a listener refuses, and tells the first time of each kind: who floods us must not flood the log as well.
import type { Fields } from '../../log.ts';
import type { InputContext, InputRefusal } from '../input.ts';

export type Refuse = (what: InputRefusal, message: string, fields: Fields) => void;

export function createRefuse(input: string, { log, count }: Pick<InputContext, 'log' | 'count'>): Refuse {
  const told = new Set<InputRefusal>();
  return (what, message, fields) => {
    count(what);
    log[told.has(what) ? 'debug' : 'warn'](message, { input, ...fields });
    told.add(what);
  };
}
