// Whether the action that forwards keeps messages while its target is away. rsyslog's default is to give up at once.
import { actionsOf, parameter, locationOf } from '../../rainerscript/query.ts';
import type { Facts } from '../facts/facts.ts';
import type { Statement } from '../../rainerscript/read.ts';
import { ok, warn, type Check } from '../finding.ts';

export const retries: Check = {
  name: 'retries',
  run: ({ configuration, expected }) =>
    forwarding(configuration, expected.action).map((action) => {
      const count = Number(parameter(action, 'action.resumeRetryCount') ?? 0);
      const name = parameter(action, 'name') ?? 'without a name';
      if (count === -1) return ok(`the action "${name}" never gives up on a message`);
      const isDefault = !action.parameters.has('action.resumeretrycount');
      return warn(
        `the action "${name}" (${locationOf(action)}) gives up after ${count} retries${isDefault ? ", rsyslog's default" : ''}: messages are lost while the target is away`,
        'Set action.resumeRetryCount="-1" (resumeRetryCount: -1 in the RsyslogRelpConfig): the queue then keeps them.',
      );
    }),
};

/** The one that the rules select; if no action has that name, all that use RELP. */
function forwarding(configuration: Facts['configuration'], name: string): readonly Statement[] {
  const actions = actionsOf(configuration);
  const named = actions.filter((action) => parameter(action, 'name') === name);
  return named.length > 0 ? named : actions.filter((action) => parameter(action, 'type') === 'omrelp');
}
