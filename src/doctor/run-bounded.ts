import { execa, type Options } from 'execa';

interface Bounds {
  readonly env: NodeJS.ProcessEnv;
  readonly seconds: number;
  readonly cwd?: string;
  /** What it reads from standard input; without it, nothing. */
  readonly input?: string;
}

const mostBytes = 1024 * 1024;

/**
 * Runs a program of the person's and ends it, with all that it started, when it takes too long. A group of its own: a
 * wrapper's child holds the pipes open after the wrapper has ended. Never throws.
 * @returns what came of it; undefined when it was ended
 */
export const runBounded = async (
  file: string,
  args: readonly string[],
  { env, seconds, cwd, input }: Bounds,
) => {
  const options = {
    env,
    extendEnv: false,
    reject: false,
    detached: true,
    maxBuffer: mostBytes,
    ...(cwd !== undefined && { cwd }),
    ...(input === undefined ? { stdin: 'ignore' } : { input }),
  } as const satisfies Options;
  const child = execa(file, args, options);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), seconds * 1000);
  });
  const answer = await Promise.race([child, late]);
  clearTimeout(timer);
  if (answer) return answer;
  try {
    if (child.pid) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It ended between the two.
  }
  return undefined;
};
