// A node whose rsyslog forwards to a target, report by report: what its counters say when the target is down, refuses it, or comes
// and goes. The numbers follow what rsyslogd 8.2302 was seen to do; nothing here is random.

/** How the action is set up: a queue of its own, one that spills to disk, or none; and how often it retries (-1: for ever). */
export interface Setup {
  readonly queue: 'own' | 'disk' | 'direct';
  readonly retries: -1 | 0 | 2;
  readonly capacity: number;
}

/** What goes on during one tick. */
export interface Tick {
  /** messages that come in, through the local socket and through UDP */
  readonly local: number;
  readonly udp: number;
  readonly target: 'up' | 'down' | 'refuses';
  /** messages that the target can take */
  readonly pace: number;
}

/** The counters, summed up since rsyslogd was started; sizes are levels. */
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
}

export class NodeModel {
  readonly #setup: Setup;
  #counters = zero();
  /** ticks since the target was lost */
  #outage = 0;

  constructor(setup: Setup) {
    this.#setup = setup;
  }

  get counters(): Readonly<Counters> {
    return { ...this.#counters };
  }

  /** rsyslogd is started again: counters begin at 0, messages in memory are gone. */
  restart(): void {
    this.#counters = zero();
    this.#outage = 0;
  }

  /** @param part of a tick that passes, 1 or less */
  pass(tick: Tick, part: number): void {
    const now = this.#counters;
    const arriving = (tick.local + tick.udp) * part;
    now.local += tick.local * part;
    now.udp += tick.udp * part;
    now.mainEnqueued += arriving;
    now.cpu += 200 + arriving;
    if (tick.target === 'up') this.#deliver(arriving, tick.pace * part);
    else if (tick.target === 'refuses') this.#refuse(arriving);
    else this.#miss(arriving, part);
    this.#outage = tick.target === 'up' ? 0 : this.#outage + part;
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

  /** The action is disabled: the batch it held stays where it is, and what comes after is lost without a trace. */
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

  #miss(arriving: number, part: number): void {
    const { queue, retries } = this.#setup;
    const now = this.#counters;
    if (retries !== -1) {
      now.suspended = Math.max(1, now.suspended + (this.#outage === 0 && now.suspended > 0 ? 1 : 0));
      now.suspendedSeconds += (retries === 0 ? 60 : 15) * part;
    }
    // Without endless retries the first suspensions only hold messages back; then they are given up.
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
    } else this.#pileUp(arriving);
  }

  #pileUp(arriving: number): void {
    const { queue, capacity } = this.#setup;
    const now = this.#counters;
    const room = Math.max(0, capacity - now.size);
    const inMemory = Math.min(arriving, room);
    const over = arriving - inMemory;
    now.size += inMemory;
    if (queue === 'disk') {
      now.diskEnqueued += over;
      now.diskSize += over;
      return;
    }
    now.full += over;
    now.discarded += over;
  }
}

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
  };
}
