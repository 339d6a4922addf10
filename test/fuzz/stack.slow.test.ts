import { afterEach, describe, expect, test } from 'vitest';
import { readSecret, tokenHeaders } from '../../src/service/token.ts';
import type { ComponentName } from '../../src/stack/components/component.ts';
import { missingPrograms, type Stack, startStack } from '../e2e/stack.ts';
import { waitFor } from '../e2e/wait.ts';
import { randomFrom } from '../random.ts';
import type { Door } from './door.ts';
import { hookDoor, spoolDoor, truthEvent } from './hook-doors.ts';
import { grpcDoor, httpDoor } from './otlp-doors.ts';
import { pushDoor } from './push-door.ts';
import { questionDoor } from './question-door.ts';

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

/** What is asked of services, and the names of what may be told with it. */
const placesOf = ({ url, home }: Stack) => {
  const headers = tokenHeaders(home.secrets);
  const [ledger, hooks, pages, prometheus] = [url('ledger'), url('hooks'), url('grafana'), url('prometheus')];
  const listing = [
    'since',
    'until',
    'limit',
    'offset',
    'session',
    'name',
    'sort',
    'order',
    'search',
    'label',
  ];
  const promql = ['query', 'time', 'start', 'end', 'step', 'timeout', 'match[]'];
  return [
    ...['sessions', 'events', 'spans', 'report', 'findings', 'query/session-recent', 'query'].flatMap(
      (place) => [
        { url: `${ledger}/api/v1/${place}`, names: listing, headers },
        { url: `${pages}/api/v1/${place}`, names: listing },
      ],
    ),
    ...['summary', 'events', 'sessions', 'audit', 'budgets'].map((place) => ({
      url: `${ledger}/api/${place}`,
      names: listing,
      headers,
    })),
    ...['events', 'blocks'].map((place) => ({ url: `${hooks}/api/${place}`, names: listing, headers })),
    ...['', 'd', 'sessions', 'events', 'go/day', 'report'].map((place) => ({
      url: `${pages}/${place}`,
      names: listing,
    })),
    ...['query', 'query_range', 'series', 'labels', 'label'].flatMap((place) => [
      { url: `${prometheus}/api/v1/${place}`, names: promql },
      { url: `${pages}/prometheus/api/v1/${place}`, names: promql },
    ]),
  ];
};

const everyDoor = (stack: Stack): readonly Door[] => {
  const hooks = hookDoor(stack.url('hooks'));
  const front = `http://127.0.0.1:${stack.config.ports.pushgateway}`;
  return [
    ...otlpDoors(stack),
    hooks,
    spoolDoor(stack.url('hooks'), tokenHeaders(stack.home.secrets)),
    pushDoor(front, readSecret(stack.home.secrets, 'pushgateway-password')),
    questionDoor('questions', placesOf(stack), hooks.sendTruth),
  ];
};

interface Fuzzed {
  readonly wrong: readonly string[];
  /** How many truths were sent through each door. */
  readonly truths: Readonly<Record<string, number>>;
}

/** Sends through every door in turn; returns what was answered wrongly, and what must be counted. */
const fuzz = async (count: number): Promise<Fuzzed> => {
  const random = randomFrom(seed);
  const wrong: string[] = [];
  const truths = Object.fromEntries(doors.map(({ name }) => [name, 0]));
  for (let sent = 0; sent < count; sent += 1) {
    const door = doors[sent % doors.length] as Door;
    const answer = await door.sendHostile(random);
    if (answer !== undefined) wrong.push(`${sent} ${door.name}: ${answer}`);
    if (sent % everyTruth === 0) {
      await door.sendTruth();
      truths[door.name] = (truths[door.name] ?? 0) + 1;
    }
  }
  return { wrong, truths };
};

const sumOf = (truths: Fuzzed['truths'], names: readonly string[]): number =>
  names.reduce((sum, name) => sum + (truths[name] ?? 0), 0);

/** What Prometheus must say in the end, whatever came between. */
const exactly = (truths: Fuzzed['truths']): Readonly<Record<string, number>> => ({
  'sum(claude_code_token_usage_tokens_total{model="truth"})': sumOf(
    truths,
    Object.keys(truths).filter((name) => /OTLP|ledger/.test(name)),
  ),
  [`sum(claude_code_hook_events_total{event="${truthEvent}"})`]: sumOf(truths, [
    'hooks',
    'spool',
    'questions',
  ]),
  'max(truth_rows{job="truth"})': sumOf(truths, ['pushes']),
});

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
      doors = everyDoor(stack);

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
      for (const [query, wanted] of Object.entries(exactly(truths)))
        await waitFor(query, async () => (await stack.query(query)) === wanted, { forMs: 120_000 }).catch(
          async () => expect([query, await stack.query(query)]).toEqual([query, wanted]),
        );
    },
    120_000 + 200 * requestCount,
  );
});
