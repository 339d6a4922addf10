import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Scenario } from '../captures/read.ts';

/** Sends captured payloads again, as if the client ran now: other sessions, other times, the same numbers. */

export interface Preparation {
  /** Makes the same scenario another run: give each copy its own. */
  readonly sessionSuffix?: string;
  /** When the last thing happened, in milliseconds since 1970. */
  readonly shiftTo: number;
}

export type Signal = 'metrics' | 'logs' | 'traces';

export interface OtlpRequest {
  readonly signal: Signal;
  readonly body: object;
}

const nanosecondsPerMillisecond = 1_000_000n;
const timeKeys: ReadonlySet<string> = new Set([
  'startTimeUnixNano',
  'timeUnixNano',
  'observedTimeUnixNano',
  'endTimeUnixNano',
]);
/** The ids of sessions, prompts and messages in the captures: one made-up family, the same in every scenario. */
const capturedId = /00000000-0000-4000-8000-\d{12}/g;

/** Every string in a value, replaced; `key` is the field it is in, `name` the attribute it is the value of. */
const mapStrings = (
  value: unknown,
  replace: (text: string, key: string, name: string) => string,
  key = '',
  name = '',
): unknown => {
  if (typeof value === 'string') return replace(value, key, name);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, replace, key, name));
  if (typeof value !== 'object' || value === null) return value;
  const attribute = 'key' in value && typeof value.key === 'string' ? value.key : name;
  return Object.fromEntries(
    Object.entries(value).map(([field, item]) => [field, mapStrings(item, replace, field, attribute)]),
  );
};

const latest = (value: unknown): bigint => {
  let last = 0n;
  mapStrings(value, (text, key) => {
    if (timeKeys.has(key) && BigInt(text) > last) last = BigInt(text);
    return text;
  });
  return last;
};

const uuid = (seed: string): string => {
  const hex = createHash('sha256').update(seed).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/**
 * A scenario with ids of its own (the same in metrics, logs, traces and hooks; different in every scenario, version
 * and suffix) and every time moved by one constant, a whole number of milliseconds, so that distances stay exact.
 */
export const prepare = (scenario: Scenario, { sessionSuffix = '', shiftTo }: Preparation): Scenario => {
  const { version, name, metrics, logs, traces, hooks } = scenario;
  const last = latest([metrics, logs, traces]);
  const shift = BigInt(shiftTo) - last / nanosecondsPerMillisecond;
  const replace = (text: string, key: string, attribute: string): string => {
    if (timeKeys.has(key)) return String(BigInt(text) + shift * nanosecondsPerMillisecond);
    if (attribute === 'event.timestamp' && key === 'stringValue')
      return new Date(Date.parse(text) + Number(shift)).toISOString();
    return text.replaceAll(capturedId, (id) => uuid(`${version} ${name} ${sessionSuffix} ${id}`));
  };
  const changed = <Value>(value: Value): Value => mapStrings(value, replace) as Value;
  return {
    ...scenario,
    metrics: changed(metrics),
    logs: changed(logs),
    traces: changed(traces),
    hooks: changed(hooks),
  };
};

/** The requests of a scenario in the order they were recorded, signal by signal. */
export const requestsOf = (
  { metrics, logs, traces }: Scenario,
  signals: readonly Signal[] = ['metrics', 'logs', 'traces'],
): OtlpRequest[] => {
  const bodies = { metrics, logs, traces };
  return signals.flatMap((signal) => bodies[signal].map((body: object) => ({ signal, body })));
};

export interface SendOptions {
  /** Send every request twice. */
  readonly duplicate?: boolean;
  /** Seed: send in an order drawn from it. */
  readonly shuffle?: number;
  /** Requests at once; 1 keeps the order. */
  readonly concurrency?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** How long a request is tried again after a refused connection or 429, 502, 503, 504; 0: not at all. */
  readonly retryForMs?: number;
}

export interface Sent {
  readonly requests: number;
  /** Data points, records and spans that the receiver refused in partial successes. */
  readonly rejected: number;
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
const random = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** The items in an order drawn from a seed (Fisher-Yates). */
export const shuffled = <Item>(items: readonly Item[], seed: number): Item[] => {
  const draw = random(seed);
  const order = [...items];
  for (let left = order.length; left > 1; left -= 1) {
    const [item] = order.splice(Math.floor(draw() * left), 1);
    order.push(item as Item);
  }
  return order;
};

const transient = new Set([429, 502, 503, 504]);

const post = async (
  url: string,
  { signal, body }: OtlpRequest,
  headers: Readonly<Record<string, string>>,
): Promise<Response | Error> => {
  try {
    return await fetch(`${url}/v1/${signal}`, { method: 'POST', headers, body: JSON.stringify(body) });
  } catch (error) {
    return error as Error;
  }
};

interface PartialSuccess {
  readonly partialSuccess?: Readonly<Record<string, number | string>>;
}

const rejectedIn = async (response: Response): Promise<number> => {
  const { partialSuccess = {} } = JSON.parse((await response.text()) || '{}') as PartialSuccess;
  return Object.entries(partialSuccess)
    .filter(([key]) => key.startsWith('rejected'))
    .reduce((sum, [, count]) => sum + Number(count), 0);
};

const deliver = async (
  url: string,
  request: OtlpRequest,
  headers: Readonly<Record<string, string>>,
  deadline: number,
): Promise<number> => {
  for (;;) {
    const answer = await post(url, request, headers);
    if (answer instanceof Response && answer.ok) return rejectedIn(answer);
    const again = answer instanceof Error || transient.has(answer.status);
    if (!again || Date.now() >= deadline) {
      const why =
        answer instanceof Error
          ? `${answer.message} (${String(answer.cause)})`
          : `${answer.status} ${await answer.text()}`;
      throw new Error(`POST ${url}/v1/${request.signal}: ${why}`);
    }
    await sleep(50);
  }
};

/** Posts requests as OTLP/HTTP JSON to `url/v1/metrics`, `…/logs`, `…/traces`; throws when one is refused for good. */
export const sendJson = async (
  url: string,
  requests: readonly OtlpRequest[],
  { duplicate = false, shuffle, concurrency = 1, headers = {}, retryForMs = 0 }: SendOptions = {},
): Promise<Sent> => {
  const all = duplicate ? requests.flatMap((request) => [request, request]) : requests;
  const waiting = (shuffle === undefined ? all : shuffled(all, shuffle)).values();
  const deadline = Date.now() + retryForMs;
  let rejected = 0;
  const sender = async (): Promise<void> => {
    for (const request of waiting)
      rejected += await deliver(url, request, { 'content-type': 'application/json', ...headers }, deadline);
  };
  await Promise.all(Array.from({ length: concurrency }, sender));
  return { requests: all.length, rejected };
};
