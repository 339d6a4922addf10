import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { defaults } from '../../src/config/schema.ts';
import { levels } from '../../src/promql/level.ts';
import { ruleArtefacts } from '../../src/rules/artefacts.ts';
import { rawCounters } from '../../src/rules/openings.ts';
import { promtool, runPromtool } from '../promql/promtool.ts';
import { alerts, pages } from './needed.ts';

interface ReadRule {
  readonly record?: string;
  readonly alert?: string;
  readonly labels?: Readonly<Record<string, string>>;
}
interface RuleFile {
  readonly groups: readonly {
    readonly name: string;
    readonly interval: string;
    readonly rules: readonly ReadRule[];
  }[];
}

const files = Object.fromEntries(
  ruleArtefacts(defaults(), pages).map((artefact) => [
    path.basename(artefact.path),
    parse(artefact.text) as RuleFile,
  ]),
);
const groups = Object.values(files).flatMap((file) => file.groups);
const recorded = groups.flatMap(({ rules }) => rules.flatMap(({ record }) => (record ? [record] : [])));

test.skipIf(!promtool)('Prometheus accepts every rule', async () => {
  const { exitCode, output } = await runPromtool(['check', 'rules', ...Object.keys(files)], files);
  expect(output).not.toContain('FAILED');
  expect(exitCode).toBe(0);
});

test('every counter that a total may read has an opening balance', () => {
  const read = [...rawCounters, ...Object.values(levels).flatMap((sums) => sums.map(({ series }) => series))];
  expect(read.filter((series) => !recorded.includes(`${series}:opening`))).toEqual([]);
});

test('a sum is recorded before its opening balance, which must see it', () => {
  for (const { series } of Object.values(levels).flat()) {
    expect(recorded.indexOf(series)).toBeGreaterThan(-1);
    expect(recorded.indexOf(series)).toBeLessThan(recorded.indexOf(`${series}:opening`));
  }
});

test('what totals rest on is evaluated as often as the stack is scraped', () => {
  const slow = ruleArtefacts(
    { ...defaults(), prometheus: { ...defaults().prometheus, scrapeInterval: '1m' } },
    pages,
  );
  const openings = parse(slow[0]?.text ?? '') as RuleFile;
  expect(openings.groups[0]?.interval).toBe('1m');
  expect(slow[0]?.text).toContain('offset 2m');
});

test('names are recorded once, but for budgets by period, seen states by group and days by level', () => {
  const names = groups.flatMap(({ rules }) =>
    rules.map(
      ({ record, alert, labels }) =>
        `${record ?? alert} ${labels?.['period'] ?? labels?.['group'] ?? labels?.['level'] ?? ''}`,
    ),
  );
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});

test('a budget of config.yaml becomes a series', () => {
  const text = ruleArtefacts(
    { ...defaults(), budgets: { ...defaults().budgets, daily: 50, monthly: 800 } },
    pages,
  )
    .map((artefact) => artefact.text)
    .join('');
  expect(text).toContain('vector(50)');
  expect(text).toContain('vector(800)');
});

describe('an alert', () => {
  const runbook = readFileSync(path.join(import.meta.dirname, '../../docs/runbook.md'), 'utf8');

  test.for(alerts)('$alert has a heading in the runbook', ({ alert }) => {
    expect(runbook).toContain(`\n### ${alert}\n`);
  });

  test('that is gone has no heading any more', () => {
    const headings = [...runbook.matchAll(/^### (.*)$/gm)].map(([, heading]) => heading);
    expect(headings.filter((heading) => !alerts.some(({ alert }) => alert === heading))).toEqual([]);
  });

  test.for(alerts)('$alert says a number in one sentence and where to look', ({ annotations }) => {
    expect(annotations['summary']).toMatch(/\{\{ \$(value|labels)[^}]*\}\}.*\.$/);
    expect(annotations['dashboard']).toMatch(/^http:\/\/localhost:3001\/d\/claude-code-\w+$/);
    expect(annotations['runbook_url']).toMatch(/^https:\/\/\S+\/docs\/runbook\.md#claudecode\w+$/);
  });
});
