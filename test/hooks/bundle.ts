import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build, stop } from 'esbuild';
import { beforeAll } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

/** The entry's programs as `build.mjs` makes it, from the sources as they are, for the tests of one file. */
export const entryPrograms = (): { readonly from: string } => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'decide-'));
  const outfile = path.join(folder, 'alone.js');
  cpSync(path.join(root, 'src/hooks/entry/entry.sh'), path.join(folder, 'entry.sh'));
  beforeAll(async () => {
    await build({
      absWorkingDir: root,
      entryPoints: ['src/hooks/entry/alone.ts'],
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      logLevel: 'error',
    });
    // It keeps a process for the next build, which would outlive the run.
    await stop();
    return () => rmSync(folder, { recursive: true, force: true });
  });
  return { from: folder };
};
