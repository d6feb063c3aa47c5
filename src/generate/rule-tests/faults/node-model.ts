// The counters of a node that forwards to a target which is up, down, or refuses the connection. The numbers follow observations of
// rsyslogd 8.2302; nothing is random.

/** The forwarding action: its own queue, one that spills to disk, or none; and its retries (-1: endless). */
export interface ActionSetup {
  readonly queue: 'own' | 'disk' | 'direct';
  readonly retries: -1 | 0 | 2;
  readonly capacity: number;
}

/** What a node goes through during one tick. */
export interface Conditions {
  /** messages per tick from the local socket and from UDP */
  readonly local: number;
  readonly udp: number;
  /** `hangs`: takes messages, acknowledges none; `disabled`: rsyslogd has disabled the action, with an empty queue */
  readonly target: 'up' | 'down' | 'refuses' | 'hangs' | 'disabled';
  /** messages per tick that the filter lets through to the action; absent: all */
  readonly forwarded?: number;
  /** nothing arrives in the spool folder */
  readonly isSpoolLost?: boolean;
  /** messages that the target accepts per tick */
  readonly pace: number;
}

/** Totals since the start of rsyslogd; sizes are current values. */
export interface Counters {
  local: number;
  udp: number;
  mainEnqueued: number;
  mainSize: number;
  processed: number;
  failed: number;
  suspended: number;
  suspendedSeconds: number;
  resumed: number;
  enqueued: number;
  size: number;
  diskEnqueued: number;
  diskSize: number;
  full: number;
  discarded: number;
  cpu: number;
  switches: number;
  statistics: number;
}

export class NodeModel {
  readonly #setup: ActionSetup;
  #counters = zero();
  /** ticks since the loss of the target */
  #outage = 0;
  /** messages sent to a target that does not acknowledge them */
  #unacknowledged = 0;
  #reports = 0;

  constructor(setup: ActionSetup) {
    this.#setup = setup;
  }

  get counters(): Readonly<Counters> {
    return { ...this.#counters };
  }

  /** rsyslogd starts again: counters are 0, messages in memory are lost. */
  restart(): void {
    this.#counters = zero();
    this.#outage = 0;
    this.#unacknowledged = 0;
  }

  /** @param part of the tick, at most 1 */
  pass(tick: Conditions, part: number): void {
    const now = this.#counters;
    const arriving = (tick.local + tick.udp) * part;
    now.local += tick.local * part;
    now.udp += tick.udp * part;
    now.mainEnqueued += arriving;
    now.cpu += 200 + arriving;
    // A different number for each report: with equal ones after each restart a crash loop would leave no trace.
    now.switches += 40 + (WOBBLE[this.#reports % WOBBLE.length] ?? 0);
    this.#reports += 1;
    now.statistics += 12;
    const isTaken = tick.target === 'up' || (tick.target === 'hangs' && this.#unacknowledged < WINDOW_SIZE);
    const forwarded = (tick.forwarded ?? tick.local + tick.udp) * part;
    this.#unacknowledged = tick.target === 'hangs' ? this.#unacknowledged + forwarded : 0;
    if (isTaken) this.#deliver(forwarded, tick.pace * part);
    else if (tick.target === 'refuses') this.#refuse(forwarded);
    else if (tick.target !== 'disabled') this.#miss(forwarded, part, tick.isSpoolLost ?? false);
    this.#outage = isTaken ? 0 : this.#outage + part;
  }

  #deliver(arriving: number, pace: number): void {
    const now = this.#counters;
    if (this.#outage > 0) now.resumed += 1;
    now.processed += arriving + now.mainSize;
    now.enqueued += this.#setup.queue === 'direct' ? 0 : arriving;
    now.mainSize = 0;
    const waiting = now.size + now.diskSize + arriving;
    const left = Math.max(0, waiting - pace);
    now.diskSize = Math.min(now.diskSize, left);
    now.size = this.#setup.queue === 'direct' ? 0 : left - now.diskSize;
  }

  /** rsyslogd disables the action: messages that it holds at that moment stay in the queue, later ones are lost and not counted. */
  #refuse(arriving: number): void {
    const now = this.#counters;
    if (this.#outage > 0 || this.#setup.queue === 'direct') {
      if (this.#setup.queue === 'direct') now.mainSize += arriving;
      return;
    }
    now.processed += 12;
    now.enqueued += 12;
    now.size += 12;
  }

  #miss(arriving: number, part: number, isSpoolLost: boolean): void {
    const { queue, retries } = this.#setup;
    const now = this.#counters;
    if (retries !== -1) {
      now.suspended = Math.max(1, now.suspended + (this.#outage === 0 && now.suspended > 0 ? 1 : 0));
      now.suspendedSeconds += (retries === 0 ? 60 : 15) * part;
    }
    // Without retries the first suspensions only delay messages; then they are lost.
    const isGivenUp = retries === 0 && this.#outage >= GIVES_UP_AFTER;
    if (queue === 'direct') {
      if (!isGivenUp) {
        now.mainSize += arriving;
        return;
      }
      now.processed += arriving + now.mainSize;
      now.failed += 1.8 * arriving;
      now.mainSize = 0;
      return;
    }
    now.processed += arriving;
    now.enqueued += arriving;
    if (isGivenUp) {
      now.failed += 0.85 * arriving;
      now.size = 0;
    } else this.#pileUp(arriving, isSpoolLost);
  }

  #pileUp(arriving: number, isSpoolLost: boolean): void {
    const { queue, capacity } = this.#setup;
    const now = this.#counters;
    const room = Math.max(0, capacity - now.size);
    const inMemory = Math.min(arriving, room);
    const over = arriving - inMemory;
    now.size += inMemory;
    if (queue === 'disk') {
      now.diskEnqueued += over;
      now.diskSize += isSpoolLost ? 0 : over;
      return;
    }
    now.full += over;
    now.discarded += over;
  }
}

/** Messages that librelp sends before it waits for an acknowledgement. */
const WINDOW_SIZE = 128;
const WOBBLE = [0, 5, 2, 7, 1, 6, 3];

/** ticks */
const GIVES_UP_AFTER = 4;

function zero(): Counters {
  return {
    local: 0,
    udp: 0,
    mainEnqueued: 0,
    mainSize: 0,
    processed: 0,
    failed: 0,
    suspended: 0,
    suspendedSeconds: 0,
    resumed: 0,
    enqueued: 0,
    size: 0,
    diskEnqueued: 0,
    diskSize: 0,
    full: 0,
    discarded: 0,
    cpu: 10_000,
    switches: 0,
    statistics: 0,
  };
}
