import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { judge } from '@start-observability/guard/judge.ts';
import { defaultPolicy } from '@start-observability/guard/tighten.ts';
import { expect, onTestFinished, test, vi } from 'vitest';
import { budgetNotes, stopLine } from '../../src/cli/budget-stop.ts';
import type { BudgetState } from '../../src/ledger/budgets.ts';
import { temporaryHome } from '../home.ts';
import { run } from './run.ts';

const used: BudgetState = {
  period: 'daily',
  label: 'all',
  value: '',
  limit: 20,
  spent: 20.5,
  forecast: undefined,
  sessions: [],
  ends: Date.parse('2026-12-01T00:00:00Z'),
};

/** A state folder whose ledger has these budgets; its hook service does not run. */
const withBudgets = async (states: readonly BudgetState[], config = '') => {
  const server = createServer((_request, response) => void response.end(JSON.stringify(states)));
  onTestFinished(() => void server.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const home = temporaryHome(`runtime: native\nports: { ledger: ${port} }\n${config}`);
  vi.stubEnv('START_OBSERVABILITY_HOME', home.root);
  onTestFinished(() => void vi.unstubAllEnvs());
  return home;
};

test('status says which budget is used up, and that no stop holds without the hook service', async () => {
  const open = { ...used, label: 'project', value: 'shop', spent: 3 };
  expect(await budgetNotes(await withBudgets([used, open], 'budgets: { stop: deny }\n'))).toEqual([
    'The daily budget is used up: $20.50 of $20.00. The hook service does not answer: no stop holds now.',
  ]);
  expect(await budgetNotes(await withBudgets([open], 'budgets: { stop: deny }\n'))).toEqual([]);
});

test('a used-up budget that stops nothing is told as one', async () => {
  const home = await withBudgets([{ ...used, label: 'project', value: 'shop' }]);
  expect(await budgetNotes(home)).toEqual([
    'The daily budget of project shop is used up: $20.50 of $20.00. Nothing is stopped: budgets.stop is off.',
  ]);
});

test('a stop holds, or is lifted until a time', () => {
  expect(stopLine('deny', undefined)).toBe('Past a budget, prompts and tool calls are refused.');
  const lift = { from: 0, until: Date.parse('2026-11-30T12:00:00Z'), reason: 'release day' };
  expect(stopLine('deny', lift)).toMatch(/^Lifted until 2026-1\d-\d\d \d\d:\d\d: release day$/);
});

test('a stop is lifted by a person at a terminal, and by no model', async () => {
  const home = await withBudgets([used], 'budgets: { stop: deny }\n');
  const { code, err } = await run(home, ['budget', 'lift', '2h', '--reason', 'release day']);
  expect([code, err]).toEqual([2, expect.stringContaining('Only a person at a terminal can do this.')]);
  const input = { command: 'start-observability budget lift 2h --reason "release day"' };
  const call = { tool: 'Bash', input, cwd: '/work', home: '/home/ann' };
  expect(judge(call, defaultPolicy)).toMatchObject({ decision: 'deny', pattern: 'stack-allow-once' });
});

test('budget shows sums below a cent as such', async () => {
  const home = await withBudgets([{ ...used, spent: 0.002 }]);
  const { out } = await run(home, ['budget']);
  expect(out).toMatch(
    /^daily +everybody +under \$0\.01 of \$20\.00 +0 % +forecast after two weeks of history; ends /m,
  );
});
