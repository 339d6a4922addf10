import path from 'node:path';
import { type AllowedSkip, allowedSkips } from './allowed-skips.ts';

/** What vitest writes as JSON, as far as it is read. */
export interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What must be mended, a line each. */
  readonly wrong: readonly string[];
  /** Files with something wrong. */
  readonly failedFiles: readonly string[];
}

const mayBeSkipped = (file: string, test: string, allowed: readonly AllowedSkip[]): boolean =>
  allowed.some((one) => one.file === file && test.includes(one.test ?? ''));

type Outcome = 'passed' | 'failed' | 'skipped';

interface Line {
  readonly outcome: Outcome;
  readonly text: string;
}

type File = Report['testResults'][number];

/** A file's tests; a file that could not be loaded counts as one that failed. */
const linesOf = (
  { name, status, message, assertionResults }: File,
  root: string,
  allowed: readonly AllowedSkip[],
): readonly Line[] => {
  const file = path.relative(root, name);
  const lines = assertionResults.map(({ fullName, status }): Line => {
    const text = `${file}: ${fullName}`;
    if (status === 'passed' || status === 'failed') return { outcome: status, text };
    return mayBeSkipped(file, fullName, allowed)
      ? { outcome: 'skipped', text }
      : { outcome: 'failed', text: `${text} (skipped; no list allows it)` };
  });
  const isExplained = status !== 'failed' || assertionResults.some((test) => test.status === 'failed');
  return isExplained ? lines : [...lines, { outcome: 'failed', text: `${file}: ${message.split('\n')[0]}` }];
};

/** Counts a run; a skipped test that no list allows counts as failed. */
export const count = (report: Report, root: string, allowed = allowedSkips): Counts => {
  const lines = report.testResults.flatMap((file) => linesOf(file, root, allowed));
  const number = (wanted: Outcome) => lines.filter(({ outcome }) => outcome === wanted).length;
  return {
    passed: number('passed'),
    failed: number('failed'),
    skipped: number('skipped'),
    wrong: lines.filter(({ outcome }) => outcome === 'failed').map(({ text }) => text),
    failedFiles: report.testResults
      .filter((file) => linesOf(file, root, allowed).some(({ outcome }) => outcome === 'failed'))
      .map(({ name }) => path.relative(root, name)),
  };
};
