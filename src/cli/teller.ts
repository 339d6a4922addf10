import { type Progress, progressLine } from '../binaries/progress.ts';
import { printableLine } from '../printable.ts';
import type { Teller } from '../runtime/stack.ts';
import { detail, say } from './terminal.ts';

/** How often a log without a cursor gets the same step. */
const everyMs = 10_000;

const onTerminal = (): ((progress: Progress) => void) => {
  const latest = new Map<string, string>();
  return (progress) => {
    latest.set(progress.program, progressLine(progress));
    const line = printableLine([...latest.values()].join(' · ')).slice(0, (process.stderr.columns || 80) - 1);
    process.stderr.write(`\r\x1b[2K${line}`);
  };
};

const inLog = (): ((progress: Progress) => void) => {
  const told = new Map<string, { message: string; at: number }>();
  return (progress) => {
    const last = told.get(progress.program);
    const isNew = last?.message !== progress.message || Date.now() - last.at > everyMs;
    if (!isNew) return;
    told.set(progress.program, { message: progress.message, at: Date.now() });
    say(progressLine(progress));
  };
};

/** Tells a person what goes on: progress in one line that is drawn anew on a terminal, plain lines elsewhere. */
export const teller = (): Teller => {
  const isTerminal = process.stderr.isTTY;
  const progress = isTerminal ? onTerminal() : inLog();
  let hasProgress = false;
  const endLine = (): void => {
    if (hasProgress && isTerminal) process.stderr.write('\r\x1b[2K');
    hasProgress = false;
  };
  return {
    say: (line) => {
      endLine();
      say(line);
    },
    detail: (line) => {
      endLine();
      detail(line);
    },
    progress: (step) => {
      hasProgress = true;
      progress(step);
    },
  };
};
