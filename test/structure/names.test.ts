import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..', '..');

const declared = (folder: string, pattern: RegExp): readonly (readonly [name: string, file: string])[] =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/(^|\/)(test|bench|node_modules)\//.test(file))
    .flatMap((file) => {
      const names = [...readFileSync(path.join(root, folder, file), 'utf8').matchAll(pattern)];
      return names.map(([, name = '']) => [name, `${folder}/${file}`] as const);
    });

test.each(['src', 'packages/guard'])('a type of %s has a name of its own', (folder) => {
  const files = new Map<string, Set<string>>();
  for (const [name, file] of declared(folder, /^(?:export )?(?:interface|type) (\w+)/gm))
    files.set(name, (files.get(name) ?? new Set()).add(file));
  const shared = [...files].filter(([, where]) => where.size > 1);
  expect(shared.map(([name, where]) => `${name}: ${[...where].join(', ')}`)).toEqual([]);
});

/** Words that say nothing without the noun they belong to. */
const alone = ['most', 'least', 'longest', 'shortest', 'largest', 'known', 'found', 'here'];

test('a constant at the top of a file says of what it is the most, the longest or the known', () => {
  const lonely = ['src', 'packages/guard']
    .flatMap((folder) => declared(folder, /^(?:export )?const (\w+)(?: =|: (?!\())(?! (?:async )?\()/gm))
    .filter(([name]) => alone.includes(name));
  expect(lonely).toEqual([]);
});
