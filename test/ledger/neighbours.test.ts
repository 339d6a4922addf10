import { describe, expect, test } from 'vitest';
import { summaryOf } from '../../src/ledger/questions.ts';
import type { ExportRequest } from '../../src/otlp/model.ts';
import { agentRequests } from '../captures/read.ts';
import { open, total } from './open.ts';
import { eventRequest, metricsRequest, type Point } from './point.ts';

const cost = 'claude_code_cost_usage_USD_total';
const now = 1_795_199_162_000_000;
const point = (resource: Record<string, string>): ExportRequest =>
  metricsRequest({ metric: 'claude_code.cost.usage', value: 1.25, resource } satisfies Point);

describe('what other coding agents send', () => {
  test('is accepted whole, counted under their names, and nowhere else', async () => {
    const { ledger } = open(undefined, 100, () => now);
    for (const { signal, body } of agentRequests())
      expect(await ledger.take(signal, structuredClone(body))).toEqual({ rejected: 0 });
    const summary = summaryOf(ledger, now);
    expect(summary).toMatchObject({ lastData: null, sessionsActive: 0, sessionsToday: 0, costTodayUSD: 0 });
    expect([...summary.neighbours].sort()).toEqual([
      'codex_exec 0.171.0',
      'gemini-cli v20.20.2',
      'github-copilot 1.0.102',
      'opencode 1.18.33',
      'qwen-code 0.24.4',
    ]);
    for (const metric of [
      'claude_code_events_total',
      'claude_code_ledger_refused_total',
      'claude_code_ledger_points_total',
    ])
      expect([metric, total(ledger, metric)]).toEqual([metric, 0]);
    expect(
      total(ledger, 'claude_code_ledger_neighbour_items_total', { service: 'codex_exec' }),
    ).toBeGreaterThan(0);
  });

  test('is not ours because it stands under our scope', async () => {
    const { ledger } = open(undefined, 100, () => now);
    await ledger.take('metrics', point({ 'service.name': 'opencode' }));
    expect([total(ledger, cost), summaryOf(ledger, now).costTodayUSD]).toEqual([0, 0]);
  });

  test('in any number is kept apart by thirty names at most', async () => {
    const { ledger } = open();
    for (let index = 0; index < 100; index++) {
      const request = eventRequest('x', {});
      const [sent] = request.resourceLogs ?? [];
      if (sent)
        sent.resource = { attributes: [{ key: 'service.name', value: { stringValue: `s${index}\u001b` } }] };
      if (sent?.scopeLogs?.[0]) sent.scopeLogs[0].scope = { name: 'else' };
      await ledger.take('logs', request);
    }
    expect(ledger.neighbours()).toHaveLength(31);
    expect(total(ledger, 'claude_code_ledger_neighbour_items_total')).toBe(100);
    expect(ledger.neighbours().some(({ service }) => service.includes('\u001b'))).toBe(false);
  });
});

test('a team that gives Claude Code a name of its own is counted to the cent', async () => {
  const { ledger } = open(undefined, 100, () => now);
  await ledger.take('metrics', point({ 'service.name': 'my-team' }));
  expect(total(ledger, cost)).toBe(1_250_000_000);
  expect(summaryOf(ledger, now)).toMatchObject({ costTodayUSD: 1.25, neighbours: [] });
});
