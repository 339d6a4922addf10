import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { programTables } from '../families/index.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !/^(test|bench|node_modules)\//.test(file),
);

/** Modules a file imports, types included: paths from the root of the package, or names of other packages. */
const importsOf = (file: string): string[] =>
  [...readFileSync(path.join(root, file), 'utf8').matchAll(/^(?:import|export)[^;]*? from '([^']+)';/gm)].map(
    ([, name]) => (name?.startsWith('.') ? path.join(path.dirname(file), name) : (name ?? '')),
  );

const folderOf = (file: string): string => path.dirname(file);

describe('the house', () => {
  it('imports nothing but the parser of the shell and the checker of the policy', () => {
    const outside = files.flatMap(importsOf).filter((name) => !files.includes(name));
    expect([...new Set(outside)].sort()).toEqual(['unbash', 'zod']);
  });

  it('has folders that import one another in one direction', () => {
    const graph = new Map<string, Set<string>>();
    for (const file of files)
      for (const other of importsOf(file).filter((name) => files.includes(name)))
        if (folderOf(other) !== folderOf(file))
          graph.set(folderOf(file), (graph.get(folderOf(file)) ?? new Set()).add(folderOf(other)));
    const circles: string[] = [];
    const done = new Set<string>();
    const visit = (folder: string, above: readonly string[]): void => {
      if (above.includes(folder)) circles.push([...above.slice(above.indexOf(folder)), folder].join(' -> '));
      if (above.includes(folder) || done.has(folder)) return;
      for (const next of graph.get(folder) ?? []) visit(next, [...above, folder]);
      done.add(folder);
    };
    for (const folder of graph.keys()) visit(folder, []);
    expect(circles).toEqual([]);
  });

  it('knows each program in one place', () => {
    const names = programTables.flatMap((table) => Object.keys(table));
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  it('writes each table of programs in lower case, as names are looked up', () => {
    const names = programTables.flatMap((table) => Object.keys(table));
    expect(names.filter((name) => name !== name.toLowerCase())).toEqual([]);
  });
});
