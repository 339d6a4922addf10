import path from 'node:path';
import { Failure } from '../failure.ts';
import { fromSource } from './build.ts';
import { store } from './cache.ts';
import { lock } from './lock.ts';
import { isAtLeast, probe } from './probe.ts';
import { type ProgramName, type ProgramSurroundings, programs } from './program.ts';
import { fromRelease } from './release.ts';

/** The ways that bring the pinned version; a distribution's package brings its own. */
const ways = { release: fromRelease, built: fromSource } as const;

/**
 * Fetches the pinned version of a program into the cache, although an older one is there, which stays until the new
 * one was seen to run. Returns the version that came.
 * @throws Failure that says why neither the release nor a build is to be had
 */
export const renew = async (
  name: ProgramName,
  wanted: string,
  surroundings: ProgramSurroundings,
): Promise<string> => {
  const { project, inside, page } = programs[name];
  const { bin, signal, report } = surroundings;
  const release = await lock(path.join(bin, `${project}.lock`), signal, () =>
    report({ program: name, step: 'download', message: 'waiting: another process is fetching it' }),
  );
  const tried: string[] = [];
  let version = '';
  try {
    for (const origin of ['release', 'built'] as const) {
      const file = inside[origin];
      if (!file) continue;
      try {
        await store(bin, project, origin, async (folder) => {
          await ways[origin](name, surroundings, folder);
          ({ version } = await probe(name, path.join(folder, file), bin, signal));
          if (!isAtLeast(version, wanted)) throw new Failure(`it is ${version}`);
        });
        return version;
      } catch (error) {
        signal?.throwIfAborted();
        tried.push(`${origin}: ${(error as Error).message.replaceAll('\n', ' ')}`);
      }
    }
  } finally {
    release();
  }
  throw new Failure(`${name} ${wanted} could not be fetched; the version that is there stays.`, {
    where: tried.join('\n         '),
    fix: `get it from ${page} and put it on PATH, or its path into config.yaml as programs.${name}`,
  });
};
