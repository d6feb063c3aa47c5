import { getRounds, hashSync } from 'bcryptjs';
import { describe, expect, test } from 'vitest';
import { createAuth as createAuthOf, type ComparePassword, type PasswordJob } from '../../../src/output/http/auth.ts';
import { createPasswordThread } from '../../../src/output/http/password-thread.ts';
import { comparePassword, get, probe } from './probe.ts';

const basic = (login: string) => `Basic ${Buffer.from(login).toString('base64')}`;
// Cheap on purpose; the prefix is the one that htpasswd writes.
const users = new Map([
  ['alice', hashSync('wonder:land', 4).replace('$2b$', '$2y$')],
  ['bör', hashSync('pässword', 4)],
]);

/** All clients have one address. */
const createAuth = (known: ReadonlyMap<string, string>, compare: ComparePassword) => {
  const auth = createAuthOf(known, compare);
  return (header: string | undefined) => auth(header, '192.0.2.1');
};

describe('logins', () => {
  test.each([
    ['the right password', basic('alice:wonder:land'), 'granted'],
    ['the scheme in another case', basic('alice:wonder:land').replace('Basic', 'bAsIc'), 'granted'],
    ['letters beyond ASCII', basic('bör:pässword'), 'granted'],
    ['a wrong password', basic('alice:wonder'), 'refused'],
    ['an empty password', basic('alice:'), 'refused'],
    ["another user's password", basic('bör:wonder:land'), 'refused'],
    ['an unknown user', basic('carol:wonder:land'), 'refused'],
    ['no colon', basic('alice'), 'refused'],
    ['another scheme', 'Bearer abc', 'refused'],
    ['rubbish', 'Basic ???', 'refused'],
    ['nothing', undefined, 'refused'],
  ])('%s', async (_, header, expected) => {
    const auth = createAuth(users, comparePassword);
    expect(await auth(header)).toBe(expected);
    expect(await auth(header)).toBe(expected);
  });
});

/** Counts rounds of bcrypt instead of computing them. */
function countRounds() {
  const jobs: PasswordJob[] = [];
  const compare: ComparePassword = async (job) => {
    jobs.push(job);
    return comparePassword(job);
  };
  const rounds = (): number[] =>
    jobs.map(({ hash, padding }) => [hash, ...padding].reduce((sum, one) => sum + 2 ** getRounds(one), 0));
  return { compare, jobs, rounds };
}

test.each(['wonder:land', 'wrong'])(
  'the password %j is compared once, even when it comes many times at once',
  async (password) => {
    const { compare, jobs } = countRounds();
    const auth = createAuth(users, compare);
    const login = basic(`alice:${password}`);
    const first = await Promise.all([auth(login), auth(login)]);
    expect(new Set([...first, await auth(login)]).size).toBe(1);
    expect(jobs).toHaveLength(1);
  },
);

test('a refusal takes the same computation for every user, known or not, and every cost of the hash', async () => {
  const { compare, rounds } = countRounds();
  const costs = new Map([
    ['cheap', hashSync('x', 4)],
    ['usual', hashSync('x', 5)],
    ['slow', hashSync('x', 8)],
  ]);
  const auth = createAuth(costs, compare);
  for (const user of ['cheap', 'usual', 'slow', 'unknown']) expect(await auth(basic(`${user}:wrong`))).toBe('refused');
  expect(rounds()).toEqual([256, 256, 256, 256]);
});

test('what is remembered is bounded: the oldest refusal is compared again', async () => {
  let compared = 0;
  const auth = createAuth(users, async () => {
    compared++;
    return false;
  });
  for (let guess = 0; guess <= 1_000; guess++) await auth(basic(`alice:${guess}`));
  await auth(basic('alice:1000'));
  expect(compared).toBe(1_001);
  await auth(basic('alice:0'));
  expect(compared).toBe(1_002);
});

