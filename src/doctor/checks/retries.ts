// Checks that the forwarding action keeps messages while its target is down. By default rsyslog gives up at once.
import { actionsOf, locationOf, parameter, type RsyslogConfiguration } from '../../rainerscript/query.ts';
import type { Statement } from '../../rainerscript/read.ts';
import { ok, warn, type Check } from '../finding.ts';

const MESSAGES = {
  givesUp: warn(
    'the action "<action>" (<location>) has action.resumeRetryCount=<count>: messages are lost while the target is down',
    'Set action.resumeRetryCount="-1" (resumeRetryCount: -1 in the RsyslogRelpConfig): the queue then keeps them.',
  ),
  neverGivesUp: ok('the action "<action>" never gives up on a message'),
};

export const retriesCheck: Check = {
  id: 'retries',
  looksAt:
    'action.resumeRetryCount of the action that the rules select; if no action has that name, of every omrelp action.',
  messages: MESSAGES,
  run: ({ configuration, expected }) =>
    forwardingActions(configuration, expected.action).map((statement) => {
      const count = parameter(statement, 'action.resumeRetryCount');
      const action = parameter(statement, 'name') ?? 'without a name';
      if (Number(count) === -1) return MESSAGES.neverGivesUp({ action });
      return MESSAGES.givesUp({ action, location: locationOf(statement), count: count ?? "0, rsyslog's default" });
    }),
};

function forwardingActions(configuration: RsyslogConfiguration, name: string): readonly Statement[] {
  const actions = actionsOf(configuration);
  const named = actions.filter((action) => parameter(action, 'name') === name);
  return named.length > 0 ? named : actions.filter((action) => parameter(action, 'type') === 'omrelp');
}
