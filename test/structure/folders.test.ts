import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..', '..');
const src = path.join(root, 'src');

/** The order that CONTRIBUTING draws: the first word of each line of its block of folders. */
const documented = (): readonly string[] => {
  const text = readFileSync(path.join(root, 'CONTRIBUTING.md'), 'utf8');
  const block = /<!-- folders -->\n```\n([\s\S]*?)\n```/.exec(text)?.[1] ?? '';
  return block.split('\n').flatMap((line) => /^[a-z]+/.exec(line)?.[0] ?? []);
};

interface Import {
  readonly from: string;
  readonly to: string;
  /** `file imports specifier`. */
  readonly line: string;
}

/** Every import from one folder of `top` into another, of types as well. */
const importsBetweenFolders = (top: string): readonly Import[] =>
  readdirSync(top, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.includes('node_modules'))
    .flatMap((file) =>
      [
        ...readFileSync(path.join(top, file), 'utf8').matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'(\.[^']+)'/g),
      ].map(([, specifier = '']) => ({ file, specifier })),
    )
    .map(({ file, specifier }) => {
      const target = path.relative(top, path.resolve(top, path.dirname(file), specifier));
      return {
        from: path.dirname(file).split('/')[0] as string,
        to: path.dirname(target).split('/')[0] as string,
        line: `${file} imports ${specifier}`,
      };
    })
    // A file directly in src/ is for all.
    .filter(({ from, to }) => from !== to && from !== '.' && to !== '.');

describe('src', () => {
  const order = documented();
  const folders = readdirSync(src, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

  test('CONTRIBUTING draws each folder once, in one line', () => {
    expect(folders.filter((folder) => order.indexOf(folder) < 0)).toEqual([]);
    expect(order).toEqual([...new Set(order)]);
  });

  test('a folder imports only from folders above it', () => {
    const upwards = importsBetweenFolders(src).filter(
      ({ from, to }) => order.indexOf(to) > order.indexOf(from),
    );
    expect(upwards.map(({ line }) => line)).toEqual([]);
  });

  test('what every folder may use uses no folder', () => {
    const shared = readdirSync(src).filter((name) => name.endsWith('.ts'));
    const wrong = shared.filter((name) =>
      /from '\.\/[^']*\//.test(readFileSync(path.join(src, name), 'utf8')),
    );
    expect(wrong).toEqual([]);
  });
});
