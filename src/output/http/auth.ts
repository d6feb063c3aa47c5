// Basic authentication against bcrypt hashes. Logins are remembered by their SHA-256: bcrypt at cost 10 takes 84 ms of CPU per
// scrape, the lookup 0.003 ms (Node 20). All refusals cost the same computation, so that their time reveals no user names.
import { createHash } from 'node:crypto';
import { getRounds } from 'bcryptjs';
import { LoginQueue } from './login-queue.ts';

export type AuthResult = 'granted' | 'refused' | 'busy';

export interface PasswordJob {
  readonly password: string;
  readonly hash: string;
  /** hashes to compare with as well if the password does not match */
  readonly padding: readonly string[];
}

/** Compares one job after the other, in their order. @returns whether the password matches the hash */
export type ComparePassword = (job: PasswordJob) => Promise<boolean>;

/** Good logins and refused ones, each. There is one good login per user: far more than a web configuration lists. */
const MAX_REMEMBERED = 1_000;

/**
 * @param users user name -> bcrypt hash, at least one
 * @returns a function that judges an Authorization header of a client with this address; `busy` when the login gave way to others
 */
export function createAuth(
  users: ReadonlyMap<string, string>,
  compare: ComparePassword,
): (header: string | undefined, address: string) => Promise<AuthResult> {
  const granted = new Set<string>();
  const refused = new Set<string>();
  const underWay = new Map<string, Promise<boolean | undefined>>();
  const queue = new LoginQueue(compare);
  const slowest = [...users.values()].reduce((a, b) => (getRounds(b) > getRounds(a) ? b : a));

  const check = async (user: string, password: string, address: string): Promise<boolean | undefined> => {
    const known = users.get(user);
    const hash = known ?? slowest;
    const matches = await queue.compare({ password, hash, padding: hashesBetween(hash, slowest) }, address);
    return matches === undefined ? undefined : known !== undefined && matches;
  };

  return async (header, address) => {
    const login = readLogin(header);
    if (login === undefined) return 'refused';
    const [user, password] = login;
    const key = createHash('sha256').update(JSON.stringify(login)).digest('base64');
    if (granted.has(key)) return 'granted';
    if (refused.has(key)) return 'refused';
    let result = underWay.get(key);
    if (result === undefined) {
      result = check(user, password, address).finally(() => underWay.delete(key));
      underWay.set(key, result);
    }
    const isGood = await result;
    if (isGood === undefined) return 'busy';
    remember(isGood ? granted : refused, key);
    return isGood ? 'granted' : 'refused';
  };
}

function remember(keys: Set<string>, key: string): void {
  keys.add(key);
  const [oldest = key] = keys;
  if (keys.size > MAX_REMEMBERED) keys.delete(oldest);
}

/** Each step of the cost doubles the time: one hash of each cost from this one's up to the slowest makes up for the difference. */
function hashesBetween(hash: string, slowest: string): readonly string[] {
  const cost = getRounds(hash);
  return Array.from({ length: getRounds(slowest) - cost }, (_, step) => withCost(hash, cost + step));
}

function withCost(hash: string, cost: number): string {
  return hash.slice(0, 4) + String(cost).padStart(2, '0') + hash.slice(6);
}

function readLogin(header: string | undefined): readonly [user: string, password: string] | undefined {
  const [, encoded] = /^basic +([A-Za-z0-9+/=_-]+) *$/i.exec(header ?? '') ?? [];
  if (encoded === undefined) return undefined;
  const decoded = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  return colon === -1 ? undefined : [decoded.slice(0, colon), decoded.slice(colon + 1)];
}
