import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askClickhouse } from '../../src/clickhouse/ask.ts';
import { follow } from '../../src/clickhouse/follow.ts';
import { openStore, storeFile } from '../../src/ledger/store.ts';
import { compile } from '../../src/queries/compile.ts';
import { clickhouse as dialect } from '../../src/queries/dialect.ts';
import { answer, openForReading } from '../../src/queries/engine/answer.ts';
import type { Answer, Cell } from '../../src/queries/engine/question.ts';
import { savedQueries } from '../../src/queries/saved-queries.ts';
import { type AskSql, createAsker } from '../../src/reports/ask.ts';
import { compareSides } from '../../src/reports/compare/compare.ts';
import { contents } from '../../src/reports/contents/contents.ts';
import { criterionNames } from '../../src/reports/evals/criteria.ts';
import { trendQuery, worstQuery } from '../../src/reports/evals/score.ts';
import { findings } from '../../src/reports/findings/findings.ts';
import { rangeOf } from '../../src/reports/range.ts';
import { findIn, makeReport } from '../../src/reports/report.ts';
import { transaction } from '../../src/store/database.ts';
import { syncTables } from '../../src/tables/sync.ts';
import { createTables } from '../../src/tables/tables.ts';
import { findingCases } from '../reports/finding-cases.ts';
import { plant } from '../reports/planted.ts';
import { fillMergedPulls } from '../tables/merged-pulls.ts';
import { fillPlanWindows } from '../tables/plan-windows.ts';
import { withSpans } from '../tables/spans.ts';
import { fill, linesOf } from '../tables/team.ts';
import { caughtUp } from './compare.ts';
import { type Clickhouse, startClickhouse } from './engine.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'same-answers-'));
/** A Wednesday at noon, well after the sessions of the morning. */
const now = new Date(2026, 10, 25, 13).getTime();
const zone = 'Europe/Berlin';
const schema = { extraLabels: [], zone, keptFor: { events: '3650d', spans: '3650d', raw: '72h' } };
let engine: Clickhouse | undefined;
let session: Cell = null;
let project = '';

