// When the event of a scenario happens: between healthy times, or until rsyslogd starts again.
import { AFTER, type Script, type TickEvent } from './scenario.ts';

/** Healthy before tick 0 and from the end of the fault on, the event in every tick between. */
export const during =
  (event: (tick: number) => TickEvent, usual: TickEvent = {}): Script =>
  (tick) =>
    tick < 0 || tick >= AFTER ? usual : { ...usual, ...event(tick) };

export const from = (event: TickEvent): Script => during(() => event);

/** The fault ends with a restart of rsyslogd. */
export const untilRestart =
  (script: Script): Script =>
  (tick) =>
    tick === AFTER ? { ...script(tick), isRestarted: true } : script(tick);
