import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { writeTree } from '../../src/artefact/write.ts';
import { temporaryHome } from '../home.ts';

test('only what changed is written, what is left over goes, with its folder', () => {
  const { generated } = temporaryHome();
  const a = { path: 'prometheus/a.yaml', text: 'a\n' };
  const b = { path: 'collector/b.yaml', text: 'b\n' };
  expect(writeTree(generated, [a, b])).toEqual([a.path, b.path]);
  const before = statSync(path.join(generated, a.path)).mtimeMs;
  expect(writeTree(generated, [a, { ...b, text: 'c\n' }])).toEqual([b.path]);
  expect(statSync(path.join(generated, a.path)).mtimeMs).toBe(before);
  expect(writeTree(generated, [a])).toEqual([]);
  expect(existsSync(path.join(generated, 'collector'))).toBe(false);
  writeFileSync(path.join(generated, a.path), 'edited');
  writeTree(generated, [a]);
  expect(readFileSync(path.join(generated, a.path), 'utf8')).toBe('a\n');
});

test('users of containers can read it, whatever the umask', () => {
  const { generated } = temporaryHome();
  const before = process.umask(0o077);
  onTestFinished(() => {
    process.umask(before);
  });
  writeTree(generated, [{ path: 'dashboards/provisioning/a.yaml', text: 'a\n' }]);
  const mode = (name: string): number => statSync(path.join(generated, name)).mode & 0o777;
  expect(['', 'dashboards', 'dashboards/provisioning'].map(mode)).toEqual([0o755, 0o755, 0o755]);
  expect(mode('dashboards/provisioning/a.yaml')).toBe(0o644);
});
