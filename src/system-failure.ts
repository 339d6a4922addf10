import { Failure } from './failure.ts';

interface Refusal {
  /** Node's codes of the system's errors, and SQLite's words for the same. */
  readonly codes: readonly string[];
  readonly words?: RegExp;
  readonly what: string;
  readonly fix: string;
}

/** What the system refuses to any program, whatever it was doing. */
const refusals: readonly Refusal[] = [
  {
    codes: ['ENOSPC', 'EDQUOT'],
    words: /database or disk is full/,
    what: 'The disk is full.',
    fix: 'make room (`df -h` shows where), then run the same command again',
  },
  {
    codes: ['EROFS'],
    words: /attempt to write a readonly database/,
    what: 'The file system cannot be written.',
    fix: 'mount it for writing (`mount` shows how it is; a disk with errors is mounted read-only), then run the same command again',
  },
  {
    codes: ['EMFILE', 'ENFILE'],
    what: 'Too many files are open.',
    fix: 'raise the limit (`ulimit -n 4096`), then run the same command again',
  },
];

/** An error of the system as a person understands it; undefined: another kind of error. */
export const systemFailure = (error: unknown): Failure | undefined => {
  if (!(error instanceof Error) || error instanceof Failure) return undefined;
  const { code = '', path, message } = error as NodeJS.ErrnoException;
  const refusal = refusals.find(({ codes, words }) => codes.includes(code) || words?.test(message));
  if (!refusal) return undefined;
  const { what, fix } = refusal;
  return new Failure(what, { fix, cause: error, ...(path !== undefined && { where: path }) });
};
