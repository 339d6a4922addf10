import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { type Counts, count } from './report.ts';
import { type Part, parts } from './suites.ts';

/** Runs every part of every suite, one after the other, and ends with a line of what passed, failed and was skipped. */
const root = path.resolve(import.meta.dirname, '..', '..');
const folder = mkdtempSync(path.join(os.tmpdir(), 'so-report-'));
const began = performance.now();

const isolated = { cwd: root, stdio: 'inherit', reject: false, forceKillAfterDelay: 30_000 } as const;

const readReport = (file: string): Counts => {
  try {
    return count(JSON.parse(readFileSync(file, 'utf8')), root);
  } catch (error) {
    return { passed: 0, failed: 1, skipped: 0, wrong: [`no report: ${(error as Error).message}`] };
  }
};

const run = async ({ name, command, tests, mostMinutes }: Part) => {
  console.log(`\n== ${name}`);
  const start = performance.now();
  const file = path.join(folder, `${name}.json`);
  const reporters = tests ? ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`] : [];
  const [program = '', ...args] = [...command, ...reporters];
  const { exitCode, timedOut } = await execa(program, args, { ...isolated, timeout: mostMinutes * 60_000 });
  const counts = tests
    ? readReport(file)
    : { passed: 0, failed: exitCode === 0 ? 0 : 1, skipped: 0, wrong: [] };
  const stopped = timedOut ? [`stopped after ${mostMinutes} minutes`] : [];
  // Vitest also ends with an error when something threw outside of a test.
  const unexplained = exitCode !== 0 && counts.failed === 0 ? [`ended with exit code ${exitCode}`] : [];
  return {
    name,
    seconds: Math.round((performance.now() - start) / 1000),
    passed: counts.passed,
    failed: counts.failed + unexplained.length,
    skipped: counts.skipped,
    wrong: [...stopped, ...unexplained, ...counts.wrong],
  };
};

const results: Awaited<ReturnType<typeof run>>[] = [];
/** Names of parts may be given; all of them run where none is. */
const wanted = process.argv.slice(2);
for (const part of parts)
  if (wanted.length === 0 || wanted.includes(part.name)) results.push(await run(part));
rmSync(folder, { recursive: true });

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
process.exitCode = sum('failed') === 0 ? 0 : 1;
