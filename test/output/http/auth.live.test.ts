import { hashSync } from 'bcryptjs';
import { describe, expect, test } from 'vitest';
import { createAuth } from '../../../src/output/http/auth.ts';
import { get, probe } from './probe.ts';

const basic = (login: string) => `Basic ${Buffer.from(login).toString('base64')}`;
// Cheap on purpose; the prefix is the one that htpasswd writes.
const users = new Map([
  ['alice', hashSync('wonder:land', 4).replace('$2b$', '$2y$')],
  ['bör', hashSync('pässword', 4)],
]);

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
    const auth = createAuth(users);
    expect(await auth(header)).toBe(expected);
    expect(await auth(header)).toBe(expected);
  });
});

test('a known login does not pay for bcrypt again, even when many come at once', async () => {
  const auth = createAuth(new Map([['slow', hashSync('x', 10)]]));
  const start = performance.now();
  await auth(basic('slow:x'));
  const once = performance.now() - start;
  const again = performance.now();
  for (let round = 0; round < 100; round++) expect(await auth(basic('slow:x'))).toBe('granted');
  expect(performance.now() - again).toBeLessThan(once);
});

test('too many guesses at once are sent away, a known login is not', async () => {
  const auth = createAuth(users);
  expect(await auth(basic('alice:wonder:land'))).toBe('granted');
  const guesses = Array.from({ length: 20 }, (_, index) => auth(basic(`alice:guess ${index}`)));
  expect(await auth(basic('alice:wonder:land'))).toBe('granted');
  const verdicts = await Promise.all(guesses);
  expect(verdicts.filter((verdict) => verdict === 'busy')).toHaveLength(4);
  expect(verdicts.filter((verdict) => verdict === 'refused')).toHaveLength(16);
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
