import path from 'node:path';
import { expect } from 'vitest';
import type { ClickhouseClient } from '../../src/clickhouse/client.ts';
import type { Follower } from '../../src/clickhouse/follow.ts';
import type { Home } from '../../src/config/home.ts';
import { type LedgerStore, openStore } from '../../src/ledger/store.ts';
import { waitFor } from '../e2e/wait.ts';

/** What both stores are asked, in words that both understand. */
const questions = {
  events: 'SELECT name, count(*) AS n FROM events GROUP BY name ORDER BY name',
  requests:
    'SELECT count(*) AS n, sum(input_tokens) AS tokens, sum(cost_nanodollars) AS cost FROM api_request',
  calls: 'SELECT count(*) AS n, sum(duration_ms) AS ms, count(DISTINCT session_id) AS s FROM tool_calls',
  turns: 'SELECT count(*) AS n, sum(requests) AS requests FROM turns',
  sessions: 'SELECT count(*) AS n, sum(cost_nanodollars) AS cost, sum(prompts) AS prompts FROM sessions',
  days: 'SELECT day, sum(cost_nanodollars) AS cost, sum(hook_events) AS hooks FROM days GROUP BY day ORDER BY day',
  spans:
    'SELECT name, count(*) AS n, sum(ended - time) AS us, sum(failed) AS failed, count(prompt_id) AS turns, count(tool_use_id) AS calls FROM spans GROUP BY name ORDER BY name',
  spanTables:
    'SELECT person, count(*) AS n, sum(input_tokens) AS tokens, count(DISTINCT trace_id) AS traces FROM span_llm_request GROUP BY person ORDER BY person',
  hours: 'SELECT sum(cost_nanodollars) AS cost, sum(events) AS events FROM hours',
} as const;

export type Totals = Readonly<Record<keyof typeof questions, unknown>>;

const each = async (ask: (sql: string) => Promise<unknown>): Promise<Totals> =>
  Object.fromEntries(
    await Promise.all(Object.entries(questions).map(async ([name, sql]) => [name, await ask(sql)])),
  ) as Totals;

export const totalsOfLedger = (store: LedgerStore): Promise<Totals> =>
  each(async (sql) =>
    store
      .prepare(sql)
      .all()
      .map((row) => ({ ...row })),
  );

export const totalsOfClickhouse = (client: ClickhouseClient): Promise<Totals> =>
  each(async (sql) =>
    (await client.run(`${sql} FORMAT JSONEachRow`, { settings: { database: 'telemetry' } }))
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
  );

export const caughtUp = (follower: Follower, { forMs = 120_000 } = {}): Promise<boolean> =>
  waitFor(
    'ClickHouse having everything',
    async () => follower.trouble() === undefined && follower.waiting() === 0,
    { forMs },
  );

/** Waits until ClickHouse says what the file of a running ledger says, with some kinds of events, and returns it. */
export const agreed = async (home: Home, client: ClickhouseClient, moreKindsThan = 0): Promise<Totals> => {
  const store = openStore(path.join(home.data, 'ledger'));
  try {
    return await waitFor(
      'ClickHouse saying what the ledger says',
      async () => {
        const [wanted, found] = await Promise.all([totalsOfLedger(store), totalsOfClickhouse(client)]);
        expect(found).toEqual(wanted);
        expect((found.events as unknown[]).length).toBeGreaterThan(moreKindsThan);
        return found;
      },
      { forMs: 120_000, everyMs: 1000 },
    );
  } finally {
    store.close();
  }
};
