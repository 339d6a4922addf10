import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recentSessions } from '../../src/ledger/questions.ts';
import type { ExportRequest, OtlpMetric } from '../../src/otlp/model.ts';
import { open, total } from './open.ts';
import { epoch, eventRequest, metricsRequest, type Point } from './point.ts';
import { prometheusOf } from './prometheus.ts';

const tokens = 'claude_code_token_usage_tokens_total';
const cost = 'claude_code_cost_usage_USD_total';

describe('a delta point', () => {
  test('counts once, however often it is delivered', async () => {
    const { ledger } = open();
    const request = metricsRequest({ value: 7 });
    for (let i = 0; i < 3; i += 1) await ledger.take('metrics', request);
    expect(total(ledger, tokens)).toBe(7);
    expect(total(ledger, 'claude_code_ledger_points_total', { outcome: 'duplicate' })).toBe(2);
  });

  test('of the next interval is added, also after a pause', async () => {
    const { ledger } = open();
    await ledger.take('metrics', metricsRequest({ value: 1, start: 0, time: 10 }));
    await ledger.take('metrics', metricsRequest({ value: 2, start: 10, time: 20 }));
    await ledger.take('metrics', metricsRequest({ value: 4, start: 500, time: 510 }));
    expect(total(ledger, tokens)).toBe(7);
  });

  test('of another session is another point, though times and labels agree', async () => {
    const { ledger } = open();
    await ledger.take('metrics', metricsRequest({ value: 5, session: 'a' }, { value: 5, session: 'b' }));
    expect(total(ledger, tokens)).toBe(10);
  });
});

describe('a cumulative point', () => {
  test('adds what it rose by, and a restart adds its whole value', async () => {
    const { ledger } = open();
    const send = (value: number, start: number, time: number) =>
      ledger.take('metrics', metricsRequest({ value, start, time, temporality: 'cumulative' }));
    await send(10, 0, 10);
    await send(25, 0, 20);
    await send(3, 100, 110);
    expect(total(ledger, tokens)).toBe(28);
  });

  test('that comes late, from a process that a resumed session replaced, is still counted', async () => {
    const { ledger } = open();
    const send = (value: number, start: number, time: number) =>
      ledger.take('metrics', metricsRequest({ value, start, time, temporality: 'cumulative' }));
    await send(10, 0, 10);
    await send(3, 100, 110);
    await send(12, 0, 20);
    expect(total(ledger, tokens)).toBe(15);
  });
});

test('money is counted in nano-dollars: a thousand cached tokens at a tenth of a micro-dollar are exact', async () => {
  const { ledger } = open();
  for (let i = 0; i < 1000; i += 1) {
    await ledger.take(
      'metrics',
      metricsRequest({ metric: 'claude_code.cost.usage', value: 1e-7, time: i + 1 }),
    );
  }
  expect(total(ledger, cost)).toBe(100_000);
});

test("the noise of the client's floating-point sums does not cost a nano-dollar", async () => {
  const { ledger } = open();
  await ledger.take(
    'metrics',
    metricsRequest({ metric: 'claude_code.cost.usage', value: 0.05795979999999999 }),
  );
  expect(total(ledger, cost)).toBe(57_959_800);
});

test('whatever the order, the repetitions and the restarts, the total is what was sent', async () => {
  const step = fc.record({
    session: fc.constantFrom('a', 'b', 'c'),
    gain: fc.nat(50),
    restart: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 30 }),
      fc.constantFrom('delta' as const, 'cumulative' as const),
      fc.infiniteStream(fc.nat(1_000_000)),
      fc.array(fc.nat(29), { maxLength: 20 }),
      fc.array(fc.nat(60), { maxLength: 3 }),
      async (steps, temporality, random, repeated, restarts) => {
        let { ledger, folder, store } = open();
        const state = new Map<string, { start: number; sum: number }>();
        const points: Point[] = steps.map(({ session, gain, restart }, i) => {
          const old = state.get(session);
          const now = !old || restart ? { start: i * 10, sum: 0 } : old;
          now.sum += gain;
          state.set(session, now);
          return temporality === 'delta'
            ? { session, start: i * 10, time: i * 10 + 9, value: gain }
            : { session, start: now.start, time: i * 10 + 9, value: now.sum, temporality };
        });
        const order = [...points, ...repeated.map((i) => points[i % points.length] as Point)]
          .map((point) => ({ point, at: random.next().value }))
          .sort((a, b) => a.at - b.at);
        for (const [i, { point }] of order.entries()) {
          await ledger.take('metrics', metricsRequest(point));
          if (restarts.includes(i)) {
            store.close();
            ({ ledger, store } = open(folder));
          }
        }
        const sent = steps.reduce((sum, { gain }) => sum + gain, 0);
        expect(total(ledger, tokens)).toBe(sent);
        store.close();
      },
    ),
    { numRuns: 60 },
  );
});