beforeAll(async () => {
  engine = await startClickhouse();
  const store = openStore(folder);
  store.exec('PRAGMA synchronous = OFF');
  transaction(store, () => syncTables(store, []));
  const lines = linesOf({ now, days: 12, seed: 'saved queries', share: 0.6 });
  fill(store, createTables(store, { zone }), withSpans(lines));
  fillPlanWindows(store);
  fillMergedPulls(store);
  if (!engine) return;
  const follower = follow({
    database: store,
    client: engine.writer,
    schema,
    onTrouble: console.error,
  });
  await caughtUp(follower, { forMs: 500_000 });
  await follower.stop();
  ({ session, project } = store
    .prepare('SELECT session_id AS session, project FROM sessions ORDER BY tool_calls DESC LIMIT 1')
    .get() as { session: string; project: string });
  store.close();
}, 600_000);
afterAll(async () => {
  await engine?.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** Equal, but for what binary fractions leave open: the last digit of what is rounded, and the end of a sum. */
const isEqual = (found: Cell, wanted: Cell): boolean => {
  if (typeof found !== 'number' || typeof wanted !== 'number') return found === wanted;
  const decimals = Math.max(...[found, wanted].map((value) => String(value).split(/[.e]/)[1]?.length ?? 0));
  const lastDigit = decimals > 0 && decimals <= 4 ? 1.01 * 10 ** -decimals : 0;
  return (
    Math.abs(found - wanted) <=
    Math.max(lastDigit, Math.abs(wanted) * 1e-12, Number.isInteger(wanted) ? 0 : 1e-9)
  );
};

/** What is different, a line each. */
const differencesOf = (
  found: Pick<Answer, 'columns' | 'rows'>,
  wanted: Pick<Answer, 'columns' | 'rows'>,
): readonly string[] =>
  found.rows.flatMap((row, index) =>
    row.flatMap((cell, column) =>
      isEqual(cell, wanted.rows[index]?.[column] ?? null)
        ? []
        : [`row ${index}, ${found.columns[column]}: ${cell}, not ${wanted.rows[index]?.[column]}`],
    ),
  );

const expectSame = (
  found: Pick<Answer, 'columns' | 'rows'>,
  wanted: Pick<Answer, 'columns' | 'rows'>,
): void => {
  expect(found.columns).toEqual(wanted.columns);
  expect(differencesOf(found, wanted).slice(0, 10)).toEqual([]);
  expect(found.rows.length).toBe(wanted.rows.length);
};

const onSqlite =
  (of = folder): AskSql =>
  async ({ sql, parameters }) => {
    const database = openForReading(storeFile(of));
    try {
      return answer(database, { sql, parameters, mostRows: 10_000 });
    } finally {
      database.close();
    }
  };
const onClickhouse: AskSql = ({ clickhouse: sql, parameters }) =>
  askClickhouse((engine as Clickhouse).reader, { sql, parameters, mostRows: 10_000 });

test.for(Object.entries(savedQueries))(
  '%s answers the same on ClickHouse as on SQLite',
  async ([, query]) => {
    if (!engine) return;
    const filters = { since: Date.UTC(2026, 0, 1) * 1000 };
    const { sql, parameters } = compile(query, filters, { zone });
    const question = {
      sql,
      clickhouse: compile(query, filters, { zone, dialect }).sql,
      parameters: { ...parameters, session },
    };
    const wanted = await onSqlite()(question);
    expectSame(await onClickhouse(question), wanted);
    expect(wanted.rows.length).toBeGreaterThanOrEqual(3);
  },
);

/** Questions about spans that people type. */
const aboutSpans = {
  'the slowest spans with their turn and call':
    'SELECT name, duration_ms, session_id, prompt_id, tool_use_id, failed, day, hour FROM spans ORDER BY duration_ms DESC, span_id LIMIT 100',
  'requests with their sender and model':
    'SELECT timestamp, session_id, person, model, input_tokens, duration_ms, trace_id FROM span_llm_request ORDER BY time, span_id LIMIT 100',
  'calls of tools that spans and events both tell of':
    'SELECT s.tool_name AS called, count(*) AS n, sum(k.duration_ms) AS ms FROM span_tool AS s JOIN tool_calls AS k ON k.tool_use_id = s.tool_use_id GROUP BY s.tool_name ORDER BY n DESC, called',
};

test.for(Object.entries(aboutSpans))('%s are the same on ClickHouse as on SQLite', async ([, sql]) => {
  if (!engine) return;
  const question = { sql, clickhouse: sql, parameters: {} };
  const wanted = await onSqlite()(question);
  expectSame(await onClickhouse(question), wanted);
  expect(wanted.rows.length).toBeGreaterThanOrEqual(3);
  for (const row of wanted.rows.slice(0, 1))
    expect(row.filter((cell) => cell === null).length).toBeLessThan(3);
});

/** Reports of the same days by both. */
const reports = { asked: { since: '12d', by: 'branch' }, options: { zone, now: now * 1000 } };

test.for(['cost-by', ...Object.keys(contents)])(
  '%s of a report has the same rows on ClickHouse as on SQLite',
  async (name) => {
    if (!engine) return;
    const [wanted, found] = await Promise.all(
      [onSqlite(), onClickhouse].map(async (ask) =>
        (await makeReport(ask, reports.asked, reports.options)).tables.find((table) => table.name === name),
      ),
    );
    if (!wanted || !found) throw new Error(`there is no table ${name}`);
    expectSame(found, wanted);
    expect(wanted.rows.length).toBeGreaterThan(0);
  },
);

test('figures of a report, narrowed by a label too, are the same on ClickHouse as on SQLite', async () => {
  if (!engine) return;
  for (const labels of [{}, { project }, { branch: 'main' }]) {
    const [wanted, found] = await Promise.all(
      [onSqlite(), onClickhouse].map((ask) => makeReport(ask, { since: '7d', labels }, reports.options)),
    );
    expect(found?.figures.map(({ name }) => name)).toEqual(wanted?.figures.map(({ name }) => name));
    const different = found?.figures.filter(({ value, before }, index) => {
      const same = wanted?.figures[index];
      return !(isEqual(value, same?.value ?? null) && isEqual(before, same?.before ?? null));
    });
    expect(different).toEqual([]);
    expect(wanted?.figures.find(({ name }) => name === 'cost_usd')?.value).toBeGreaterThan(0);
  }
});

test('comparisons and scores are the same on ClickHouse as on SQLite', async () => {
  if (!engine) return;
  const criteriaAsked = criterionNames.map((name) => ({ name, limit: 1, weight: 1 }));
  const sides = {
    before: { text: 'before', asked: { since: '2026-11-13', until: '2026-11-18' } },
    after: { text: 'after', asked: { since: '2026-11-19', until: '2026-11-25' } },
  };
  const [wanted, found] = await Promise.all(
    [onSqlite(), onClickhouse].map((ask) => compareSides(ask, sides, criteriaAsked, reports.options)),
  );
  expect(found).toEqual(wanted);
  expect(wanted?.before.sessions).toBeGreaterThan(10);
  const range = rangeOf({ since: '12d' }, zone, reports.options.now);
  for (const query of [trendQuery(criteriaAsked), worstQuery(criteriaAsked)]) {
    const asked = (ask: AskSql) => createAsker(ask, range, {}, { zone })(query);
    const onLedger = await asked(onSqlite());
    expectSame(await asked(onClickhouse), onLedger);
    expect(onLedger.rows.length).toBeGreaterThan(1);
  }
});

test('who reads may say how long a query may take, up to the limit, and changes nothing else', async () => {
  if (!engine) return;
  const { reader } = engine;
  const asking = (settings: Readonly<Record<string, number>>) => reader.run('SELECT 42', { settings });
  expect((await asking({ max_execution_time: 10 })).trim()).toBe('42');
  await expect(asking({ max_execution_time: 60 })).rejects.toThrow(/max_execution_time/);
  await expect(asking({ max_memory_usage: 1_000_000 })).rejects.toThrow(/readonly/);
});

test('what was planted into sessions is found by both, with the same amounts', async () => {
  if (!engine) return;
  const world = plant();
  for (const { planted } of Object.values(findingCases)) planted(world);
  // Another ledger, which begins with an empty ClickHouse.
  await engine.writer.run('DROP DATABASE telemetry SYNC');
  const store = openStore(world.folder);
  const follower = follow({ database: store, client: engine.writer, schema });
  await caughtUp(follower);
  await follower.stop();
  store.close();
  const [wanted, found] = await Promise.all(
    [onSqlite(world.folder), onClickhouse].map((ask) => findIn(ask, { since: '7d' }, world.options)),
  );
  expect(wanted?.map(({ name }) => name).toSorted()).toEqual(Object.keys(findings).toSorted());
  expect(found).toEqual(wanted);
});
