// The logins that wait for bcrypt, which compares one at a time. Addresses take turns, and the newest login of an address comes
// first: guesses, however many wait, delay neither other clients for long nor a scraper that logs in for the first time. At the
// limit, the address with the most logins loses its oldest, whose client has waited longest and may be gone.
import { isIPv4, isIPv6 } from 'node:net';
import type { ComparePassword, PasswordJob } from './auth.ts';

/** At 84 ms of CPU each, the last one waits for 43 s. */
const MAX_WAITING = 512;

interface Login {
  readonly job: PasswordJob;
  readonly resolve: (matches: boolean | undefined) => void;
  readonly reject: (error: unknown) => void;
}

export class LoginQueue {
  readonly #compare: ComparePassword;
  /** by network, the next in turn first; of each the newest login last */
  readonly #waiting = new Map<string, Login[]>();
  #size = 0;
  #isComparing = false;

  constructor(compare: ComparePassword) {
    this.#compare = compare;
  }

  /**
   * @param address of the client
   * @returns whether the password matches; undefined when the login gave way to others
   */
  compare(job: PasswordJob, address: string): Promise<boolean | undefined> {
    return new Promise((resolve, reject) => {
      const network = networkOf(address);
      const logins = this.#waiting.get(network) ?? [];
      this.#waiting.set(network, logins);
      logins.push({ job, resolve, reject });
      this.#size++;
      if (this.#size > MAX_WAITING) this.#giveWay();
      this.#next();
    });
  }

  #giveWay(): void {
    const [longest] = [...this.#waiting.values()].sort((a, b) => b.length - a.length);
    longest?.shift()?.resolve(undefined);
    this.#size--;
  }

  #next(): void {
    const [first] = this.#waiting;
    if (this.#isComparing || first === undefined) return;
    const [network, logins] = first;
    this.#waiting.delete(network);
    const login = logins.pop();
    if (login === undefined) return this.#next();
    if (logins.length > 0) this.#waiting.set(network, logins);
    this.#size--;
    this.#isComparing = true;
    this.#compare(login.job)
      .then(login.resolve, login.reject)
      .finally(() => {
        this.#isComparing = false;
        this.#next();
      });
  }
}

/** One client has as many addresses of IPv6 as it likes, all in one network of 64 bits. */
function networkOf(address: string): string {
  const mapped = address.slice(address.lastIndexOf(':') + 1);
  if (!isIPv6(address) || isIPv4(mapped)) return mapped;
  const [left = [], right = []] = address.split('::').map((part) => part.split(':').filter((group) => group !== ''));
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  return [...left, ...zeros, ...right].slice(0, 4).join(':');
}
