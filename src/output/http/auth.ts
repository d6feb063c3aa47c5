// Basic authentication against bcrypt hashes. Logins are remembered by their SHA-256: bcrypt at cost 10 takes 84 ms of CPU per
// scrape, the lookup 0.003 ms (Node 20). All refusals cost the same computation, so that their time reveals no user names.
import { createHash } from 'node:crypto';
import { getRounds } from 'bcryptjs';

export type AuthResult = 'granted' | 'refused' | 'busy';

export interface PasswordJob {
  readonly password: string;
  readonly hash: string;
  /** hashes to compare with as well if the password does not match */
  readonly padding: readonly string[];
}

/** Compares one job after the other, in their order. @returns whether the password matches the hash */
export type ComparePassword = (job: PasswordJob) => Promise<boolean>;

/** Further logins get the result `busy`. At 84 ms of CPU each, the last one waits for 43 s. */
const MAX_WAITING = 512;
/** Good logins and refused ones, each. There is one good login per user: far more than a web configuration lists. */
const MAX_REMEMBERED = 1_000;

/**
 * @param users user name -> bcrypt hash, at least one
 * @returns a function that judges an Authorization header
 */
export function createAuth(
  users: ReadonlyMap<string, string>,
  compare: ComparePassword,
): (header: string | undefined) => Promise<AuthResult> {
  const granted = new Set<string>();
  const refused = new Set<string>();
  const underWay = new Map<string, Promise<boolean>>();
  const slowest = [...users.values()].reduce((a, b) => (getRounds(b) > getRounds(a) ? b : a));

  const check = async (user: string, password: string): Promise<boolean> => {
    const known = users.get(user);
    const hash = known ?? slowest;
    const matches = await compare({ password, hash, padding: hashesBetween(hash, slowest) });
    return known !== undefined && matches;
  };

  return async (header) => {
    const login = readLogin(header);
    if (login === undefined) return 'refused';
    const [user, password] = login;
    const key = createHash('sha256').update(JSON.stringify(login)).digest('base64');
    if (granted.has(key)) return 'granted';
    if (refused.has(key)) return 'refused';
    let result = underWay.get(key);
    if (result === undefined) {
      if (underWay.size >= MAX_WAITING) return 'busy';
      result = check(user, password).finally(() => underWay.delete(key));
      underWay.set(key, result);
    }
    const isGood = await result;
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
