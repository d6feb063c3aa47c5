// The parts of rsyslog's configuration that the tests share: statistics each second, handed to a child by omprog in a ruleset
// with a separate queue.

export interface StatisticsConfig {
  /** what omprog runs */
  readonly command: string;
  /** further parameters of impstats */
  readonly impstats?: string;
  /** further parameters of omprog */
  readonly omprog?: string;
}

export function statisticsConfig({ command, impstats = '', omprog = '' }: StatisticsConfig): string {
  return `
    module(load="impstats" interval="1" format="json" bracketing="on" ruleset="process_stats" ${impstats})
    module(load="omprog")
    ruleset(name="process_stats" queue.type="LinkedList" queue.size="10000" queue.timeoutEnqueue="0") {
      action(type="omprog" name="rsyslog-pstat" binary="${command}" forceSingleInstance="on" ${omprog})
    }`;
}

/** Messages in over TCP, handled by the ruleset "in". */
export function tcpInput(port: number): string {
  return `
    module(load="imtcp")
    input(type="imtcp" address="127.0.0.1" port="${port}" ruleset="in")`;
}