describe('a bad data point is refused alone, and counted by reason', () => {
  test.for([
    ['a word', 'abc', 'not_a_number'],
    ['NaN', 'NaN', 'not_a_number'],
    ['infinity', 'Infinity', 'not_a_number'],
    ['a negative delta', -1, 'negative'],
    ['half a token', 0.5, 'fraction'],
    ['more than fits', 1e300, 'too_large'],
    ['nothing', null, 'not_a_number'],
  ] as const)('%s', async ([, value, reason]) => {
    const { ledger } = open();
    const answer = await ledger.take('metrics', metricsRequest({ value }, { value: 5, time: 2000 }));
    expect(answer).toEqual({ rejected: 1, message: `${reason}: 1` });
    expect(total(ledger, tokens)).toBe(5);
    expect(total(ledger, 'claude_code_ledger_refused_total', { reason })).toBe(1);
  });

  test.for([
    ['a gauge', { name: 'claude_code.token.usage', gauge: { dataPoints: [{ asDouble: 1 }] } }, 'wrong_type'],
    [
      'no temporality',
      { name: 'claude_code.token.usage', sum: { isMonotonic: true, dataPoints: [{}] } },
      'wrong_type',
    ],
    ['another name', { name: 'http.server.duration', sum: { dataPoints: [{}] } }, 'unknown_metric'],
    ['no name', { sum: { dataPoints: [{}] } }, 'unknown_metric'],
  ] as const)('%s', async ([, metric, reason]) => {
    const { ledger } = open();
    const scope = { name: 'com.anthropic.claude_code' };
    const request = {
      resourceMetrics: [{ scopeMetrics: [{ scope, metrics: [metric as unknown as OtlpMetric] }] }],
    };
    expect(await ledger.take('metrics', request)).toEqual({ rejected: 1, message: `${reason}: 1` });
  });

  test.for([
    null,
    7,
    'x',
    [],
    {},
    { resourceMetrics: 3 },
    { resourceMetrics: [null, { scopeMetrics: [7] }] },
  ])('a request that is %j harms nobody', async (request) => {
    const { ledger } = open();
    expect(await ledger.take('metrics', (request ?? {}) as ExportRequest)).toEqual({ rejected: 0 });
    expect(await ledger.take('logs', (request ?? {}) as ExportRequest)).toEqual({ rejected: 0 });
  });

  test('a clock that is years off does not lose money', async () => {
    const { ledger } = open();
    await ledger.take('metrics', metricsRequest({ value: 3, start: -1e12, time: -1e12 + 5 }));
    await ledger.take('metrics', metricsRequest({ value: 4, start: 1e12, time: 1e12 + 5 }));
    expect(total(ledger, tokens)).toBe(7);
  });
});

test('a metric that a newer client sends is kept under its own name', async () => {
  const { ledger } = open();
  await ledger.take('metrics', metricsRequest({ metric: 'claude_code.new.thing', value: 1.5 }));
  expect(total(ledger, 'claude_code_new_thing_total')).toBe(1_500_000);
});

test('past its limit of label sets a metric counts under other, keeps closed labels, and says so', async () => {
  const { ledger } = open(undefined, 20);
  for (let i = 0; i < 200; i += 1) {
    await ledger.take(
      'metrics',
      metricsRequest({ value: 1, attributes: { model: `m${i}` }, time: 1000 + i }),
    );
  }
  expect(total(ledger, tokens)).toBe(200);
  expect(total(ledger, tokens, { model: 'other', type: 'input' })).toBeGreaterThan(150);
  expect([...ledger.counters.all()].filter(({ sample }) => sample === tokens).length).toBeLessThanOrEqual(21);
  expect(total(ledger, 'claude_code_ledger_label_overflow_total', { metric: tokens })).toBeGreaterThan(150);
});

test('session.id, user.id and the base URL never become labels', async () => {
  const { ledger } = open();
  await ledger.take(
    'metrics',
    metricsRequest({
      value: 1,
      session: 'secret-session',
      attributes: {
        'user.id': 'secret-user',
        'anthropic.custom_base_url': 'https://secret',
        team: 'platform',
      },
    }),
  );
  const labels = [...ledger.counters.all()].flatMap((counter) => Object.values(counter.labels));
  expect(labels).toContain('platform');
  expect(labels.filter((text) => text.includes('secret'))).toEqual([]);
});

