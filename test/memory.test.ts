// The budget of memory: shares, refusals, and caches that give way.
import { expect, test } from 'vitest';
import { MEMORY_ACCOUNTS, MemoryAccount, MemoryBudget } from '../src/memory.ts';

test('the accounts share the whole budget', () => {
  const budget = new MemoryBudget(1000);
  expect(MEMORY_ACCOUNTS.reduce((sum, name) => sum + budget[name].limit, 0)).toBe(1000);
});

test('what does not fit is refused, and takes nothing', () => {
  const account = new MemoryAccount(100);
  const [one, two] = [account.open(), account.open()];
  expect([one.take(60), two.take(41), two.take(40), one.take(1)]).toEqual([true, false, true, false]);
  one.clear();
  expect([account.used, one.take(60)]).toEqual([40, true]);
});

test('the largest cache gives way, as many of them as it takes', () => {
  const account = new MemoryAccount(100);
  const discarded: string[] = [];
  const cache = (name: string, bytes: number) => {
    const holding = account.open(() => {
      discarded.push(name);
      holding.clear();
    });
    holding.take(bytes);
    return holding;
  };
  const small = cache('small', 20);
  cache('large', 60);
  expect([account.open().take(50), discarded, account.used]).toEqual([true, ['large'], 70]);
  expect([account.open().take(40), discarded, account.used]).toEqual([true, ['large', 'small'], 90]);
  small.close();
  expect([account.open().take(20), discarded.length]).toEqual([false, 2]);
});
