import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import type { ExportRequest } from '../../src/otlp/model.ts';
import { missingPrograms, type Stack, startStack } from '../e2e/stack.ts';
import { waitFor } from '../e2e/wait.ts';
import { eventRequest, metricsRequest } from '../ledger/point.ts';
import { random } from '../promql/timeline.ts';
import { type OtlpRequest, sendJson } from '../replay/replay.ts';

/** What is alike after redaction is told apart, and what comes again counts once: through the real collector, with kills. */

const missing = await missingPrograms(['prometheus', 'otelcol']);

let stack: Stack | undefined;
afterEach(async () => {
  await stack?.stop();
  stack = undefined;
});

type Pick = <Item>(items: readonly Item[]) => Item;

interface Stream {
  readonly requests: readonly OtlpRequest[];
  readonly prompts: number;
  readonly tokens: number;
}

/** A prompt without session and sequence: its private text is all that tells it from another of its moment. */
const promptRecord = (prompt: string, milliseconds: number): ExportRequest => {
  const request = eventRequest('user_prompt', { prompt }, { milliseconds });
  const record = request.resourceLogs?.[0]?.scopeLogs?.[0]?.logRecords?.[0];
  if (record)
    record.attributes = record.attributes?.filter(({ key }) => !/^(session\.id|event\.seq)/.test(key)) ?? [];
  return request;
};

/** Some records, equal ones among them. Equals within a request are several; the same in another request came again. */
const promptRequests = (pick: Pick, count: number) => {
  const most = new Map<string, number>();
  const requests = Array.from({ length: count }, (): OtlpRequest => {
    const records = Array.from({ length: pick([1, 2, 3, 4]) }, () => ({
      prompt: pick(['one', 'two', 'three', 'four']),
      at: pick([0, 1, 2, 3, 4, 5]),
    }));
    const here = new Map<string, number>();
    for (const { prompt, at } of records) here.set(`${prompt} ${at}`, (here.get(`${prompt} ${at}`) ?? 0) + 1);
    for (const [record, times] of here) most.set(record, Math.max(most.get(record) ?? 0, times));
    const resourceLogs = records.flatMap(({ prompt, at }) => promptRecord(prompt, at).resourceLogs ?? []);
    return { signal: 'logs', body: { resourceLogs } };
  });
  return { requests, prompts: [...most.values()].reduce((sum, times) => sum + times, 0) };
};

/** Delta points of people whom redaction makes alike; one series, start and time is one point. */
const pointRequests = (pick: Pick, count: number) => {
  const told = new Map<string, number>();
  const requests = Array.from({ length: count }, (): OtlpRequest => {
    const [email, time] = [pick(['a', 'b', 'c', 'd']), pick([1000, 2000, 3000, 4000, 5000])];
    const value = email.charCodeAt(0) + time;
    told.set(`${email} ${time}`, value);
    return {
      signal: 'metrics',
      body: metricsRequest({ value, time, attributes: { 'user.email': `${email}@x.example` } }),
    };
  });
  return { requests, tokens: [...told.values()].reduce((sum, value) => sum + value, 0) };
};

const stream = (seed: number): Stream => {
  const next = random(seed);
  const pick: Pick = (items) => items[Math.floor(next() * items.length)] as never;
  const logs = promptRequests(pick, 40);
  const metrics = pointRequests(pick, 60);
  return {
    requests: [...logs.requests, ...metrics.requests],
    prompts: logs.prompts,
    tokens: metrics.tokens,
  };
};

describe.for([1, 2, 3])('seed %i', (seed) => {
  test.skipIf(missing.length > 0)('each record and point counts once, however often it is sent', async () => {
    const running = await startStack({ collector: 'otelcol' });
    stack = running;
    const { requests, prompts, tokens } = stream(seed);
    const sending = sendJson(running.url('otlpHttp'), requests, {
      duplicate: true,
      shuffle: seed,
      concurrency: 3,
      retryForMs: 90_000,
    });
    for (const victim of ['collector', 'ledger', 'collector'] as const) {
      await sleep(150);
      await running.kill(victim);
      await running.start(victim);
    }
    await sending;
    const seen = async () => ({
      prompts: await running.query('sum(claude_code_prompts_total)'),
      tokens: await running.query('sum(claude_code_token_usage_tokens_total)'),
    });
    const truth = { prompts, tokens };
    await waitFor(
      'every record and point',
      async () => {
        const { prompts: some = 0, tokens: amount = 0 } = await seen();
        return some >= prompts && amount >= tokens;
      },
      { forMs: 120_000, everyMs: 500 },
    ).catch(() => undefined);
    // One more scrape: nothing that is too much is on its way.
    await sleep(2500);
    expect(await seen()).toEqual(truth);
  });
});
