import { type AllowedSkip, allowedSkips } from './allowed-skips.ts';
import type { Report } from './report.ts';

/** Documents of which every row names the test that holds it. */
export const heldDocuments = ['docs/promises.md', 'docs/attacks.md'] as const;

/** A row of such a document: what is promised, and the test that holds it. */
export interface Promised {
  readonly promise: string;
  /** From the top of the repository; empty where the row names no test. */
  readonly file: string;
  /** The test's name, with `%s` where a table of cases puts each case. */
  readonly test: string;
  /** What the last column says behind the test, in brackets: why some machines skip it. */
  readonly reason: string | undefined;
}

const lastColumn = /`([^`]+)` > (?:`` (.+?) ``|`([^`]+)`)(?: \((.+)\))? \|$/;

/** The rows of the document's tables. */
export const promisesOf = (markdown: string): readonly Promised[] =>
  markdown
    .split('\n')
    .filter((line) => line.startsWith('| ') && !/^\| (?:promised|attack|fault|---) /.test(line))
    .map((row) => {
      const [, file = '', quoted, plain = '', reason] = lastColumn.exec(row) ?? [];
      return { promise: row.split(' | ')[0]?.slice(2) ?? '', file, test: quoted ?? plain, reason };
    });

const plainly = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Finds the test of a row among whole names: that of the test, maybe below that of a group, with a case for each `%s`. */
const nameOf = ({ test }: Promised): RegExp =>
  new RegExp(`(?:^| )${test.split('%s').map(plainly).join('.+')}$`);

/**
 * The promises that no test of these reports held, a line each. A test that was skipped counts where `allowed-skips.ts`
 * allows it and the row gives the same reason.
 */
export const unheld = (
  rows: readonly Promised[],
  reports: readonly Report[],
  root: string,
  allowed: readonly AllowedSkip[] = allowedSkips,
): readonly string[] => {
  const files = reports.flatMap(({ testResults }) => testResults);
  return rows.flatMap((row) => {
    const { promise, file, test, reason } = row;
    if (file === '') return [`"${promise}" names no test`];
    const found = files
      .filter(({ name }) => name === `${root}/${file}`)
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ fullName }) => nameOf(row).test(fullName));
    if (found.some(({ status }) => status === 'passed')) return [];
    if (found.length === 0) return [`"${promise}": ${file} ran no test "${test}"`];
    const isExcused = allowed.some((skip) => skip.file === file && skip.why === reason);
    return isExcused ? [] : [`"${promise}": the test "${test}" of ${file} did not pass`];
  });
};
