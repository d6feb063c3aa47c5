// The way of the statistics out of rsyslog: never through the queue of the node's messages, which a dead target can block, and
// never through a queue that waits for its reader, which would block the node.
import { actionsOf, isOn, hasQueue, moduleOf, parameter, locationOf, rulesetOf } from '../../rainerscript/query.ts';
import type { Facts } from '../facts/facts.ts';
import type { Statement } from '../../rainerscript/read.ts';
import { fail, ok, warn, type Check, type Finding } from '../finding.ts';

export const statisticsPath: Check = {
  name: 'statistics path',
  run: ({ configuration }) => {
    const module = moduleOf(configuration, 'impstats');
    if (module === undefined) return [];
    const file = parameter(module, 'log.file');
    const goesThroughSyslog = isOn(module, 'log.syslog') ?? true;
    if (!goesThroughSyslog) {
      if (file !== undefined) return [ok(`rsyslog writes statistics to ${file}, past all queues`)];
      return [
        fail(
          'log.syslog is off and there is no log.file: the statistics go nowhere',
          'Set log.file="PATH" at impstats, or log.syslog="on" and a ruleset.',
        ),
      ];
    }
    return throughRuleset(module, configuration, file);
  },
};

function throughRuleset(module: Statement, configuration: Facts['configuration'], file: string | undefined): Finding[] {
  const name = parameter(module, 'ruleset');
  if (name === undefined && file !== undefined)
    return [
      warn(
        `statistics go to ${file}, and through the main queue as well`,
        'Set log.syslog="off" at impstats: one of the two is enough, and the file cannot be blocked.',
      ),
    ];
  if (name === undefined)
    return [
      fail(
        `statistics pass through the main queue with the messages of the node (${locationOf(module)}): when a target blocks it they stop, just when they are needed`,
        'Give impstats a ruleset="process_stats" of its own, with queue.type="LinkedList" and queue.timeoutEnqueue="0"; "rsyslog-pstat generate rsyslog" writes it.',
      ),
    ];
  const ruleset = rulesetOf(configuration, name);
  if (ruleset === undefined)
    return [
      fail(
        `impstats names the ruleset "${name}", which is nowhere defined`,
        `Define ruleset(name="${name}" queue.type="LinkedList" queue.timeoutEnqueue="0") { ... }.`,
      ),
    ];
  if (!hasQueue(ruleset))
    return [
      fail(
        `the ruleset "${name}" of the statistics has no queue of its own (${locationOf(ruleset)}): it shares the main queue, and one that blocks stops the other`,
        'Add queue.type="LinkedList" and queue.timeoutEnqueue="0" to the ruleset.',
      ),
    ];
  const wait = parameter(ruleset, 'queue.timeoutEnqueue');
  if (wait !== '0')
    return [
      fail(
        `the queue of the ruleset "${name}" waits when it is full (queue.timeoutEnqueue is ${wait ?? "rsyslog's default, 2000"} ms, ${locationOf(ruleset)}): a collector that hangs slows down the logging of the whole node`,
        'Set queue.timeoutEnqueue="0" at the ruleset: statistics are never worth waiting for.',
      ),
    ];
  if (!actionsOf(configuration).some((action) => action.ruleset === name))
    return [
      warn(
        `the ruleset "${name}" of the statistics has no action that could be seen here`,
        'Add an omprog or omfwd action that hands them to the exporter.',
      ),
    ];
  return [ok(`statistics have the ruleset "${name}" with a queue of its own that never waits`)];
}
