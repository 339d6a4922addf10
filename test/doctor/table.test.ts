import { expect, test } from 'vitest';
import { defineCheck, failed } from '../../src/doctor/check.ts';
import { checks } from '../../src/doctor/checks.ts';
import { troubleshootingMarkdown } from '../../src/doctor/markdown.ts';
import { firstCause, runChecks } from '../../src/doctor/run.ts';
import { surroundingsOf } from '../../src/doctor/surroundings.ts';
import { machine } from './machine.ts';

test('a check needs only checks that stand before it, and no id comes twice', () => {
  const before = new Set<string>();
  for (const { id, needs } of checks) {
    expect(
      needs.filter((one) => !before.has(one)),
      id,
    ).toEqual([]);
    expect(before.has(id), id).toBe(false);
    before.add(id);
  }
});

test('everything that doctor can find has words for it and a way out', () => {
  for (const { id, problems } of checks)
    for (const { what, fix } of Object.values(problems)) {
      expect(what.endsWith('.'), `${id}: ${what}`).toBe(true);
      expect(fix.length, id).toBeGreaterThan(5);
    }
});

test('the page on troubleshooting has every problem, and tables with equal rows', () => {
  const page = troubleshootingMarkdown();
  for (const { problems } of checks)
    for (const { what } of Object.values(problems)) expect(page).toContain(what.replaceAll('|', '\\|'));
  for (const line of page.split('\n').filter((one) => one.startsWith('| ')))
    expect(line.replaceAll('\\|', '').split('|'), line).toHaveLength(5);
});

const step = (id: string, needs: readonly string[], run: () => { ok: string } | { problem: 'broken' }) =>
  defineCheck({
    id,
    title: id,
    group: 'settings',
    needs,
    problems: { broken: failed('It broke.', 'mend it') },
    run,
  });

test('a break cuts off what stands behind it, and nothing else; a check that throws is told as broken', async () => {
  const table = [
    step('a', [], () => ({ problem: 'broken' })),
    step('b', ['a'], () => ({ ok: '' })),
    step('c', ['b'], () => ({ ok: '' })),
    step('d', [], () => ({ ok: '' })),
    step('e', ['d'], () => {
      throw new Error('an accident');
    }),
  ];
  const told: string[] = [];
  const findings = await runChecks(table, surroundingsOf(machine().options), ({ id }) => told.push(id));
  expect(findings.map(({ status }) => status)).toEqual([
    'failed',
    'not reached',
    'not reached',
    'ok',
    'failed',
  ]);
  expect(findings[4]?.evidence[0]).toContain('an accident');
  expect(firstCause(findings)?.id).toBe('a');
  expect(told).toEqual(['a', 'b', 'c', 'd', 'e']);
});
