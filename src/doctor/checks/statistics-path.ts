// Checks the path of the statistics inside rsyslog: neither the queue of the node's messages, which a dead target blocks, nor
// a queue that waits for its reader, which blocks the node.
import {
  actionsOf,
  hasQueue,
  isOn,
  locationOf,
  moduleOf,
  parameter,
  rulesetOf,
  type RsyslogConfiguration,
} from '../../rainerscript/query.ts';
import { fail, ok, warn, type Check, type Finding } from '../finding.ts';

const MESSAGES = {
  nowhere: fail(
    'log.syslog is off and log.file is not set: rsyslog writes no statistics',
    'Set log.file="PATH" at impstats, or log.syslog="on" and a ruleset.',
  ),
  fileAndMainQueue: warn(
    'statistics go to <file>, and through the main queue as well',
    'Set log.syslog="off" at impstats: one of the two is enough, and the file cannot be blocked.',
  ),
  mainQueue: fail(
    'statistics pass through the main queue with the messages of the node (<location>): when a target blocks the queue, they stop when they are needed most',
    'Set ruleset="process_stats" at impstats, and give that ruleset queue.type="LinkedList" and queue.timeoutEnqueue="0"; "rsyslog-pstat generate rsyslog" does.',
  ),
  undefinedRuleset: fail(
    'impstats names the ruleset "<ruleset>", which is not defined',
    'Define ruleset(name="<ruleset>" queue.type="LinkedList" queue.timeoutEnqueue="0") { ... }.',
  ),
  noQueue: fail(
    'the ruleset "<ruleset>" of the statistics has no queue (<location>): it shares the main queue, and each can block the other',
    'Add queue.type="LinkedList" and queue.timeoutEnqueue="0" to the ruleset.',
  ),
  waits: fail(
    'the queue of the ruleset "<ruleset>" waits while it is full (queue.timeoutEnqueue is <timeout> ms, <location>): an exporter that hangs slows down all logging of the node',
    'Set queue.timeoutEnqueue="0" at the ruleset, so that rsyslog drops statistics instead of waiting.',
  ),
  noAction: warn(
    'no action is found in the ruleset "<ruleset>" of the statistics',
    'Add an omprog or omfwd action that passes them to the exporter.',
  ),
  toFile: ok('rsyslog writes statistics to <file>, past all queues'),
  ownQueue: ok('statistics have the ruleset "<ruleset>" with a queue that never waits'),
};

export const statisticsPathCheck: Check = {
  id: 'statistics-path',
  looksAt: 'log.syslog, log.file and ruleset of impstats, and the queue and the actions of that ruleset.',
  messages: MESSAGES,
  run: ({ configuration }) => {
    const module = moduleOf(configuration, 'impstats');
    if (module === undefined) return [];
    const file = parameter(module, 'log.file');
    if (isOn(module, 'log.syslog') === false)
      return [file === undefined ? MESSAGES.nowhere() : MESSAGES.toFile({ file })];
    const ruleset = parameter(module, 'ruleset');
    if (ruleset !== undefined) return [checkRuleset(ruleset, configuration)];
    return [
      file === undefined ? MESSAGES.mainQueue({ location: locationOf(module) }) : MESSAGES.fileAndMainQueue({ file }),
    ];
  },
};

function checkRuleset(ruleset: string, configuration: RsyslogConfiguration): Finding {
  const statement = rulesetOf(configuration, ruleset);
  if (statement === undefined) return MESSAGES.undefinedRuleset({ ruleset });
  const location = locationOf(statement);
  if (!hasQueue(statement)) return MESSAGES.noQueue({ ruleset, location });
  const timeout = parameter(statement, 'queue.timeoutEnqueue') ?? "rsyslog's default, 2000";
  if (timeout !== '0') return MESSAGES.waits({ ruleset, timeout, location });
  const hasAction = actionsOf(configuration).some((action) => action.ruleset === ruleset);
  return hasAction ? MESSAGES.ownQueue({ ruleset }) : MESSAGES.noAction({ ruleset });
}
