import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { heldDocuments, promisesOf, unheld } from './promises.ts';
import { type Counts, count, type Report } from './report.ts';
import { type Part, parts } from './suites.ts';

/** Runs every part of every suite, one after the other, and ends with a line of what passed, failed and was skipped. */
const root = path.resolve(import.meta.dirname, '..', '..');
const folder = mkdtempSync(path.join(os.tmpdir(), 'so-report-'));
const began = performance.now();

/** More failed files than this are no matter of luck. */
const mostRunAgain = 3;

const isolated = { cwd: root, stdio: 'inherit', reject: false, forceKillAfterDelay: 30_000 } as const;

/** What vitest wrote, for what is asked about all of it at the end. */
const reports: Report[] = [];

const readReport = (file: string): Counts => {
  try {
    const report: Report = JSON.parse(readFileSync(file, 'utf8'));
    reports.push(report);
    return count(report, root);
  } catch (error) {
    return {
      passed: 0,
      failed: 1,
      skipped: 0,
      wrong: [`no report: ${(error as Error).message}`],
      failedFiles: [],
    };
  }
};

/** Runs a command; with a report of vitest where it runs tests. */
const execute = async ({ name, command, tests, mostMinutes }: Part) => {
  const file = path.join(folder, `${name}.json`);
  const reporters = tests ? ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`] : [];
  const [program = '', ...args] = [...command, ...reporters];
  const { exitCode, timedOut } = await execa(program, args, { ...isolated, timeout: mostMinutes * 60_000 });
  const counts: Counts = tests
    ? readReport(file)
    : { passed: 0, failed: exitCode === 0 ? 0 : 1, skipped: 0, wrong: [], failedFiles: [] };
  const stopped = timedOut ? [`stopped after ${mostMinutes} minutes`] : [];
  // Vitest also ends with an error when something threw outside of a test.
  const unexplained = exitCode !== 0 && counts.failed === 0 ? [`ended with exit code ${exitCode}`] : [];
  return {
    ...counts,
    failed: counts.failed + unexplained.length,
    wrong: [...stopped, ...unexplained, ...counts.wrong],
  };
};

/**
 * A file that failed is run once more, alone. A test that passes then leans on luck: that is a bug, which the result
 * names, but no reason to distrust the change that is tested.
 */
const again = async (part: Part, first: Awaited<ReturnType<typeof execute>>) => {
  const files = first.failedFiles;
  if (files.length === 0 || files.length > mostRunAgain || first.failed > first.wrong.length) return first;
  console.log(`\n== ${part.name}: once more, alone: ${files.join(', ')}`);
  const alone = await execute({
    ...part,
    name: `${part.name} again`,
    command: [...part.command, '--no-file-parallelism', ...files],
    mostMinutes: 15,
  });
  if (alone.failed > 0) return first;
  const unsteady = first.wrong.map((line) => `unsteady, a bug: ${line} (passed alone)`);
  return { ...first, passed: first.passed + first.failed, failed: 0, wrong: unsteady };
};

const run = async (part: Part) => {
  const start = performance.now();
  console.log(`\n== ${part.name}`);
  const result = await again(part, await execute(part));
  return { ...result, name: part.name, seconds: Math.round((performance.now() - start) / 1000) };
};

const results: Awaited<ReturnType<typeof run>>[] = [];
/** Names of parts may be given; all of them run where none is. */
const wanted = process.argv.slice(2);
for (const part of parts)
  if (wanted.length === 0 || wanted.includes(part.name)) results.push(await run(part));
rmSync(folder, { recursive: true });

/** Whether the documents tell the truth, as far as the suites that ran can say. */
const lookAtPromises = (): readonly string[] => {
  const suites = results.map(({ name }) => name);
  if (!suites.includes('default suite')) return [];
  const rows = heldDocuments.flatMap((name) => promisesOf(readFileSync(path.join(root, name), 'utf8')));
  const asked = rows.filter(({ file }) => suites.includes('slow suite') || !file.endsWith('.slow.test.ts'));
  const lines = unheld(asked, reports, root);
  const rest = rows.length - asked.length;
  console.log(
    `\n== promises: ${asked.length - lines.length} of ${asked.length} are held by a test that passed`,
  );
  if (rest > 0) console.log(`         ${rest} more are held by the slow suite, which did not run`);
  for (const line of lines) console.log(`         ${line}`);
  return lines;
};
const broken = lookAtPromises();

const sum = (key: 'passed' | 'failed' | 'skipped') =>
  results.reduce((total, result) => total + result[key], 0);
console.log('\n== result');
for (const { name, seconds, passed, failed, skipped, wrong } of results) {
  console.log(
    `${String(seconds).padStart(5)} s  ${name}: ${passed} passed, ${failed} failed, ${skipped} skipped`,
  );
  for (const line of wrong) console.log(`         ${line}`);
}
console.log(`${String(Math.round((performance.now() - began) / 1000)).padStart(5)} s  together`);
console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
process.exitCode = sum('failed') === 0 && broken.length === 0 ? 0 : 1;
