// Counts refusals of a listener. Logs the first refusal of each kind at warn, the rest at debug: a flood of refusals must not
// become a flood of log lines.
import type { Fields } from '../../log.ts';
import type { InputContext, InputRefusal } from '../input.ts';

export type Refuse = (what: InputRefusal, message: string, fields: Fields) => void;

export function createRefuse(input: string, { log, count }: Pick<InputContext, 'log' | 'count'>): Refuse {
  const logged = new Set<InputRefusal>();
  return (what, message, fields) => {
    count(what);
    log[logged.has(what) ? 'debug' : 'warn'](message, { input, ...fields });
    logged.add(what);
  };
}
