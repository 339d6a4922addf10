import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { askClickhouse } from '../src/clickhouse/ask.ts';
import { follow } from '../src/clickhouse/follow.ts';
import { sizesOf } from '../src/clickhouse/sizes.ts';
import { type LedgerStore, openStore, storeFile } from '../src/ledger/store.ts';
import { compile } from '../src/queries/compile.ts';
import { clickhouse as dialect } from '../src/queries/dialect.ts';
import { answer, openForReading } from '../src/queries/engine/answer.ts';
import { savedQueries } from '../src/queries/saved-queries.ts';
import { transaction } from '../src/store/database.ts';
import { syncTables } from '../src/tables/sync.ts';
import { createTables } from '../src/tables/tables.ts';
import { caughtUp } from '../test/clickhouse/compare.ts';
import { type Clickhouse, startClickhouse } from '../test/clickhouse/engine.ts';
import { fill, type Line, linesOf } from '../test/tables/team.ts';
import type { Row } from './row.ts';

/** The same team as `npm run bench sql`, a million events: 90 days of 45 people. Fewer days make it shorter. */
const team = {
  days: Number(process.env['BENCH_CLICKHOUSE_DAYS'] ?? 90),
  teams: 5,
  seed: 'bench',
  share: 0.55,
};
const zone = 'UTC';
const runs = 5;

/** A log record as the client sends it in JSON, without what a request has once. */
const receivedBytes = (line: Line): number =>
  line.kind === 'event'
    ? Buffer.byteLength(
        JSON.stringify({
          timeUnixNano: `${line.at}000000`,
          body: { stringValue: `claude_code.${line.name}` },
          attributes: Object.entries(line.attributes).map(([key, value]) => ({
            key,
            value: { stringValue: String(value) },
          })),
        }),
      )
    : Buffer.byteLength(JSON.stringify(line));

const make = (store: LedgerStore): { readonly events: number; readonly bytes: number } => {
  store.exec('PRAGMA synchronous = OFF');
  transaction(store, () => syncTables(store, []));
  let bytes = 0;
  const counted = function* () {
    for (const line of linesOf({ now: Date.now(), ...team })) {
      bytes += receivedBytes(line);
      yield line;
    }
  };
  fill(store, createTables(store, { zone }), counted());
  const { events } = store.prepare('SELECT count(*) AS events FROM event_list').get() as { events: number };
  return { events, bytes };
};

const residentBytes = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;

/** Processor time that a process has used, in milliseconds; the kernel counts in hundredths of a second. */
const processorMs = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const bestOf = async (ask: () => Promise<number>): Promise<number> => {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run += 1) best = Math.min(best, await ask());
  return best;
};

interface Asked {
  readonly engine: Clickhouse;
  readonly file: string;
  readonly session: string;
  /** How far back. */
  readonly days: number;
}

const measureQueries = async ({ engine, file, session, days }: Asked): Promise<readonly Row[]> => {
  const since = (Date.now() - days * 86_400_000) * 1000;
  const found: { name: string; onClickhouse: number; processor: number; onSqlite: number }[] = [];
  for (const [name, query] of Object.entries(savedQueries)) {
    const other = compile(query, { since }, { zone, dialect });
    const own = compile(query, { since }, { zone });
    const before = processorMs(engine.pid());
    const onClickhouse = await bestOf(async () => {
      const begun = performance.now();
      await askClickhouse(engine.reader, {
        sql: other.sql,
        parameters: { ...other.parameters, session },
        mostRows: 100_000,
      });
      return performance.now() - begun;
    });
    const processor = (processorMs(engine.pid()) - before) / runs;
    const database = openForReading(file);
    const onSqlite = await bestOf(
      async () =>
        answer(database, { sql: own.sql, parameters: { ...own.parameters, session }, mostRows: 100_000 })
          .milliseconds,
    );
    database.close();
    found.push({ name, onClickhouse, processor, onSqlite });
  }
  return [
    ...found.map(({ name, onClickhouse, processor, onSqlite }) => ({
      what: `clickhouse: ${days} days, ${name} (${processor.toFixed(0)} ms of processor; SQLite ${onSqlite.toFixed(0)} ms)`,
      value: onClickhouse,
      unit: 'ms',
      bar: '< 100',
    })),
    {
      what: `clickhouse: ${days} days, of ${found.length} queries under 100 ms of processor`,
      value: found.filter(({ processor }) => processor < 100).length,
      unit: '',
    },
    {
      what: `clickhouse: ${days} days, of ${found.length} queries faster than SQLite`,
      value: found.filter(({ onClickhouse, onSqlite }) => onClickhouse < onSqlite).length,
      unit: '',
    },
    {
      what: `clickhouse: ${days} days, all ${found.length} queries (SQLite ${sum(found.map(({ onSqlite }) => onSqlite)).toFixed(0)} ms)`,
      value: sum(found.map(({ onClickhouse }) => onClickhouse)),
      unit: 'ms',
    },
  ];
};

/** ClickHouse beside SQLite: rows in, bytes on disk, every saved query, memory. */
export const benchClickhouse = async (): Promise<readonly Row[]> => {
  const engine = await startClickhouse({ clickhouse: { enabled: true } });
  if (!engine) return [];
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-clickhouse-'));
  const store = openStore(folder);
  try {
    const { events, bytes } = make(store);
    const begun = performance.now();
    const [ownBefore, engineBefore] = [process.cpuUsage(), processorMs(engine.pid())];
    const follower = follow({
      database: store,
      client: engine.writer,
      schema: { extraLabels: [], zone, keptFor: { events: '3650d', spans: '3650d', raw: '72h' } },
    });
    await caughtUp(follower, { forMs: 3_600_000 });
    const seconds = (performance.now() - begun) / 1000;
    const own = process.cpuUsage(ownBefore);
    const ownSeconds = (own.user + own.system) / 1e6;
    const engineSeconds = (processorMs(engine.pid()) - engineBefore) / 1000;
    await follower.stop();
    store.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    const { ownBytes } = await sizesOf(engine.writer);
    const { session } = store
      .prepare('SELECT session_id AS session FROM sessions ORDER BY tool_calls DESC LIMIT 1')
      .get() as { session: string };
    const asked = { engine, file: storeFile(folder), session };
    return [
      { what: 'clickhouse: events', value: events, unit: '' },
      { what: 'clickhouse: events taken over', value: events / seconds, unit: '1/s', bar: '> 1000' },
      {
        what: `clickhouse: events taken over a second of processor (ledger ${ownSeconds.toFixed(1)} s, ClickHouse ${engineSeconds.toFixed(1)} s)`,
        value: events / (ownSeconds + engineSeconds),
        unit: '1/s',
      },
      { what: 'clickhouse: bytes an event', value: ownBytes / events, unit: 'B' },
      {
        what: 'clickhouse: bytes an event in SQLite',
        value: statSync(storeFile(folder)).size / events,
        unit: 'B',
      },
      {
        what: 'clickhouse: JSON received to bytes on disk',
        value: bytes / ownBytes,
        unit: 'x',
        bar: '>= 20',
      },
      ...(await measureQueries({ ...asked, days: 30 })),
      ...(team.days > 30 ? await measureQueries({ ...asked, days: team.days }) : []),
      { what: 'clickhouse: memory', value: residentBytes(engine.pid()) / 2 ** 20, unit: 'MiB' },
    ];
  } finally {
    store.close();
    await engine.remove();
    rmSync(folder, { recursive: true });
  }
};
