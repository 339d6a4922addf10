import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore, storeFile } from '../../src/ledger/store.ts';
import { compile } from '../../src/queries/compile.ts';
import { answer, openForReading } from '../../src/queries/engine/answer.ts';
import { savedQueries } from '../../src/queries/saved-queries.ts';
import { transaction } from '../../src/store/database.ts';
import { syncTables } from '../../src/tables/sync.ts';
import { createTables } from '../../src/tables/tables.ts';
import { fillMergedPulls } from '../tables/merged-pulls.ts';
import { fillPlanWindows } from '../tables/plan-windows.ts';
import { fill, linesOf } from '../tables/team.ts';
import type { Cell } from './expected/adding.ts';
import { expectedErrors } from './expected/errors.ts';
import { expectedRecords } from './expected/records.ts';
import { expectedSessions } from './expected/sessions.ts';
import { expectedTools } from './expected/tools.ts';
import { type World, worldOf } from './expected/world.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'saved-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A Wednesday at noon, well after the sessions of the morning. */
const now = new Date(2026, 10, 25, 13).getTime();
const expectedAnswers = { ...expectedSessions, ...expectedErrors, ...expectedTools, ...expectedRecords };
let world: World;
let session = '';

beforeAll(() => {
  const lines = [...linesOf({ now, days: 12, seed: 'saved queries' })];
  const store = openStore(folder);
  store.exec('PRAGMA synchronous = OFF');
  transaction(store, () => syncTables(store, []));
  fill(store, createTables(store), lines);
  fillPlanWindows(store);
  fillMergedPulls(store);
  store.close();
  world = worldOf(lines);
  session = world.sessions.toSorted((one, other) => other.calls - one.calls)[0]?.id ?? '';
});

const decimals = (value: number): number => String(value).split(/[.e]/)[1]?.length ?? 0;

/** Equal, but for the last digit of what is rounded. */
const isEqual = (column: string, found: Cell, wanted: Cell): boolean => {
  if (typeof found !== 'number' || typeof wanted !== 'number') return found === wanted;
  const digits = decimals(found);
  const tolerance = digits > 0 ? 1.01 * 10 ** -Math.min(digits, 9) : column.startsWith('mean_') ? 1 : 0;
  return (
    Math.abs(found - wanted) <=
    (Number.isInteger(wanted) && digits === 0
      ? tolerance
      : Math.max(tolerance, /share|change/.test(column) ? 1e-4 : 0))
  );
};

test.for(Object.entries(savedQueries))(
  '%s answers what an independent computation finds in the data',
  ([name, query]) => {
    const compute = expectedAnswers[name];
    if (!compute) throw new Error(`nobody computes ${name}`);
    const wanted = compute(world, session);
    const { sql, parameters } = compile(query, { since: Date.UTC(2026, 0, 1) * 1000 });
    const database = openForReading(storeFile(folder));
    const { columns, rows } = answer(database, {
      sql,
      parameters: { ...parameters, session },
      mostRows: 10_000,
    });
    database.close();
    expect(columns).toEqual(Object.keys(query.columns));
    expect(wanted.length).toBeGreaterThanOrEqual(3);
    expect(rows.length).toBe(wanted.length);
    for (const [index, row] of rows.entries()) {
      const different = row.flatMap((cell, column) =>
        isEqual(columns[column] ?? '', cell, wanted[index]?.[column] ?? null)
          ? []
          : [`${columns[column]}: ${cell}, not ${wanted[index]?.[column]}`],
      );
      expect(different, `row ${index}: ${JSON.stringify(row)}, not ${JSON.stringify(wanted[index])}`).toEqual(
        [],
      );
    }
  },
);

test('there are twelve queries about sessions, ten about errors, thirteen about tools, nine for boards and five more', () => {
  const names = Object.keys(savedQueries);
  const of = (prefix: string) => names.filter((name) => name.startsWith(prefix)).length;
  expect([of('session-'), of('error-'), of('tool-'), of('board-'), names.length]).toEqual([
    12, 10, 13, 9, 49,
  ]);
});
