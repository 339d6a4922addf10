import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaults } from '../../src/config/schema.ts';
import { eventsQuery, recentEvents } from '../../src/ledger/questions.ts';
import type { ExportRequest, KeyValue, OtlpSignal } from '../../src/otlp/model.ts';
import { identify, identityAttribute } from '../../src/redaction/identity.ts';
import { createRedact } from '../../src/redaction/redact.ts';
import { rulesOf } from '../../src/redaction/rules.ts';
import { open, temporaryFolder, total } from './open.ts';
import { eventRequest, metricsRequest, type Point } from './point.ts';

const { privacy, labels } = defaults();
const redact = createRedact(rulesOf({ privacy, shared: labels.shared }), '0123456789abcdef0123456789abcdef');

/** What the collector makes of a request, and the receiver within the ledger too. */
const collected = (signal: OtlpSignal, request: ExportRequest): ExportRequest => {
  const copy = structuredClone(request);
  identify(signal, copy);
  redact(copy);
  return copy;
};

const tokens = 'claude_code_token_usage_tokens_total';

describe('what redaction makes alike', () => {
  test('is counted as what it was: two people of one name for a series', async () => {
    const { ledger } = open();
    for (const email of ['a@x.example', 'b@x.example'])
      await ledger.take(
        'metrics',
        collected('metrics', metricsRequest({ value: 5, attributes: { 'user.email': email } })),
      );
    expect(total(ledger, tokens)).toBe(10);
  });

  test('is stored as what it was: records of one moment that differ in private text alone', async () => {
    const { ledger, store } = open();
    const record = (prompt: string) => {
      const request = eventRequest('user_prompt', { prompt });
      const sent = request.resourceLogs?.[0]?.scopeLogs?.[0]?.logRecords?.[0];
      if (sent)
        sent.attributes = sent.attributes?.filter(({ key }) => !/^(session|event\.seq)/.test(key)) ?? [];
      return collected('logs', request);
    };
    await ledger.take('logs', record('one'));
    await ledger.take('logs', record('two'));
    await ledger.take('logs', record('two'));
    expect(store.prepare('SELECT count(*) AS n FROM events').get()).toEqual({ n: 2 });
    const listed = recentEvents(store, eventsQuery.parse({}));
    expect(listed).toHaveLength(2);
    expect(JSON.stringify(listed)).not.toContain('identity');
  });

  test('stays two within a request when it is equal to the last digit, and two when it comes again', async () => {
    const { ledger } = open();
    const once = eventRequest('user_prompt', {});
    const twice: ExportRequest = {
      resourceLogs: [...(once.resourceLogs ?? []), ...structuredClone(once.resourceLogs ?? [])],
    };
    await ledger.take('logs', collected('logs', twice));
    await ledger.take('logs', collected('logs', twice));
    expect(total(ledger, 'claude_code_prompts_total')).toBe(2);
  });
});

describe('an identity', () => {
  const identityOf = (request: ExportRequest): unknown => {
    identify('metrics', request);
    const point = request.resourceMetrics?.[0]?.scopeMetrics?.[0]?.metrics?.[0]?.sum?.dataPoints?.[0];
    return point?.attributes?.find(({ key }) => key === identityAttribute)?.value?.stringValue;
  };

  test('that a client sends counts for nothing', () => {
    const forged = identityOf(metricsRequest({ value: 1, attributes: { [identityAttribute]: 'x' } }));
    expect(forged).toBe(identityOf(metricsRequest({ value: 1 })));
  });

  test('of a series is the same in whatever order its attributes come, and at whatever time', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.string()), fc.nat(), (attributes, time) => {
        const turned = Object.fromEntries(Object.entries(attributes).reverse());
        expect(identityOf(metricsRequest({ value: 1, attributes: turned, time }))).toBe(
          identityOf(metricsRequest({ value: 2, attributes })),
        );
      }),
      { numRuns: 50 },
    );
  });
});

describe('a client that was running while the stack was', () => {
  const byNewVersion = (point: Point) => collected('metrics', metricsRequest(point));
  const byOldVersion = (point: Point) => {
    const request = metricsRequest(point);
    redact(request);
    return request;
  };
  const running = (value: number): Point => ({ value, temporality: 'cumulative' });

  test('upgraded goes on where it was, also with what the old collector still had in its queue', async () => {
    const { ledger } = open();
    await ledger.take('metrics', byOldVersion(running(10)));
    await ledger.take('metrics', byNewVersion(running(15)));
    await ledger.take('metrics', byOldVersion(running(12)));
    await ledger.take('metrics', byOldVersion(running(18)));
    await ledger.take('metrics', byNewVersion(running(20)));
    expect(total(ledger, tokens)).toBe(20);
  });

  test('downgraded and upgraded again goes on where it was, with what the old collector had queued', async () => {
    const folder = temporaryFolder();
    const before = open(folder);
    await before.ledger.take('metrics', byNewVersion(running(10)));
    before.store.close();
    const { ledger } = open(folder);
    await ledger.take('metrics', byOldVersion(running(14)));
    await ledger.take('metrics', byNewVersion(running(20)));
    expect(total(ledger, tokens)).toBe(20);
  });

  test('switched to and fro any number of times is counted once, with cumulative and delta points', async () => {
    const sending = fc.record({
      version: fc.constantFrom(byNewVersion, byOldVersion),
      restarts: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(sending, fc.integer({ min: 0, max: 9 })), { minLength: 1, maxLength: 6 }),
        fc.constantFrom('delta' as const, 'cumulative' as const),
        async (exports, temporality) => {
          const folder = temporaryFolder();
          let { ledger, store } = open(folder);
          let sent = 0;
          for (const [index, [{ version, restarts }, spent]] of exports.entries()) {
            sent += spent;
            const value = temporality === 'delta' ? spent : sent;
            const point = { value, temporality, time: 1000 * (index + 1) };
            await ledger.take('metrics', version(point));
            // The answer was lost, and the same collector delivers it again.
            await ledger.take('metrics', version(point));
            if (!restarts) continue;
            store.close();
            ({ ledger, store } = open(folder));
          }
          expect(total(ledger, tokens)).toBe(sent);
          store.close();
        },
      ),
      { numRuns: 8 },
    );
  }, 300_000);
});

test('a time of 0 is none', async () => {
  const now = 1_795_199_162_000_000;
  const { ledger, store } = open(undefined, 100, () => now);
  const request = eventRequest('user_prompt', {});
  const record = request.resourceLogs?.[0]?.scopeLogs?.[0]?.logRecords?.[0];
  if (record) {
    record.timeUnixNano = 0;
    record.attributes = record.attributes?.filter(({ key }: KeyValue) => key !== 'event.timestamp') ?? [];
  }
  await ledger.take('logs', collected('logs', request));
  expect(store.prepare('SELECT time FROM events').get()).toEqual({ time: now });
});
