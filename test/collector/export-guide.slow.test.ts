import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { configSchema } from '../../src/config/schema.ts';
import { withCollectorPart } from '../../src/stack/collector-extra.ts';
import { waitFor } from '../e2e/wait.ts';
import { createCollector, createReceiver, otelcol } from './collector.ts';

const page = readFileSync(path.join(import.meta.dirname, '../../docs/export.md'), 'utf8');
const blocks = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => parse(text));
const targets = blocks.flatMap((block) => configSchema.shape.export.parse(block.export ?? {}).otlp);

interface Seen {
  readonly path: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** Stands in for every service of the page, under whatever path. */
const standIn = async () => {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const bytes = Buffer.concat(parts);
      const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes;
      seen.push({ path: request.url ?? '', headers: request.headers, body: body.toString('latin1') });
      response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
    });
  }).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  return { seen, port: (server.address() as AddressInfo).port };
};

const resource = {
  attributes: [
    { key: 'service.name', value: { stringValue: 'claude-code' } },
    { key: 'user.email', value: { stringValue: 'someone@example.org' } },
  ],
};
const at = `${Date.now()}000000`;
const sum = {
  aggregationTemporality: 2,
  isMonotonic: true,
  dataPoints: [{ startTimeUnixNano: at, timeUnixNano: at, asDouble: 1 }],
};
const requests = {
  metrics: {
    resourceMetrics: [{ resource, scopeMetrics: [{ metrics: [{ name: 'claude_code.cost.usage', sum }] }] }],
  },
  logs: {
    resourceLogs: [
      {
        resource,
        scopeLogs: [
          {
            logRecords: [
              {
                timeUnixNano: at,
                attributes: [{ key: 'event.name', value: { stringValue: 'api_request' } }],
              },
            ],
          },
        ],
      },
    ],
  },
  traces: {
    resourceSpans: [
      {
        resource,
        scopeSpans: [
          {
            spans: [
              {
                traceId: 'a'.repeat(32),
                spanId: 'b'.repeat(16),
                name: 'claude_code.interaction',
                startTimeUnixNano: at,
                endTimeUnixNano: at,
              },
            ],
          },
        ],
      },
    ],
  },
};

test('the page has an entry for each service that it names', () => {
  expect(targets.map(({ name }) => name)).toEqual([
    'datadog',
    'newrelic',
    'grafana_cloud',
    'honeycomb',
    'elastic',
    'loki',
    'tempo',
  ]);
});

test("the page's own part is one that the configuration takes", () => {
  const part = blocks.find((block) => block.service) ?? {};
  expect(withCollectorPart({}, part, () => ['memory_limiter'], 'page')).toMatchObject({
    service: { pipelines: { 'logs/mine': { processors: ['memory_limiter'] } } },
  });
});

describe.skipIf(!otelcol)('every entry', () => {
  test('reaches its address with its headers, redacted', async () => {
    const { seen, port } = await standIn();
    const ledger = await createReceiver();
    const secrets = targets.flatMap(({ headers }) => Object.values(headers));
    const collector = await createCollector({
      ledgerPort: ledger.port,
      secrets: Object.fromEntries(secrets.map((name) => [name, `value of ${name}`])),
      config: () => ({
        export: configSchema.shape.export.parse({
          otlp: targets.map((target) => {
            const { pathname } = new URL(target.endpoint);
            return {
              ...target,
              endpoint: `http://127.0.0.1:${port}/${target.name}${pathname.replace(/\/$/, '')}`,
            };
          }),
        }),
      }),
    });
    onTestFinished(async () => {
      await collector.remove();
      await ledger.close();
    });
    await collector.start();
    for (const [signal, request] of Object.entries(requests)) {
      expect(await collector.send(signal as keyof typeof requests, request)).toBe(200);
    }
    const wanted = targets.flatMap(({ name, endpoint, signals }) => {
      const { pathname } = new URL(endpoint);
      return signals.map((signal) => `/${name}${pathname.replace(/\/$/, '')}/v1/${signal}`);
    });
    await waitFor('every place having every signal', async () =>
      wanted.every((one) => seen.some((request) => request.path === one)),
    );
    expect([...new Set(seen.map((request) => request.path))].sort()).toEqual(wanted.toSorted());
    for (const { name, headers } of targets) {
      for (const request of seen.filter((one) => one.path.startsWith(`/${name}/`))) {
        for (const [header, secret] of Object.entries(headers)) {
          expect(request.headers[header], name).toBe(`value of ${secret}`);
        }
        expect(request.body, name).not.toContain('someone@example.org');
      }
    }
  });
});
