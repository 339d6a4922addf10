import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import * as z from 'zod';
import { origins, type Program } from './program.ts';

const manifestSchema = z.object({ origin: z.enum(origins), folder: z.string().regex(/^[a-z-]+$/) });

/** Where a project lies in the cache, and how it got there. */
export type Cached = z.output<typeof manifestSchema>;

const manifestPath = (bin: string, project: string) => path.join(bin, `${project}.json`);

/** What the cache has of a project; undefined when nothing, or nothing whole. */
export const cached = async (bin: string, project: string): Promise<Cached | undefined> => {
  try {
    return manifestSchema.parse(JSON.parse(await readFile(manifestPath(bin, project), 'utf8')));
  } catch {
    return undefined;
  }
};

/** The executable and the folder of web pages of a program in the cache; undefined when that origin has none. */
export const cachedFiles = (bin: string, program: Program, { origin, folder }: Cached) => {
  const inside = program.inside[origin];
  if (!inside) return undefined;
  const root = path.resolve(bin, folder);
  const pages = origin === 'package' ? program.packagedPages : undefined;
  return {
    executable: path.join(root, inside),
    args: pages ? [`${pages.flag}=${path.join(root, pages.folder)}`] : [],
  };
};

/**
 * Puts a project into the cache: `fill` writes into an empty folder, which then takes its final name in one step.
 * The caller holds the project's lock, so what an interrupted run left can be removed first.
 */
export const store = async (
  bin: string,
  project: string,
  origin: Cached['origin'],
  fill: (folder: string) => Promise<void>,
): Promise<void> => {
  await mkdir(bin, { recursive: true, mode: 0o700 });
  const unfinished = `.new-${project}-`;
  for (const left of await readdir(bin))
    if (left.startsWith(unfinished)) await rm(path.join(bin, left), { recursive: true, force: true });
  const scratch = await mkdtemp(path.join(bin, unfinished));
  try {
    const fresh = path.join(scratch, 'fresh');
    await mkdir(fresh);
    await fill(fresh);
    const folder = `${project}-${origin}`;
    await rename(path.join(bin, folder), path.join(scratch, 'old')).catch(ignoreMissing);
    await rename(fresh, path.join(bin, folder));
    await writeFileAtomic(manifestPath(bin, project), `${JSON.stringify({ origin, folder })}\n`, {
      mode: 0o600,
    });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
};

/** Takes a project out of the cache again: what was stored does not run here. */
export const discard = async (bin: string, project: string): Promise<void> => {
  const known = await cached(bin, project);
  await rm(manifestPath(bin, project), { force: true });
  if (known) await rm(path.join(bin, known.folder), { recursive: true, force: true });
};

const ignoreMissing = (error: NodeJS.ErrnoException) => {
  if (error.code !== 'ENOENT') throw error;
};
