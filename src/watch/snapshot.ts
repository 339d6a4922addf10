import * as z from 'zod';
import { costUsage } from '../catalogue/telemetry.ts';
import type { Config } from '../config/schema.ts';
import { type BlockPlaces, findBlocks } from '../hooks/journal/audit-trail.ts';
import type { BlockRow } from '../hooks/journal/listings.ts';
import { instant, over, type Sample } from '../prometheus/api.ts';
import { totalOf } from '../promql/query.ts';
import type { Length } from '../promql/range.ts';
import { fetchSummary, type Summary } from '../runtime/summary.ts';
import { loginHeaders } from '../service/login.ts';
import { tokenHeaders } from '../service/token.ts';
import * as cost from '../signals/cost.ts';
import { sessions } from '../signals/sessions.ts';
import type { Signal } from '../signals/signal.ts';
import { tokensByType } from '../signals/tokens.ts';
import { failuresByTool, toolCallsByTool } from '../signals/tools.ts';

/** A name and how much of it there was. */
export interface NamedValue {
  readonly name: string;
  readonly value: number;
}

/** Which sessions are listed: those that sent something last, or those that cost most in the range. */
export type SessionOrder = 'newest' | 'dearest';

export interface WatchedSession {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly first: number;
  readonly last: number;
  readonly costUSD: number;
}

/** Everything that one frame shows; what did not answer is undefined. */
export interface WatchSnapshot {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly range: Length;
  readonly summary: Summary | undefined;
  /** US dollars a day. */
  readonly budget: number | undefined;
  /** Dollars: of the range, of the last hour, and of each of its minutes. */
  readonly spent: number | undefined;
  readonly lastHour: number | undefined;
  readonly minutes: readonly number[] | undefined;
  readonly sessionsInRange: number | undefined;
  readonly models: readonly NamedValue[] | undefined;
  readonly tokens: readonly NamedValue[] | undefined;
  readonly tools: readonly (NamedValue & { readonly failed: number })[] | undefined;
  readonly order: SessionOrder;
  readonly sessions: readonly WatchedSession[] | undefined;
  readonly blocks: readonly BlockRow[] | undefined;
}

const sessionRows = z.array(
  z.object({ id: z.string(), first: z.string(), last: z.string(), costUSD: z.number() }),
);

const minute = 60;
const shown = 60;
/** Longest wait for one answer. */
const timeoutMilliseconds = 2_000;
/** As many rows as the largest terminal shows. */
const mostSessions = 50;

const maybe = <T>(work: Promise<T>): Promise<T | undefined> => work.catch(() => undefined);

const partsOf = (label: string, found: readonly Sample[] | undefined): readonly NamedValue[] | undefined =>
  found
    ?.map(({ labels, value }) => ({ name: labels[label] || 'none', value }))
    .filter(({ value }) => value > 0)
    .toSorted((a, b) => b.value - a.value);

const sum = (found: readonly Sample[] | undefined): number | undefined =>
  found?.reduce((whole, { value }) => whole + value, 0);

const dearRows = z.object({
  rows: z.array(
    z.object({
      session_id: z.string(),
      started: z.number(),
      ended: z.number(),
      cost_nanodollars: z.number(),
    }),
  ),
});

/** The most expensive sessions that began in the range. */
const dearSessions = async (
  port: number,
  secrets: string,
  range: Length,
): Promise<readonly WatchedSession[]> => {
  const answer = await fetch(
    `http://127.0.0.1:${port}/api/v1/sessions?since=${range}&sort=cost_nanodollars&limit=${mostSessions}`,
    { headers: tokenHeaders(secrets), signal: AbortSignal.timeout(timeoutMilliseconds) },
  );
  return dearRows.parse(await answer.json()).rows.map((row) => ({
    id: row.session_id,
    first: row.started / 1000,
    last: row.ended / 1000,
    costUSD: row.cost_nanodollars / costUsage.scale,
  }));
};

const recentSessions = async (port: number, secrets: string): Promise<readonly WatchedSession[]> => {
  const answer = await fetch(`http://127.0.0.1:${port}/api/sessions?limit=${mostSessions}`, {
    headers: tokenHeaders(secrets),
    signal: AbortSignal.timeout(2_000),
  });
  return sessionRows.parse(await answer.json()).map(({ id, first, last, costUSD }) => ({
    id,
    first: Date.parse(first),
    last: Date.parse(last),
    costUSD,
  }));
};

/** Dollars of each of the last sixty minutes; a minute without data is 0. */
const minutesOf = async (
  { address, headers }: { readonly address: string; readonly headers: Record<string, string> },
  at: number,
): Promise<readonly number[]> => {
  const end = Math.floor(at / 1000 / minute) * minute;
  const expression = totalOf(costUsage, {}, { range: '1m' });
  const start = end - (shown - 1) * minute;
  const [curve] = await over(address, expression, {
    start,
    end,
    step: minute,
    headers,
    timeoutMilliseconds,
  });
  const values = (curve?.values ?? []).map(([, value]) => value);
  return [...Array<number>(Math.max(0, shown - values.length)).fill(0), ...values];
};

/** Asks Prometheus, the ledger and the hook-event service; never throws, what does not answer is left out. */
export const collect = async (
  { ports, budgets, security }: Config,
  range: Length,
  places: BlockPlaces,
  order: SessionOrder = 'newest',
): Promise<WatchSnapshot> => {
  const at = Date.now();
  const { secrets } = places;
  const prometheus = {
    address: `http://127.0.0.1:${ports.prometheus}`,
    headers: loginHeaders(security.closed, secrets),
  };
  const read = (signal: Signal) =>
    maybe(
      instant(prometheus.address, signal.expr({ range }), {
        headers: prometheus.headers,
        timeoutMilliseconds,
      }),
    );
  const [summary, spent, hour, minutes, count, models, tokens, calls, failures, listed, blocks] =
    await Promise.all([
      fetchSummary(ports.ledger, secrets),
      read(cost.spend),
      read(cost.burnRate),
      maybe(minutesOf(prometheus, at)),
      read(sessions),
      read(cost.spendByModel),
      read(tokensByType),
      read(toolCallsByTool),
      read(failuresByTool),
      maybe(
        order === 'newest'
          ? recentSessions(ports.ledger, secrets)
          : dearSessions(ports.ledger, secrets, range),
      ),
      maybe(findBlocks(places, { limit: mostSessions })),
    ]);
  const failed = new Map(partsOf('tool_name', failures)?.map(({ name, value }) => [name, value]));
  return {
    at,
    range,
    summary,
    budget: budgets.daily,
    spent: sum(spent),
    lastHour: sum(hour),
    minutes,
    sessionsInRange: sum(count),
    models: partsOf('model', models),
    tokens: partsOf('type', tokens),
    tools: partsOf('tool_name', calls)?.map((tool) => ({ ...tool, failed: failed.get(tool.name) ?? 0 })),
    order,
    sessions: listed,
    blocks,
  };
};
