import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClickhouseClient } from '../../src/clickhouse/client.ts';
import { type ClickhouseUser, clickhouseUsers } from '../../src/clickhouse/users.ts';
import { defaults } from '../../src/config/schema.ts';
import { scenarios } from '../captures/read.ts';
import { missingPrograms, type Stack, startStack } from '../e2e/stack.ts';
import { expectTotals } from '../e2e/truth.ts';
import { waitFor } from '../e2e/wait.ts';
import { prepare, requestsOf, sendJson } from '../replay/replay.ts';
import { agreed } from './compare.ts';

/** The whole way on real programs: client, collector, ledger, Prometheus and ClickHouse, killed in between. */

const missing = await missingPrograms(['prometheus', 'otelcol', 'clickhouse']);
const all = scenarios().map((scenario) => prepare(scenario, { shiftTo: Date.now() - 60_000 }));
const requests = all.flatMap((scenario) => requestsOf(scenario));
let stack: Stack;

const client = (who: ClickhouseUser) => {
  const { user, secret } = clickhouseUsers[who];
  const password = readFileSync(path.join(stack.home.secrets, secret), 'utf8');
  return createClickhouseClient({ url: stack.url('clickhouse'), user, password });
};
const ask = (sql: string) => client('reader').run(sql);

beforeAll(async () => {
  if (missing.length > 0) return;
  stack = await startStack({
    collector: 'otelcol',
    run: ['clickhouse', 'ledger', 'collector', 'prometheus'],
    config: { clickhouse: { ...defaults().clickhouse, enabled: true } },
  });
  const half = Math.floor(requests.length / 2);
  await sendJson(stack.url('otlpHttp'), requests.slice(0, half), { concurrency: 4 });
  // What is written of it now must not be in the way of the next process.
  await waitFor(
    'the log of queries',
    async () => Number(await ask('SELECT count() FROM system.query_log')) > 0,
    {
      forMs: 120_000,
    },
  );
  await stack.kill('clickhouse');
  await sendJson(stack.url('otlpHttp'), requests.slice(half, half + 40), { concurrency: 4 });
  await stack.kill('ledger');
  await stack.start('ledger');
  await stack.kill('collector');
  // The collector starts, and takes telemetry, while ClickHouse is away.
  await stack.start('collector');
  await stack.start('clickhouse');
  await sendJson(stack.url('otlpHttp'), requests.slice(half + 40), { concurrency: 4 });
  await waitFor(
    'the tables being there',
    async () => Number(await ask('SELECT count() FROM telemetry.telemetry_events')) >= 0,
    { forMs: 120_000 },
  );
});
afterAll(() => stack?.stop());

const hasAll = () => agreed(stack.home, client('reader'));

test.skipIf(missing.length > 0)(
  'ClickHouse, SQLite, Prometheus and the payloads say the same totals, with kills in between',
  async () => {
    await expectTotals(stack, all, 300_000);
    const { events, spans } = await hasAll();
    expect((events as unknown[]).length).toBeGreaterThan(10);
    expect((spans as unknown[]).length).toBeGreaterThan(2);
  },
  600_000,
);

test.skipIf(missing.length > 0)(
  'what the client sent is there as it was received, nothing lost',
  async () => {
    const records = requests.flatMap(({ signal, body }) =>
      signal === 'logs'
        ? (body as { resourceLogs?: { scopeLogs?: { logRecords?: unknown[] }[] }[] }).resourceLogs?.flatMap(
            ({ scopeLogs = [] }) => scopeLogs.flatMap(({ logRecords = [] }) => logRecords),
          )
        : [],
    ).length;
    await waitFor(
      'every log record',
      async () => Number(await ask('SELECT count() FROM otel.otel_logs')) >= records,
      { forMs: 120_000, everyMs: 1000 },
    );
    await waitFor('spans', async () => Number(await ask('SELECT count() FROM otel.otel_traces')) > 0, {
      forMs: 60_000,
    });
  },
);

