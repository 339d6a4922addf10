import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';

const root = path.resolve(import.meta.dirname, '..', '..');
const sources = ['src', 'packages/guard', 'build.mjs', 'package-lock.json'];

/** The latest change of a file, or of anything in a folder. */
const changedAt = (file: string): number => {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) return stat?.mtimeMs ?? 0;
  const inside = readdirSync(file, { withFileTypes: true }).filter(({ name }) => name !== 'node_modules');
  return Math.max(stat.mtimeMs, ...inside.map(({ name }) => changedAt(path.join(file, name))));
};

/** Builds `dist/` (a second) when a source is newer. */
export const buildWhenStale = async (): Promise<void> => {
  const changed = Math.max(...sources.map((source) => changedAt(path.join(root, source))));
  if (changed > changedAt(path.join(root, 'dist', '.built')))
    await execa(process.execPath, [path.join(root, 'build.mjs')], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
};
