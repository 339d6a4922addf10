import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const checkout = path.resolve(import.meta.dirname, '../..');

/** The catalogue as documentation shows it, in a copy where one file has an entry more. */
const documented = (file: string, entry: string): string => {
  const copy = mkdtempSync(path.join(os.tmpdir(), 'catalogue-'));
  onTestFinished(() => rmSync(copy, { recursive: true, force: true }));
  cpSync(path.join(checkout, 'src'), path.join(copy, 'src'), { recursive: true });
  cpSync(path.join(checkout, 'package.json'), path.join(copy, 'package.json'));
  symlinkSync(path.join(checkout, 'node_modules'), path.join(copy, 'node_modules'));
  const edited = path.join(copy, 'src/catalogue', file);
  writeFileSync(edited, readFileSync(edited, 'utf8') + entry);
  const script = path.join(copy, 'print.ts');
  writeFileSync(
    script,
    "import { metricsMarkdown } from './src/catalogue/markdown.ts';\nconsole.log(metricsMarkdown());\n",
  );
  return execFileSync(process.execPath, ['--import', 'tsx', script], { cwd: copy, encoding: 'utf8' });
};

const entry = (call: string, more = '') =>
  `\nexport const worktreeCount = ${call}({ ${more}name: 'claude_code.worktree', brief: 'Worktrees.', labels: ['model'] });\n`;

test.each([
  ['telemetry.ts', entry('defineMetric')],
  ['ledger-metrics.ts', entry('defineMetric')],
  ['hook-metrics.ts', entry('defineMetric')],
  ['event-metrics.ts', entry('defineEventMetric', "event: 'compaction', ")],
  ['activity-metrics.ts', entry('defineEventMetric', "event: 'compaction', ")],
])('a metric written into %s is registered by that', (file, text) => {
  expect(documented(file, text)).toContain('claude_code_worktree_total');
});
