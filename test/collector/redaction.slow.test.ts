import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Config } from '../../src/config/schema.ts';
import type { ExportRequest } from '../../src/otlp/model.ts';
import { identify } from '../../src/redaction/identity.ts';
import { createRedact } from '../../src/redaction/redact.ts';
import { rulesOf } from '../../src/redaction/rules.ts';
import { waitFor } from '../e2e/wait.ts';
import { everything } from '../redaction/everything.ts';
import { type Captured, captured, privateValues } from '../redaction/private.ts';
import {
  type Collector,
  createCollector,
  createReceiver,
  otelcol,
  type Receiver,
  redactionKey,
} from './collector.ts';
import { asSet } from './normal.ts';

const recorded = captured();
const madeUp = [0, 4, 8].flatMap((turn) =>
  everything(turn).map(([signal, body]): Captured => ({ signal, scenario: 'everything', body })),
);
/** What the recordings hold of private texts stands in these. */
const telling = recorded.filter(({ scenario }) =>
  /content-logging|tracing-detailed|mcp-details|include-all/.test(scenario),
);

const variants: readonly [string, Partial<Config['privacy']>, readonly string[], readonly Captured[]][] = [
  ['the default', {}, [], [...recorded, ...madeUp]],
  ['persons hashed', { person: 'hash' }, ['user'], [...telling, ...madeUp]],
  ['persons kept', { person: 'keep' }, ['user'], [...telling, ...madeUp]],
  ['prompts kept', { prompts: 'keep' }, [], [...telling, ...madeUp]],
  ['responses kept', { responses: 'keep' }, [], [...telling, ...madeUp]],
  ['tools kept', { tools: 'keep' }, [], [...telling, ...madeUp]],
];

describe.skipIf(!otelcol).each(variants)('the real collector, %s', (_name, privacy, labels, bodies) => {
  let receiver: Receiver;
  let collector: Collector;
  let expected: string[];
  let config: Config;

  beforeAll(async () => {
    receiver = await createReceiver();
    collector = await createCollector({
      ledgerPort: receiver.port,
      config: (plain) => ({
        privacy: { ...plain.privacy, ...privacy },
        labels: { ...plain.labels, shared: [...plain.labels.shared, ...labels] },
      }),
    });
    config = collector.config;
    await collector.start();
    const redact = createRedact(
      rulesOf({ privacy: config.privacy, shared: config.labels.shared }),
      redactionKey,
    );
    expected = asSet(
      bodies.map(({ signal, body }) => {
        const request = structuredClone(body) as ExportRequest;
        identify(signal, request);
        redact(request);
        return request;
      }),
    );
    for (const { signal, body } of bodies) expect(await collector.send(signal, body)).toBe(200);
    await waitFor('all requests arriving', async () => receiver.received.length >= bodies.length);
  });
  afterAll(async () => {
    await collector?.remove();
    await receiver?.close();
  });

  test('does exactly what the redaction in process does', () => {
    const arrived = asSet(receiver.received.map(({ request }) => request));
    expect(arrived.length).toBe(expected.length);
    const known = new Set(expected);
    expect(arrived.filter((request) => !known.has(request)).slice(0, 1)).toEqual([]);
    expect(arrived).toEqual(expected);
  });

  test('lets through what it should and nothing else of what the client really sent', () => {
    const text = JSON.stringify(receiver.received) + collector.disk();
    const passed = [...privateValues(bodies, ['content'])].filter((value) =>
      text.includes(JSON.stringify(value).slice(1, -1)),
    );
    const wanted = [privacy.prompts, privacy.responses, privacy.tools].includes('keep');
    if (wanted) expect(passed.length).toBeGreaterThan(0);
    else expect(passed).toEqual([]);
  });

  test('says nothing private in its log', () => {
    for (const value of privateValues(bodies, ['content', 'personal']))
      expect(collector.log()).not.toContain(value);
  });
});

test.skipIf(!otelcol)('what waits in the queue on disk holds nothing private', async () => {
  const receiver = await createReceiver();
  await receiver.close();
  const collector = await createCollector({ ledgerPort: receiver.port });
  try {
    await collector.start();
    for (const { signal, body } of [...telling, ...madeUp])
      expect(await collector.send(signal, body)).toBe(200);
    await collector.kill();
    const disk = collector.disk();
    expect(disk).toContain('claude_code.user_prompt');
    expect(
      [...privateValues(telling, ['content', 'personal'])].filter((value) => disk.includes(value)),
    ).toEqual([]);
    expect(disk.match(/private (user\.email|tool_input|full_command|status message|text)\W/)).toBeNull();
  } finally {
    await collector.remove();
  }
});
