import { afterEach, describe, expect, test } from 'vitest';
import { tokenHeaders } from '../../src/service/token.ts';
import type { ComponentName } from '../../src/stack/components/component.ts';
import { missingPrograms, type Stack, startStack } from '../e2e/stack.ts';
import { waitFor } from '../e2e/wait.ts';
import { randomFrom } from '../random.ts';
import type { Door } from './door.ts';
import { grpcDoor, httpDoor } from './otlp-doors.ts';

/**
 * The real stack, each process with the heap that it has in use, among requests that are valid but for one hostile
 * field. `FUZZ_REQUESTS` and `FUZZ_SEED` make a run longer, and another one.
 */
const requestCount = Number(process.env['FUZZ_REQUESTS'] ?? 2000);
const seed = Number(process.env['FUZZ_SEED'] ?? 332);
/** So often comes a unit that must be counted. */
const everyTruth = 25;

const missing = await missingPrograms(['prometheus', 'pushgateway', 'otelcol']);

let stack: Stack;
let doors: readonly Door[] = [];
afterEach(async () => {
  for (const door of doors) door.close();
  await stack?.stop();
});

const otlpDoors = ({ url, config }: Stack): readonly Door[] => {
  const outside = `http://127.0.0.1:${config.ports.otlpHttp}`;
  const ledger = url('ledger');
  return [
    httpDoor('OTLP/HTTP JSON', outside, 'json'),
    httpDoor('OTLP/HTTP protobuf', outside, 'protobuf'),
    grpcDoor('OTLP/gRPC', url('otlpGrpc').replace('http://', '')),
    httpDoor('JSON at the ledger', ledger, 'json'),
    httpDoor('protobuf at the ledger', ledger, 'protobuf'),
  ];
};

/** Sends through every door in turn; returns what was answered wrongly, and how many truths were sent. */
const fuzz = async (
  count: number,
): Promise<{ readonly wrong: readonly string[]; readonly truths: number }> => {
  const random = randomFrom(seed);
  const wrong: string[] = [];
  let truths = 0;
  for (let sent = 0; sent < count; sent += 1) {
    const door = doors[sent % doors.length] as Door;
    const answer = await door.sendHostile(random);
    if (answer !== undefined) wrong.push(`${sent} ${door.name}: ${answer}`);
    if (sent % everyTruth === 0) {
      await door.sendTruth();
      truths += 1;
    }
  }
  return { wrong, truths };
};

const listings = [
  ['ledger', '/api/events'],
  ['ledger', '/api/sessions'],
  ['ledger', '/api/summary'],
  ['ledger', '/metrics'],
  ['hooks', '/api/events'],
  ['hooks', '/api/blocks'],
  ['hooks', '/metrics'],
  ['grafana', '/api/dashboards'],
] as const;

const running: readonly ComponentName[] = [
  'ledger',
  'collector',
  'pushgateway',
  'hooks',
  'prometheus',
  'pages',
];

describe.skipIf(missing.length > 0)('every service is alive, ready and exact', () => {
  test.each(['otelcol', 'embedded'] as const)(
    `after requests with one hostile field each, through every door (${requestCount}, seed ${seed}; collector: %s)`,
    async (collector) => {
      stack = await startStack({ collector, run: running });
      const names = running.filter((name) => stack.pid(name) !== undefined);
      const before = names.map((name) => stack.pid(name));
      doors = otlpDoors(stack);

      const { wrong, truths } = await fuzz(requestCount / 2);

      expect(wrong).toEqual([]);
      expect(names.map((name) => stack.pid(name))).toEqual(before);
      for (const name of names) expect([name, (await fetch(stack.ready(name))).status]).toEqual([name, 200]);
      for (const [port, place] of listings) {
        const { status } = await fetch(stack.url(port) + place, {
          headers: tokenHeaders(stack.home.secrets),
        });
        expect([port, place, status]).toEqual([port, place, 200]);
      }
      const counted = 'sum(claude_code_token_usage_tokens_total{model="truth"})';
      await waitFor('every truth being counted', async () => (await stack.query(counted)) === truths, {
        forMs: 120_000,
      }).catch(async () => expect(await stack.query(counted)).toBe(truths));
    },
    120_000 + 200 * requestCount,
  );
});
