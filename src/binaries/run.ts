import { ExecaError, execa } from 'execa';
import { Failure } from '../failure.ts';

export interface RunOptions {
  readonly cwd?: string;
  /** Added to the environment, or all of it with `onlyEnv`. */
  readonly env?: Readonly<Record<string, string>>;
  readonly onlyEnv?: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMilliseconds?: number;
  /** Called with each line of output as it comes. */
  readonly onLine?: (line: string) => void;
}

const lastLines = (text: string): string => text.trim().split('\n').slice(-4).join(' | ').slice(-600);

const reason = (file: string, error: ExecaError): string => {
  if (error.code === 'ENOENT') return `${file} is not installed`;
  if (error.timedOut) return `${file} took longer than ${(error.durationMs / 1000).toFixed(0)} s`;
  return `${file} failed: ${lastLines(String(error.all ?? '')) || error.shortMessage}`;
};

/**
 * Runs a program without a shell and gives its output, both streams mixed, at most its last 10 MB.
 * @throws Failure with the last lines of the output.
 */
export const run = async (
  file: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string> => {
  try {
    const child = execa(file, args, {
      all: true,
      stdin: 'ignore',
      extendEnv: !options.onlyEnv,
      env: { ...options.env, LC_ALL: 'C' },
      timeout: options.timeoutMilliseconds ?? 60_000,
      maxBuffer: 10_000_000,
      ...(options.cwd && { cwd: options.cwd }),
      ...(options.signal && { cancelSignal: options.signal }),
    });
    const lines = async () => {
      if (options.onLine) for await (const line of child.iterable({ from: 'all' })) options.onLine(line);
    };
    const [result] = await Promise.all([child, lines()]);
    return result.all;
  } catch (error) {
    options.signal?.throwIfAborted();
    if (error instanceof ExecaError) throw new Failure(reason(file, error), { cause: error });
    throw error;
  }
};
