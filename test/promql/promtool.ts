import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { stringify } from 'yaml';
import { programFor } from '../programs.ts';

/** Prometheus' own checker. */
export const promtool = (await programFor('promtool'))?.path;

/** Writes files into a throw-away folder and runs promtool there; gives its exit code and all of its output. */
export const runPromtool = async (
  args: readonly string[],
  files: Readonly<Record<string, unknown>>,
): Promise<{ readonly exitCode: number; readonly output: string }> => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'promtool-'));
  try {
    for (const [name, content] of Object.entries(files))
      await writeFile(path.join(folder, name), stringify(content, { aliasDuplicateObjects: false }));
    const { exitCode, all } = await execa(promtool ?? 'promtool', args, {
      cwd: folder,
      all: true,
      reject: false,
    });
    return { exitCode: exitCode ?? -1, output: all };
  } finally {
    await rm(folder, { recursive: true });
  }
};
