import type { ProgramName } from './program.ts';

/** What is going on while a program is fetched. */
export interface Progress {
  readonly program: ProgramName;
  readonly step: 'download' | 'verify' | 'unpack' | 'build';
  /** How far: bytes while downloading, Go packages while building. */
  readonly done?: number;
  readonly total?: number;
  readonly message: string;
}

const mebibytes = (bytes: number) => (bytes / 1024 ** 2).toFixed(1);

/** `12.5 of 98.0 MiB (13 %)`, `310 of 1105 packages (28 %)`; empty while nothing is known. */
const amount = ({ step, done, total }: Progress): string => {
  if (done === undefined) return '';
  const [show, unit] = step === 'download' ? [mebibytes, 'MiB'] : [String, 'packages'];
  return total
    ? `${show(done)} of ${show(total)} ${unit} (${Math.floor((100 * done) / total)} %)`
    : `${show(done)} ${unit}`;
};

/** One plain line, for logs and for terminals without a cursor. */
export const progressLine = (progress: Progress): string =>
  [`${progress.program}: ${progress.message}`, amount(progress)].filter(Boolean).join(', ');

/** Lets through at most one report per `everyMilliseconds`, message and amount; the first and the last always pass. */
export const throttled = (report: (progress: Progress) => void, everyMilliseconds = 250) => {
  let last: { key: string; at: number; done: number | undefined } | undefined;
  return (progress: Progress): void => {
    const key = `${progress.program} ${progress.step} ${progress.message}`;
    const complete = progress.done !== undefined && progress.done === progress.total;
    const soon = last && Date.now() - last.at < everyMilliseconds;
    if (last?.key === key && (last.done === progress.done || (soon && !complete))) return;
    last = { key, at: Date.now(), done: progress.done };
    report(progress);
  };
};