describe('an event', () => {
  test('is stored and folded once; numbers are read from strings too', async () => {
    const { ledger, store } = open();
    const request = eventRequest('tool_result', { tool_name: 'Bash', success: 'true', duration_ms: '31' });
    await ledger.take('logs', request);
    await ledger.take('logs', request);
    expect(total(ledger, 'claude_code_tool_results_total', { tool_name: 'Bash', success: 'true' })).toBe(1);
    expect(total(ledger, 'claude_code_tool_duration_seconds_sum', { tool_name: 'Bash' })).toBe(31_000);
    expect(
      total(ledger, 'claude_code_tool_duration_seconds_bucket', { tool_name: 'Bash', le: '0.025' }),
    ).toBe(0);
    expect(total(ledger, 'claude_code_tool_duration_seconds_bucket', { tool_name: 'Bash', le: '0.05' })).toBe(
      1,
    );
    expect(total(ledger, 'claude_code_tool_duration_seconds_bucket', { tool_name: 'Bash', le: '+Inf' })).toBe(
      1,
    );
    expect(store.prepare('SELECT count(*) AS n FROM event_list').get()).toMatchObject({ n: 1 });
  });

  test('of a resumed process with the same sequence is another event', async () => {
    const { ledger } = open();
    await ledger.take('logs', eventRequest('user_prompt', {}, { sequence: 0, milliseconds: 0 }));
    await ledger.take('logs', eventRequest('user_prompt', {}, { sequence: 0, milliseconds: 9000 }));
    expect(total(ledger, 'claude_code_prompts_total')).toBe(2);
  });

  test('without a name is refused, and its neighbours are kept', async () => {
    const { ledger } = open();
    const request = eventRequest('user_prompt', {});
    request.resourceLogs?.[0]?.scopeLogs?.[0]?.logRecords?.push({ body: { stringValue: 'a b' } } as never);
    expect(await ledger.take('logs', request)).toEqual({ rejected: 1, message: 'malformed: 1' });
    expect(total(ledger, 'claude_code_prompts_total')).toBe(1);
  });
});

describe('a request that cannot be folded', () => {
  const poison = (): ExportRequest =>
    ({
      get resourceLogs() {
        throw new RangeError('Maximum call stack size exceeded');
      },
    }) as unknown as ExportRequest;

  test('is refused alone and for good, and named; what came with it is stored', async () => {
    const { ledger } = open();
    const answers = await Promise.all([
      ledger.take('logs', eventRequest('user_prompt', {}, { sequence: 1 })),
      ledger.take('logs', poison()),
      ledger.take('logs', eventRequest('user_prompt', {}, { sequence: 2 })),
    ]);
    expect(answers).toEqual([
      { rejected: 0 },
      { status: 400, message: 'the request cannot be read' },
      { rejected: 0 },
    ]);
    expect(total(ledger, 'claude_code_prompts_total')).toBe(2);
    expect(total(ledger, 'claude_code_ledger_requests_total', { status: 'refused' })).toBe(1);
    expect(ledger.trouble()).toBeUndefined();
  });

  test('is sent again when it is the store that fails', async () => {
    const { ledger, store } = open();
    store.exec('PRAGMA query_only = true');
    expect(await ledger.take('logs', eventRequest('user_prompt', {}))).toMatchObject({ status: 503 });
    store.exec('PRAGMA query_only = false');
    expect(await ledger.take('logs', eventRequest('user_prompt', {}))).toEqual({ rejected: 0 });
  });
});

test('an event of the year 2255 is of now', async () => {
  const now = 1_795_199_162_000_000;
  const { ledger, store } = open(undefined, 100, () => now);
  const request = eventRequest('user_prompt', {});
  const record = request.resourceLogs?.[0]?.scopeLogs?.[0]?.logRecords?.[0];
  if (record) record.timeUnixNano = '9000000000000000000';
  await ledger.take('logs', request);
  expect(store.prepare('SELECT time FROM events').get()).toEqual({ time: now });
});

test('money has no ceiling: fifty million dollars are counted, shown, told and go on to the nano-dollar', async () => {
  const opened = open(undefined, 100, () => (epoch + 10_000) * 1000);
  const { ledger, folder, store } = opened;
  const spend = (value: number, time: number) =>
    ledger.take(
      'metrics',
      metricsRequest({ metric: 'claude_code.cost.usage', value, time, temporality: 'cumulative' }),
    );
  await spend(50_000_000, 1000);
  await spend(50_000_000.25, 2000);
  const nanoDollars = 50_000_000_250_000_000n;
  expect(ledger.soFar.totals('daily', (epoch + 10_000) * 1000).cost).toBe(nanoDollars);
  const counted = [...ledger.counters.all()].filter(({ value }) => value === nanoDollars);
  expect(counted.map(({ sample }) => sample)).toEqual([cost]);
  const { scrape } = prometheusOf(opened);
  for (const at of [0, 15, 30]) await scrape(at);
  expect(await scrape(45)).toContain('50000000.25\n');
  expect(recentSessions(store, { limit: 1 })[0]?.costUSD).toBe(50_000_000.25);
  store.close();
  const again = open(folder);
  expect([...again.ledger.counters.all()].some(({ value }) => value === nanoDollars)).toBe(true);
});
