// The type of a catalogue entry: what is known about one counter that rsyslog registers.

/**
 * - counter: only rises while rsyslogd runs (unless it is reset at each report)
 * - gauge: a level, rises and falls
 * - highwater: the largest value since start
 * - window: describes the last interval only
 * - info: a fact that is set once
 */
export type CounterKind = 'counter' | 'gauge' | 'highwater' | 'window' | 'info';

/**
 * - resettable: zeroed after each report when impstats runs with resetCounters="on"
 * - never: not touched by resetCounters
 * - always: zeroed by every report, independently of resetCounters
 */
export type Reset = 'resettable' | 'never' | 'always';

/** Width of the number in rsyslog: uint64 or C int. */
export type Width = 'uint64' | 'int32';

export interface CounterSpec {
  readonly kind: CounterKind;
  readonly unit: string;
  readonly reset: Reset;
  /** one sentence for readers of dashboards: what it counts and what it leaves out */
  readonly meaning: string;
  /** first release that has it, as in "8.2602.0" */
  readonly since: string;
  /** last release that has it, when it is gone */
  readonly until?: string;
  /** C int instead of uint64 */
  readonly width?: Width;
  /** registered, but never incremented or never reported; the text says why */
  readonly dead?: string;
}

/** One kind of statistics object: its origin, the pattern of its name, and its counters. */
export interface ObjectSpec<Origin extends string = string, Counter extends string = string> {
  readonly origin: Origin;
  /** pattern of the object's name, with the parts that vary in angle brackets */
  readonly object: string;
  /** file of rsyslog's source that registers it */
  readonly source: string;
  readonly counters: Readonly<Record<Counter, CounterSpec>>;
}

/** Declares an object kind and keeps the literal types of its origin and counters, so that misspelt names do not compile. */
export function define<const Origin extends string, const Counter extends string>(
  spec: ObjectSpec<Origin, Counter>,
): ObjectSpec<Origin, Counter> {
  return spec;
}

/** What a group of counters has in common. Without kind and reset it is a resettable counter. */
export type RowDefaults = Omit<CounterSpec, 'meaning' | 'kind' | 'reset'> &
  Partial<Pick<CounterSpec, 'kind' | 'reset'>>;

/** Makes one row per meaning; spread it into `counters`. A group's unit, release and flags stand in one place. */
export function rows<const Counter extends string>(
  defaults: RowDefaults,
  meanings: Readonly<Record<Counter, string>>,
): Readonly<Record<Counter, CounterSpec>> {
  const specs: [string, CounterSpec][] = Object.entries<string>(meanings).map(([counter, meaning]) => [
    counter,
    { kind: 'counter', reset: 'resettable', ...defaults, meaning },
  ]);
  return Object.fromEntries(specs) as Record<Counter, CounterSpec>;
}
