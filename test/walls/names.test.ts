// One name, one meaning: no two files of src export the same name. A re-export is the same thing, and does not count.
import { describe, expect, test } from 'vitest';
import { filesBelow } from './files.ts';
import { readModule } from './module.ts';

/** @returns names that several files export, each with these files */
function shared(files: ReadonlyMap<string, string>): ReadonlyMap<string, readonly string[]> {
  const owners = new Map<string, string[]>();
  for (const [file, text] of files)
    for (const name of new Set(readModule(file, text).exports.map((one) => one.name)))
      owners.set(name, [...(owners.get(name) ?? []), file]);
  return new Map([...owners].filter(([, all]) => all.length > 1));
}

test('src exports no name twice', () => {
  expect([...shared(filesBelow('src'))], 'give one of the exports another name').toEqual([]);
});

describe('a name is found twice', () => {
  test.each([
    ['as two functions', 'export function x() {}', 'export function x() {}'],
    ['as a type and a value', 'export interface x {}', 'export const x = 1;'],
    ['as a class and a list of exports', 'export class x {}', 'const x = 1;\nexport { x };'],
    ['under another name', 'const y = 1;\nexport { y as x };', 'export type x = 1;'],
  ])('%s', (_, one, other) => {
    expect([
      ...shared(
        new Map([
          ['a.ts', one],
          ['b.ts', other],
        ]),
      ),
    ]).toEqual([['x', ['a.ts', 'b.ts']]]);
  });

  test.each([
    ['one file says type and value', 'export const x = 1;\nexport type x = 1;', ''],
    ['the other one only re-exports it', 'export const x = 1;', `export { x } from './a.ts';`],
    ['the other one keeps it', 'export const x = 1;', 'const x = 1;'],
  ])('but not when %s', (_, one, other) => {
    expect([
      ...shared(
        new Map([
          ['a.ts', one],
          ['b.ts', other],
        ]),
      ),
    ]).toEqual([]);
  });
});
