import { existsSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { exitCode, Failure } from '../failure.ts';
import { cached, cachedFiles } from './cache.ts';
import { writeScript } from './npm.ts';
import { isAtLeast, probe } from './probe.ts';
import { type FoundProgram, type ProgramName, type ProgramSurroundings, programs } from './program.ts';
import { isExecutable, onPath, resolved } from './search-path.ts';

/** A place where a program was looked for, and why it is not used. */
export interface Attempt {
  readonly place: string;
  readonly why: string;
}

interface Candidate {
  readonly source: FoundProgram['source'];
  readonly file: string;
  readonly args: readonly string[];
}

/** The Go modules that `collector/builder.yaml` asks for. */
export const modulesOf = (builder: string): readonly string[] =>
  Object.values((parse(builder) ?? {}) as Record<string, unknown>)
    .flatMap((section) => (Array.isArray(section) ? section : []))
    .map((entry: { gomod?: string }) => entry.gomod?.split(' ')[0])
    .filter((module) => module !== undefined);

/** Grafana is one program with subcommands, and must know its folder of pages wherever it was unpacked. */
const grafanaArgs = async (file: string): Promise<readonly string[]> => {
  const real = await resolved(file);
  const subcommand = path.basename(real) === 'grafana-server' ? [] : ['server'];
  for (const folder of ['..', '../share/grafana', '/usr/share/grafana']) {
    const home = path.resolve(path.dirname(real), folder);
    if (existsSync(path.join(home, 'conf', 'defaults.ini'))) return [...subcommand, `--homepath=${home}`];
  }
  return subcommand;
};

async function* candidates(
  name: ProgramName,
  { configured, bin }: ProgramSurroundings,
): AsyncGenerator<Candidate> {
  const program = programs[name];
  const set = configured[name];
  if (set) return yield { source: 'configured', file: path.resolve(set), args: [] };
  for (const file of program.places ?? [])
    if (await isExecutable(file)) yield { source: 'PATH', file, args: [] };
  for (const command of program.commands) {
    const file = await onPath(command);
    if (file) yield { source: 'PATH', file, args: [] };
  }
  const known = await cached(bin, program.project);
  // A folder that is gone, or may not be written, is judged as it is.
  if (known?.origin === 'npm' && program.npm)
    await writeScript(path.join(bin, known.folder), program.npm).catch(() => undefined);
  const files = known && cachedFiles(bin, program, known);
  if (files) yield { source: 'cache', file: files.executable, args: files.args };
}

/** Why a program cannot be used, or what it is. */
const judge = async (
  name: ProgramName,
  { file, source, args }: Candidate,
  { bin, builder, signal }: ProgramSurroundings,
): Promise<FoundProgram | string> => {
  const { oldest } = programs[name];
  if (!(await isExecutable(file))) return 'there is no such program, or it may not be run';
  try {
    const { version, modules } = await probe(name, file, bin, signal);
    if (!isAtLeast(version, oldest)) return `it is version ${version}, at least ${oldest} is needed`;
    const missing =
      name === 'otelcol' && builder ? modulesOf(builder).filter((module) => !modules.includes(module)) : [];
    if (missing.length > 0)
      return `it was built without ${missing.map((module) => path.basename(module)).join(', ')}`;
    return {
      name,
      path: file,
      version,
      source,
      extraArgs: name === 'grafana' ? await grafanaArgs(file) : args,
    };
  } catch (error) {
    signal?.throwIfAborted();
    return error instanceof Failure ? error.message : String(error);
  }
};

/**
 * Looks where a program may be without fetching it: the path the user set, PATH, our cache.
 * @throws Failure when the user set a path that cannot be used: another program in its place would be a surprise.
 */
export const look = async (
  name: ProgramName,
  surroundings: ProgramSurroundings,
): Promise<{ found: FoundProgram | undefined; tried: readonly Attempt[] }> => {
  const tried: Attempt[] = [];
  for await (const candidate of candidates(name, surroundings)) {
    const verdict = await judge(name, candidate, surroundings);
    if (typeof verdict !== 'string') return { found: verdict, tried };
    if (candidate.source === 'configured')
      throw new Failure(`programs.${name} in config.yaml cannot be used: ${verdict}`, {
        where: candidate.file,
        fix: `Correct the path, or remove programs.${name} so that the program is looked for.`,
        exitCode: exitCode.usage,
      });
    tried.push({ place: `${candidate.source} (${candidate.file})`, why: verdict });
  }
  if (!tried.some(({ place }) => place.startsWith('PATH')))
    tried.unshift({ place: 'PATH', why: `no ${programs[name].commands.join(' or ')}` });
  return { found: undefined, tried };
};

/** The program, if it is installed and new enough. No network; a few milliseconds once it was asked for its version. */
export const find = async (
  name: ProgramName,
  surroundings: ProgramSurroundings,
): Promise<FoundProgram | undefined> => (await look(name, surroundings)).found;
