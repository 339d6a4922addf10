import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { type Config, defaults } from '../../src/config/schema.ts';
import type { ExportRequest } from '../../src/otlp/model.ts';
import { readRedactionKey, redactionKeyFile } from '../../src/redaction/hash.ts';
import { createRedact } from '../../src/redaction/redact.ts';
import { rulesOf } from '../../src/redaction/rules.ts';
import { everything } from './everything.ts';
import { captured, privateValues } from './private.ts';

const key = 'k'.repeat(64);
const redactWith = (privacy: Partial<Config['privacy']> = {}) => {
  const config = defaults();
  return createRedact(
    rulesOf({ privacy: { ...config.privacy, ...privacy }, shared: config.labels.shared }),
    key,
  );
};
const redacted = (privacy: Partial<Config['privacy']>, body: object): string => {
  const request = structuredClone(body) as ExportRequest;
  redactWith(privacy)(request);
  return JSON.stringify(request);
};

const bodies = captured();
const escaped = (text: string) => JSON.stringify(text).slice(1, -1);
const count = (privacy: Partial<Config['privacy']>, values: Iterable<string>) => {
  const text = bodies.map(({ body }) => redacted(privacy, body)).join('\n');
  return [...values].filter((value) => text.includes(escaped(value))).length;
};

describe('what the real client sent', () => {
  const content = privateValues(bodies, ['content']);

  test('there are private texts in the recordings', () => {
    expect(content.size).toBeGreaterThan(20);
  });

  test('by default none of them comes through', () => {
    expect(count({}, content)).toBe(0);
  });

  test('each switch lets its own through', () => {
    const counts = ['prompts', 'responses', 'tools'].map((one) => count({ [one]: true }, content));
    const all = count({ prompts: 'keep', responses: 'keep', tools: 'keep' }, content);
    for (const one of counts) {
      expect(one).toBeGreaterThan(0);
      expect(one).toBeLessThan(all);
    }
  });

  test('sessions, numbers and times are untouched', () => {
    const untouched = (text: string) =>
      text.match(/"(asDouble|timeUnixNano|startTimeUnixNano)":"?[\d.e-]+|"session.id","value":{[^}]+}/g);
    for (const { body, signal } of bodies)
      if (signal === 'metrics')
        expect(untouched(redacted({}, body))).toEqual(untouched(JSON.stringify(body)));
  });
});

describe('made-up requests with everything everywhere', () => {
  test('no trace of anything private is left', () => {
    const seen: string[] = [];
    for (let turn = 0; turn < 14; turn += 1)
      for (const [, request] of everything(turn)) {
        const text = redacted({}, request);
        expect(
          text.match(
            /private (user\.email|prompt|tool_input|some\.new\.attribute|constructor|text|status message|response)"/,
          ),
        ).toBeNull();
        expect(text).not.toContain('123456789012');
        expect(text.match(/line of (user\.email|prompt|error|new_context)\\n/)).toBeNull();
        seen.push(...(text.match(/private (session\.id|model|team)"/) ?? []));
      }
    expect(seen).not.toEqual([]);
  });

  test('a survey answer stays where it is harmless', () => {
    const logs = everything(0).find(([signal]) => signal === 'logs')?.[1] ?? {};
    expect(redacted({}, logs)).toContain('"response","value":{"stringValue":"good"}');
  });

  test('a person is told apart by the hash, 64 characters of HMAC-SHA-256', () => {
    const body = {
      resourceLogs: [{ resource: { attributes: [{ key: 'user.email', value: { stringValue: 'a@b.c' } }] } }],
    };
    const hash = createHmac('sha256', key).update('a@b.c').digest('hex');
    expect(redacted({ person: 'hash' }, body)).toContain(
      `{"key":"user.email","value":{"stringValue":"${hash}"}}`,
    );
    expect(redacted({ person: 'keep' }, body)).toContain('a@b.c');
  });

  test('series of a newer client stay apart by attributes that nobody knows yet', () => {
    const point = (value: string) => ({
      attributes: [{ key: 'some.new.attribute', value: { stringValue: value } }],
      timeUnixNano: '1',
      asDouble: 1,
    });
    const body = {
      resourceMetrics: [
        { scopeMetrics: [{ metrics: [{ name: 'm', sum: { dataPoints: [point('one'), point('two')] } }] }] },
      ],
    };
    const hashes = [...redacted({}, body).matchAll(/"stringValue":"([0-9a-f]{64})"/g)].map(
      ([, hash]) => hash,
    );
    expect(new Set(hashes).size).toBe(2);
  });
});

test('nothing that a client can write makes it throw', () => {
  const names = [
    'resourceMetrics',
    'scopeMetrics',
    'metrics',
    'sum',
    'dataPoints',
    'attributes',
    'key',
    'value',
  ];
  const more = [
    'resourceLogs',
    'scopeLogs',
    'logRecords',
    'body',
    'resourceSpans',
    'scopeSpans',
    'spans',
    'events',
  ];
  const values = [
    'status',
    'stringValue',
    'arrayValue',
    'kvlistValue',
    'values',
    'resource',
    'scope',
    'links',
  ];
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 8 },
      fc.constantFrom(null, 1, 'text', true),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...names, ...more, ...values), tie('value'), { maxKeys: 4 }),
    ),
  }));
  const redact = redactWith({ person: 'hash' });
  const at = (wrapped: unknown) => [
    { resourceMetrics: [{ scopeMetrics: [{ metrics: [{ sum: { dataPoints: [wrapped] } }] }] }] },
    { resourceLogs: [{ resource: wrapped, scopeLogs: [{ logRecords: [wrapped] }] }] },
    { resourceSpans: [{ scopeSpans: [{ scope: wrapped, spans: [wrapped] }] }] },
    { resourceMetrics: wrapped, resourceLogs: wrapped, resourceSpans: wrapped },
    { resourceMetrics: [{ resource: { attributes: [{ key: 'new', value: wrapped }] } }] },
  ];
  fc.assert(
    fc.property(value, (wrapped) => {
      for (const request of at(wrapped)) redact(structuredClone(request) as ExportRequest);
    }),
    { numRuns: 500 },
  );
  let deep: unknown = [];
  for (let depth = 0; depth < 50_000; depth += 1) deep = [deep];
  for (const kind of ['stringValue', 'intValue', 'arrayValue'])
    for (const request of at({ [kind]: deep })) redact(request as ExportRequest);
});

describe('the key', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'key-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('is taken byte for byte, as the collector takes it', () => {
    writeFileSync(path.join(folder, redactionKeyFile), `${key}\n`);
    expect(readRedactionKey(folder)).toBe(`${key}\n`);
  });

  test('that is missing or too short is told with what to do', () => {
    expect(() => readRedactionKey('/nowhere')).toThrow('cannot be read');
    writeFileSync(path.join(folder, redactionKeyFile), 'k'.repeat(31));
    expect(() => readRedactionKey(folder)).toThrow('shorter than 32 bytes');
    writeFileSync(path.join(folder, redactionKeyFile), 'k'.repeat(32));
    expect(readRedactionKey(folder)).toHaveLength(32);
  });
});