test('too many guesses at once are sent away, a known login is not', async () => {
  const auth = createAuth(users, comparePassword);
  expect(await auth(basic('alice:wonder:land'))).toBe('granted');
  const guesses = Array.from({ length: 600 }, (_, index) => auth(basic(`alice:guess ${index}`)));
  expect(await auth(basic('alice:wonder:land'))).toBe('granted');
  const results = await Promise.all(guesses);
  expect(results.filter((result) => result === 'busy')).toHaveLength(87);
  expect(results.filter((result) => result === 'refused')).toHaveLength(513);
});

describe('while 400 guesses wait, a first login with the right password comes next', () => {
  test.each([
    ['of the same address', '192.0.2.1', '192.0.2.1'],
    ['of another address', '192.0.2.1', '192.0.2.2'],
    ['of another network of IPv6', '2001:db8::1', '2001:db8:0:1::1'],
  ])('%s', async (_, attacker, scraper) => {
    const { compare, jobs } = countRounds();
    const auth = createAuthOf(users, compare);
    for (let guess = 0; guess < 400; guess++) void auth(basic(`alice:guess ${guess}`), attacker);
    expect(await auth(basic('alice:wonder:land'), scraper)).toBe('granted');
    expect(jobs.length).toBeLessThan(10);
  });

  test.each([
    ['an address', '192.0.2.1', '192.0.2.1', '192.0.2.2'],
    ['a network of IPv6', '2001:db8::1', '2001:db8::2:3', '2001:db8:0:1::1'],
  ])('and %s cannot take the turn of others, however fast it guesses', async (_, first, second, scraper) => {
    const { compare, jobs } = countRounds();
    const auth = createAuthOf(users, async (job) => {
      // The newest ones of this network come while it compares.
      for (const from of jobs.length < 20 ? [first, second] : [])
        void auth(basic(`alice:${jobs.length} ${from}`), from);
      return compare(job);
    });
    for (let guess = 0; guess < 600; guess++) void auth(basic(`alice:guess ${guess}`), first);
    expect(await auth(basic('alice:wonder:land'), scraper)).toBe('granted');
    expect(jobs.length).toBeLessThan(10);
  });
});

describe('the thread that compares', () => {
  const hash = hashSync('right', 4);
  const job = (password: string) => ({ password, hash, padding: [hash, hash] });

  test('answers in order', async () => {
    const compare = createPasswordThread(new URL('../../../dist/password-worker.js', import.meta.url));
    const passwords = ['right', 'wrong', 'right', ''];
    expect(await Promise.all(passwords.map((password) => compare(job(password))))).toEqual([true, false, true, false]);
  });

  test('fails what waits for it when it ends', async () => {
    const compare = createPasswordThread(new URL('./nothing.js', import.meta.url));
    const results = await Promise.allSettled([compare(job('a')), compare(job('b'))]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(compare(job('c'))).rejects.toThrow('nothing.js');
  });
});

test('every page is protected', async () => {
  const { url } = await probe({ users });
  for (const path of ['/', '/metrics', '/-/healthy', '/-/ready', '/nothing']) {
    const refused = await get(url + path);
    expect([refused.status, refused.headers['www-authenticate']]).toEqual([401, 'Basic realm="rsyslog-pstat"']);
  }
  const headers = { Authorization: basic('alice:wonder:land') };
  expect((await get(`${url}/metrics`, { headers })).status).toBe(200);
  expect((await get(`${url}/nothing`, { headers })).status).toBe(404);
});

test.each([
  [false, [401, 401, 401]],
  [true, [200, 200, 401]],
])('health pages without a login: %j', async (healthWithoutAuth, expected) => {
  const { url, refusals } = await probe({ users, healthWithoutAuth });
  const statuses = [];
  for (const path of ['/-/healthy', '/-/ready?x=1', '/metrics']) statuses.push((await get(url + path)).status);
  expect(statuses).toEqual(expected);
  expect(refusals.login).toBe(expected.filter((status) => status === 401).length);
});
