import { expect, test } from 'vitest';
import { canary } from '../../src/catalogue/canary.ts';
import { defaults } from '../../src/config/schema.ts';
import { canaryRequest } from '../../src/doctor/canary.ts';
import { canariesOf } from '../../src/ledger/questions.ts';
import { signals } from '../../src/otlp/model.ts';
import { createRedact } from '../../src/redaction/redact.ts';
import { rulesOf } from '../../src/redaction/rules.ts';
import { open, total } from './open.ts';
import { eventRequest, metricsRequest } from './point.ts';

const redact = () => {
  const { privacy, labels } = defaults();
  return createRedact(rulesOf({ privacy, shared: labels.shared }), 'k'.repeat(64));
};

test('a canary of each signal is accepted and counted in the series of canaries, also after redaction', async () => {
  const { ledger } = open();
  for (const signal of signals) {
    const request = canaryRequest(signal, Date.now());
    redact()(request);
    expect(await ledger.take(signal, request)).toEqual({ rejected: 0 });
  }
  expect(canariesOf(ledger)).toEqual({ metrics: 1, logs: 1, traces: 1 });
});

test('nothing of a canary is left in events, sessions, series, people or days, and no client was heard', async () => {
  const { ledger, store } = open();
  for (const signal of signals) await ledger.take(signal, canaryRequest(signal, Date.now()));
  for (const table of [
    'event_list',
    'session_data',
    'open_sessions',
    'series',
    'folded',
    'user_days',
    'spent_quarters',
    'day_data',
  ]) {
    expect(store.prepare(`SELECT * FROM ${table}`).all(), table).toEqual([]);
  }
  expect([...ledger.lastData]).toEqual([]);
  const moved = [...ledger.counters.all()]
    .filter(({ sample, value }) => !/_commit_duration_/.test(sample) && value > 0)
    .map(({ sample }) => sample);
  expect(new Set(moved)).toEqual(
    new Set([canary.series, 'claude_code_ledger_requests_total', 'claude_code_ledger_starts_total']),
  );
});

test('what a client sends beside a canary counts as ever', async () => {
  const { ledger } = open();
  await Promise.all([
    ledger.take('metrics', canaryRequest('metrics', Date.now())),
    ledger.take('metrics', metricsRequest({ value: 7 })),
    ledger.take('logs', eventRequest('user_prompt', {})),
  ]);
  expect(total(ledger, 'claude_code_token_usage_tokens_total')).toBe(7);
  expect([...ledger.lastData.keys()].sort()).toEqual(['logs', 'metrics']);
  expect(canariesOf(ledger)).toEqual({ metrics: 1, logs: 0, traces: 0 });
});
