// Basic authentication against bcrypt hashes. A known good login is remembered, so that a scrape does not pay for bcrypt;
// unknown users cost as much as known ones; guessing is held to one comparison at a time.
import { createHash } from 'node:crypto';
import { compare, getRounds } from 'bcryptjs';

export type AuthResult = 'granted' | 'refused' | 'busy';

/** More logins than this waiting for their turn are sent away: each one costs some 100 ms of computing. */
const MAX_WAITING = 16;
/** Of different good logins, at most one per user and hash: far more than a web configuration lists. */
const MAX_REMEMBERED = 1_000;

/**
 * @param users user name -> bcrypt hash, at least one
 * @returns judges an Authorization header; bcrypt runs in slices, between which the event loop goes on
 */
export function createAuth(users: ReadonlyMap<string, string>): (header: string | undefined) => Promise<AuthResult> {
  const remembered = new Set<string>();
  const underWay = new Map<string, Promise<boolean>>();
  const dearest = [...users.values()].reduce((a, b) => (getRounds(b) > getRounds(a) ? b : a));
  let turn: Promise<unknown> = Promise.resolve();

  const check = async (user: string, password: string): Promise<boolean> => {
    const hash = users.get(user);
    // The time of the answer must not tell whether the user exists.
    const matches = await compare(password, hash ?? dearest);
    return hash !== undefined && matches;
  };

  return async (header) => {
    const login = readLogin(header);
    if (login === undefined) return 'refused';
    const [user, password] = login;
    const key = createHash('sha256').update(JSON.stringify(login)).digest('base64');
    if (remembered.has(key)) return 'granted';
    let result = underWay.get(key);
    if (result === undefined) {
      if (underWay.size >= MAX_WAITING) return 'busy';
      result = turn.then(() => check(user, password));
      underWay.set(key, result);
      turn = result.catch(() => {}).finally(() => underWay.delete(key));
    }
    const isGood = await result;
    if (isGood && remembered.size < MAX_REMEMBERED) remembered.add(key);
    return isGood ? 'granted' : 'refused';
  };
}

function readLogin(header: string | undefined): readonly [user: string, password: string] | undefined {
  const [, encoded] = /^basic +([A-Za-z0-9+/=_-]+) *$/i.exec(header ?? '') ?? [];
  if (encoded === undefined) return undefined;
  const decoded = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  return colon === -1 ? undefined : [decoded.slice(0, colon), decoded.slice(colon + 1)];
}