test.skipIf(missing.length > 0)(
  'the queries of the two systems that this one replaces run as printed',
  async () => {
    // The collector hands over raw records by itself, and ClickHouse makes its own logs when it first writes them.
    await waitFor('raw traces', async () => Number(await ask('SELECT count() FROM otel.otel_traces')) >= 5);
    const sample = await ask('SELECT ServiceName, SpanName, Duration FROM otel.otel_traces LIMIT 5');
    expect(
      sample
        .trim()
        .split('\n')
        .map((line) => line.split('\t').length),
    ).toEqual([3, 3, 3, 3, 3]);

    // What stands there for `curl -u "telemetry_user:…"`.
    const { user, secret } = clickhouseUsers.writer;
    const password = readFileSync(path.join(stack.home.secrets, secret), 'utf8');
    const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    const curl = async (address: string) =>
      (
        await (await fetch(`${stack.url('clickhouse')}${address}`, { headers: { authorization } })).text()
      ).trim();
    const kinds = (
      await curl(
        '/?query=SELECT%20event_type%2C%20count()%20FROM%20telemetry.telemetry_events%20GROUP%20BY%20event_type',
      )
    )
      .split('\n')
      .map((line) => line.split('\t')[0]);
    expect(kinds).toEqual(expect.arrayContaining(['api_request', 'user_prompt', 'tool_result', 'api_error']));
    expect(
      Number(await curl('/?query=SELECT%20count()%20FROM%20telemetry.telemetry_events')),
    ).toBeGreaterThan(100);
    expect(await curl('/ping')).toBe('Ok.');
    for (const table of ['system.query_log', 'system.metrics'])
      await waitFor(table, async () => Number(await ask(`SELECT count() FROM ${table}`)) > 0, {
        forMs: 60_000,
      });

    const sessions = await ask(`SELECT
    session_id,
    user_id,
    count() AS event_count,
    min(timestamp) AS session_start,
    max(timestamp) AS session_end,
    dateDiff('minute', min(timestamp), max(timestamp)) AS duration_minutes
FROM telemetry.telemetry_events
WHERE timestamp >= now() - INTERVAL 1 DAY
GROUP BY session_id, user_id
ORDER BY session_start DESC
LIMIT 10;`);
    const [first = ''] = sessions.split('\n');
    expect(first.split('\t')).toHaveLength(6);
    expect(first.split('\t')[1]).not.toBe('');

    const errors = await ask(`SELECT
    api_error_code,
    tool_name,
    workflow_step,
    count() AS error_count,
    uniqExact(session_id) AS affected_sessions,
    anyLast(api_error_message) AS sample_error
FROM telemetry.telemetry_events
WHERE event_type = 'api_error'
  AND timestamp >= now() - INTERVAL 7 DAY
GROUP BY api_error_code, tool_name, workflow_step
ORDER BY error_count DESC
LIMIT 20;`);
    expect(Number(errors.split('\n')[0]?.split('\t')[3])).toBeGreaterThan(0);
  },
);

test.skipIf(missing.length > 0)(
  'no table holds what is private: persons, prompts, commands, keys',
  async () => {
    const tables = (
      await ask(
        "SELECT database || '.' || name FROM system.tables WHERE database IN ('telemetry', 'otel') FORMAT TSVRaw",
      )
    )
      .trim()
      .split('\n');
    expect(tables.length).toBeGreaterThan(100);
    const texts: (readonly [table: string, text: string])[] = [];
    for (const table of tables)
      texts.push([table, await client('writer').run(`SELECT * FROM ${table} FORMAT JSONEachRow`)]);
    const personal = /[\w.+-]+@[\w-]+\.[a-z]{2,}|sk-ant-[\w-]{10,}|ghp_\w{20,}|AKIA[A-Z0-9]{16}/i;
    const leaks = texts.flatMap(([table, text]) => {
      const [found] = personal.exec(text.replaceAll(/"schema_?url":"[^"]*"/gi, '')) ?? [];
      return found ? [`${table}: ${found}`] : [];
    });
    expect(leaks).toEqual([]);
    // Prompts and tool input that the payloads carry.
    const sent = JSON.stringify(requests.map(({ body }) => body));
    const kept = texts.map(([, text]) => text).join('\n');
    for (const name of [
      'prompt',
      'user.email',
      'tool_parameters',
      'tool_input',
      'organization.id',
      'user.account_uuid',
    ]) {
      const values = [
        ...sent.matchAll(
          new RegExp(`"key":"${name}","value":\\{"stringValue":"((?:[^"\\\\]|\\\\.){12,200})"`, 'g'),
        ),
      ]
        .map(([, value = '']) => value)
        .filter((value) => !/REDACTED/.test(value));
      for (const value of new Set(values)) expect(kept.includes(value), `${name}: ${value}`).toBe(false);
    }
  },
);

test.skipIf(missing.length > 0)(
  'the user who reads cannot write, and nobody gets in without a login',
  async () => {
    await expect(
      client('reader').run('CREATE TABLE telemetry.mine (a Int8) ENGINE = Memory'),
    ).rejects.toThrow(/readonly|privileges/);
    await expect(client('reader').run('SELECT * FROM system.users')).rejects.toThrow(/privileges/);
    const url = `${stack.url('clickhouse')}/?query=SELECT%201`;
    expect((await fetch(url)).status).toBe(404);
    const login = { authorization: `Basic ${Buffer.from('telemetry_reader:wrong').toString('base64')}` };
    expect((await fetch(url, { headers: login })).ok).toBe(false);
    // Still there.
    expect((await ask('SELECT 1')).trim()).toBe('1');
  },
);

test.skipIf(missing.length > 0)('a forgotten session is gone from every table', async () => {
  await hasAll();
  const id = (
    await ask(
      'SELECT session_id FROM telemetry.span_list WHERE session_id IN (SELECT session_id FROM telemetry.event_list) LIMIT 1 FORMAT TSVRaw',
    )
  ).trim();
  const token = readFileSync(path.join(stack.home.secrets, 'api-token'), 'utf8');
  const answer = await fetch(`${stack.url('ledger')}/api/forget`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ session: id }),
  });
  expect(answer.ok).toBe(true);
  await waitFor(
    'no trace of the session',
    async () => {
      const counts = await Promise.all([
        ask(`SELECT count() FROM telemetry.event_list WHERE session_id = '${id}'`),
        ask(`SELECT count() FROM telemetry.session_data WHERE session_id = '${id}'`),
        ask(`SELECT count() FROM telemetry.span_list WHERE session_id = '${id}'`),
        ask(`SELECT count() FROM otel.otel_logs WHERE LogAttributes['session.id'] = '${id}'`),
      ]);
      return counts.every((count) => Number(count) === 0);
    },
    { forMs: 120_000, everyMs: 500 },
  );
});
