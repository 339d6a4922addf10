import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { json, source, yaml } from '../src/artefact/artefact.ts';
import { checkout } from '../src/checkout.ts';
import { artefacts } from '../src/generate/artefacts.ts';
import { drift } from '../src/generate/drift.ts';

const folder = (files: Readonly<Record<string, string>>): string => {
  const root = mkdtempSync(path.join(os.tmpdir(), 'generated-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
  return root;
};

test('the committed files are what the sources generate: else run `npm run generate`', async () => {
  expect(drift(checkout.root, await artefacts())).toEqual([]);
});

test('generating twice gives the same bytes, and no two files want one path', async () => {
  const [first, second] = [await artefacts(), await artefacts()];
  expect(second).toEqual(first);
  expect(new Set(first.map((artefact) => artefact.path)).size).toBe(first.length);
});

test('every generated file can be read, and those with comments say where they come from', async () => {
  for (const { path: file, text } of await artefacts()) {
    if (file.endsWith('.json')) expect(() => JSON.parse(text), file).not.toThrow();
    else expect(text.slice(0, 200), file).toContain(source);
    if (file.endsWith('.yaml')) expect(parse(text), file).toBeTypeOf('object');
    expect(text.endsWith('\n'), file).toBe(true);
  }
});

test('no generated file names a path of the machine it was made on', async () => {
  for (const { path: file, text } of await artefacts()) expect(text, file).not.toContain(`${checkout.root}/`);
});

test('a missing, an edited and a left-over file are found, the edited one with its difference', () => {
  const made = [
    yaml('prometheus/a.yaml', { kept: 1, changed: 2 }),
    json('dashboards/b.json', { a: 1 }),
    yaml('compose.yaml', {}),
  ];
  const root = folder({
    'prometheus/a.yaml': made[0]?.text.replace('changed: 2', 'changed: 3') ?? '',
    'dashboards/b.json': made[1]?.text ?? '',
    'dashboards/old.json': '{}',
    'docs/old.md': `<!-- ${source} -->\n`,
    'docs/written-by-hand.md': '# Hello\n',
  });
  expect(drift(root, made)).toEqual([
    {
      path: 'prometheus/a.yaml',
      kind: 'changed',
      difference: '  line 3:\n  - changed: 3\n  - \n  + changed: 2\n  + ',
    },
    { path: 'compose.yaml', kind: 'missing' },
    { path: 'dashboards/old.json', kind: 'orphaned' },
    { path: 'docs/old.md', kind: 'orphaned' },
  ]);
});

test('texts that older readers of YAML take for something else are quoted', () => {
  expect(yaml('a.yaml', { restart: 'no', port: '22:22', on: 'x' }).text).toContain(
    'restart: "no"\nport: "22:22"\n"on": x',
  );
});
