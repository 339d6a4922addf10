import path from 'node:path';
import { Failure } from '../failure.ts';
import { fromSource, noGo } from './build.ts';
import { discard, store } from './cache.ts';
import { type Attempt, find, look } from './find.ts';
import { lock } from './lock.ts';
import { fromNpm } from './npm.ts';
import { fromPackage } from './package.ts';
import {
  type FoundProgram,
  type Origin,
  origins,
  type ProgramName,
  type ProgramSurroundings,
  platform,
  programs,
} from './program.ts';
import { throttled } from './progress.ts';
import { fromRelease } from './release.ts';

type Way = (name: ProgramName, surroundings: ProgramSurroundings, folder: string) => Promise<void>;

const ways: Readonly<Record<Origin, { readonly what: string; readonly bring: Way }>> = {
  release: { what: 'official release', bring: fromRelease },
  package: { what: "distribution's package", bring: fromPackage },
  built: { what: 'build with Go', bring: fromSource },
  npm: { what: 'packages of npm', bring: fromNpm },
};

const reason = (error: unknown): string => {
  if (!(error instanceof Failure)) return error instanceof Error ? error.message : String(error);
  return [error.message, error.where && `(${error.where})`].filter(Boolean).join(' ');
};

const needsNetwork = (origin: Origin, { mirror }: ProgramSurroundings) =>
  origin !== 'release' || !mirror || /^https?:/i.test(mirror);

/** Fetches by one way and checks that what came runs here; throws why not. */
const bringBy = async (
  name: ProgramName,
  origin: Origin,
  surroundings: ProgramSurroundings,
): Promise<FoundProgram> => {
  const { project } = programs[name];
  await store(surroundings.bin, project, origin, (folder) => ways[origin].bring(name, surroundings, folder));
  const { found, tried } = await look(name, surroundings);
  if (found) return { ...found, source: origin };
  await discard(surroundings.bin, project);
  throw new Failure(`it came, but cannot be used: ${tried.at(-1)?.why}`);
};

/** What is said of a place that was tried: enough for the reason, without addresses and what other programs print. */
const mostReasonCharacters = 120;

const briefly = (text: string): string =>
  text.length <= mostReasonCharacters ? text : `${text.slice(0, mostReasonCharacters - 1).trimEnd()}…`;

const failure = (name: ProgramName, tried: readonly Attempt[]): Failure => {
  const { oldest, page, release } = programs[name];
  const here = platform();
  const lacksGo = tried.some(({ why }) => why === noGo);
  const indent = `\n${' '.repeat(9)}`;
  const reasons = tried.map(({ place, why }) => ({ place, why: why.replaceAll('\n', ' ') }));
  const isCut = reasons.some(({ why }) => why !== briefly(why));
  return new Failure(`${name} is not on this machine and could not be fetched`, {
    where: reasons.map(({ place, why }) => `${place}: ${briefly(why)}`).join(indent),
    // What --verbose shows.
    ...(isCut && { cause: reasons.map(({ place, why }) => `${place}: ${why}`).join('\n') }),
    fix: [
      `Get ${name} ${oldest} or newer from ${page} and put it on PATH or its path into config.yaml as programs.${name};`,
      ...(here ? [`its official archive: curl -fLO ${release.url(here)}`] : []),
      'or set programs.mirror to a folder or URL with the official archives',
      ...(lacksGo ? ['or install Go 1.26 or newer, so that it can be built'] : []),
      ...(isCut ? ['the whole reasons: the same command with --verbose'] : []),
    ].join(indent),
  });
};

/**
 * The program, fetched if it is not installed, in the order of `origins`. Of several callers at once, in this process or
 * another, one fetches and the others wait for it. Interrupted at any moment it leaves nothing that hurts: the next call
 * cleans up, and continues a download where it stopped.
 * @throws Failure that lists every place and way tried, why it did not serve, and what to do; the signal's reason when
 * cancelled.
 */
export const obtain = async (name: ProgramName, surroundings: ProgramSurroundings): Promise<FoundProgram> => {
  if (process.platform === 'win32')
    throw new Failure('Native programs are not supported on Windows', {
      fix: 'Use Docker (runtime: docker in config.yaml), or run everything inside WSL.',
    });
  const here: ProgramSurroundings = { ...surroundings, report: throttled(surroundings.report) };
  const atHand = await find(name, here);
  if (atHand) return atHand;
  const release = await lock(path.join(here.bin, `${programs[name].project}.lock`), here.signal, () =>
    here.report({ program: name, step: 'download', message: 'waiting: another process is fetching it' }),
  );
  try {
    const { found, tried } = await look(name, here);
    if (found) return found;
    const attempts = [...tried];
    for (const origin of origins) {
      try {
        if (here.offline && needsNetwork(origin, here))
          throw new Failure('not tried: programs.offline is set');
        return await bringBy(name, origin, here);
      } catch (error) {
        here.signal?.throwIfAborted();
        attempts.push({ place: ways[origin].what, why: reason(error) });
      }
    }
    throw failure(name, attempts);
  } finally {
    release();
  }
};
