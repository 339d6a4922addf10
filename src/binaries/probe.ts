import { createHash } from 'node:crypto';
import { mkdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import * as z from 'zod';
import { Failure } from '../failure.ts';
import type { ProgramName } from './program.ts';
import { run } from './run.ts';

const probeSchema = z.object({
  /** The file that was asked, to see when it has changed. */
  size: z.number(),
  changed: z.number(),
  version: z.string(),
  /** Go modules of a collector's components. */
  modules: z.array(z.string()).default([]),
});

/** What a program said about itself. */
export type Probe = z.output<typeof probeSchema>;

/** The version in what `--version` prints: `prometheus, version 2.42.0+ds (branch: ...`, `otelcol version 0.161.0`. */
export const versionIn = (text: string): string | undefined =>
  /\bversion\D{1,3}(\d+\.\d+\.\d+)/i.exec(text)?.[1];

const { compare } = new Intl.Collator('en', { numeric: true });

/** Whether `version` is `oldest` or newer; both `major.minor.patch`. */
export const isAtLeast = (version: string, oldest: string): boolean => compare(version, oldest) >= 0;

const ask = async (name: ProgramName, file: string, signal: AbortSignal | undefined) => {
  const answer = async (...args: string[]) => await run(file, args, { signal, timeoutMilliseconds: 15_000 });
  const said = await answer(path.basename(file) === 'grafana-server' ? '-v' : '--version');
  const version = versionIn(said);
  if (!version) throw new Failure(`${file} --version names no version: ${said.trim().slice(0, 200)}`);
  const components = name === 'otelcol' ? await answer('components') : '';
  return { version, modules: [...components.matchAll(/module: (\S+)/g)].map(([, module = '']) => module) };
};

/**
 * Asks a program for its version (a collector for its modules as well), or remembers what it said when the file is
 * still the same by size and time of change. The memory is one small file a program in `bin`/probes.
 * @throws Failure when the program cannot be run or does not name a version.
 */
export const probe = async (
  name: ProgramName,
  file: string,
  bin: string,
  signal?: AbortSignal,
): Promise<Probe> => {
  const { size, mtimeMs: changed } = await stat(file);
  const key = createHash('sha256').update(file).digest('hex').slice(0, 16);
  const memory = path.join(bin, 'probes', `${name}-${key}.json`);
  try {
    const known = probeSchema.parse(JSON.parse(await readFile(memory, 'utf8')));
    if (known.size === size && known.changed === changed) return known;
  } catch {
    // Never asked, or unreadable: ask.
  }
  const fresh = { size, changed, ...(await ask(name, file, signal)) };
  await mkdir(path.dirname(memory), { recursive: true, mode: 0o700 });
  await writeFileAtomic(memory, `${JSON.stringify(fresh)}\n`, { mode: 0o600 });
  return fresh;
};
