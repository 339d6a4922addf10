import path from 'node:path';
import type { DatabaseSync } from '@photostructure/sqlite';
import { expect, test } from 'vitest';
import { openStore as openJournal, openReadOnly } from '../../../src/hooks/journal/journal-store.ts';
import { migrations as hooksSteps } from '../../../src/hooks/journal/migrations.ts';
import { migrations as ledgerSteps } from '../../../src/ledger/migrations.ts';
import { openStore } from '../../../src/ledger/store.ts';
import { dataNotes } from '../../../src/lifecycle/upgrade/data.ts';
import { temporaryHome } from '../../home.ts';

/** What a next version could bring: another column with a value for old rows, and another table. */
const next =
  "ALTER TABLE counters ADD COLUMN unit TEXT NOT NULL DEFAULT ''; CREATE TABLE later (id INTEGER);";

interface Rows {
  readonly [table: string]: readonly unknown[];
}

const tables = (store: InstanceType<typeof DatabaseSync>): readonly string[] =>
  (
    store.prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").all() as {
      name: string;
    }[]
  ).map(({ name }) => name);

const rowsOf = (store: InstanceType<typeof DatabaseSync>, names: readonly string[]): Rows =>
  Object.fromEntries(names.map((name) => [name, store.prepare(`SELECT * FROM ${name}`).all()]));

const ledgerRows = `
  INSERT INTO counters VALUES (1, 'claude_code.cost.usage', '[["model","opus"]]', 123456789012345, 123456789012000);
  INSERT INTO series VALUES (1, 'key', 1, 20000);
  INSERT INTO folded VALUES (1, 10, 0, 42);
  INSERT INTO events VALUES (1, 'id', 5, 6, 'api_request', 's', '{"cost_usd":"0.1"}');
  INSERT INTO sessions (id, user, first, last, opened, cost_metrics) VALUES ('s', 'u', 1, 2, 1, 7);
  INSERT INTO user_days VALUES (20000, 'u');
  INSERT INTO days VALUES ('2026-11-20', 7, 8, 9);
  INSERT INTO facts VALUES ('starts', '3');`;

const hooksRows = `
  INSERT INTO events VALUES (1, 'key', 5, 's', 'PreToolUse', 'Bash', NULL, NULL, NULL, NULL, NULL, '{}', NULL);
  INSERT INTO verdicts VALUES (1, 5, 'deny', 'delete', 'rm-root', 'service', 'K7QX-29FM');
  INSERT INTO counters VALUES (1, 'hooks', '{}', 42, 40);
  INSERT INTO asked VALUES (1, 5, 's', 'main', 'c', 'Bash');
  INSERT INTO facts VALUES ('instance', 'abc');`;

/** What later steps call tables of the first version; those that are gone have no rows that anybody reads. */
const laterNames: Readonly<Record<string, Readonly<Record<string, string | undefined>>>> = {
  ledger: { events: 'events_before_tables', sessions: 'open_sessions', days: undefined, facts: undefined },
};
/** Values that a later step writes in another form. */
const laterValues = (rows: readonly unknown[]): readonly unknown[] =>
  (rows as readonly Record<string, unknown>[]).map((row) =>
    row['labels'] === '[["model","opus"]]' ? { ...row, labels: '{"model":"opus"}' } : row,
  );

/** The rows of the first version, as a later one has them. */
const laterRows = (name: string, before: Rows): Rows =>
  Object.fromEntries(
    Object.entries(before).flatMap(([table, rows]) => {
      const later = laterNames[name] && table in laterNames[name] ? laterNames[name][table] : table;
      return later === undefined ? [] : [[later, laterValues(rows)]];
    }),
  );

const stores = [
  ['ledger', openStore, ledgerSteps, ledgerRows],
  ['hooks', openJournal, hooksSteps, hooksRows],
] as const;

test.each(stores)(
  'the %s keeps every row through each schema so far, and the next one',
  (name, open, steps, rows) => {
    const folder = path.join(temporaryHome().data, name);
    // Data as the first version wrote it.
    const first = open(folder, steps.slice(0, 1));
    first.exec(rows);
    const names = tables(first);
    const before = rowsOf(first, names);
    for (const table of names) expect(before[table]).toHaveLength(1);
    first.close();

    const kept = laterRows(name, before);
    const now = open(folder, [...steps, next]);
    expect(rowsOf(now, Object.keys(kept))).toMatchObject(kept);
    expect(now.prepare('SELECT unit FROM counters').all()).toEqual([{ unit: '' }]);
    expect(now.prepare('SELECT count(*) AS n FROM later').get()).toEqual({ n: 0 });
    now.close();

    // Opened again, nothing is done twice; and the version before refuses it instead of guessing.
    const again = open(folder, [...steps, next]);
    expect(rowsOf(again, Object.keys(kept))).toMatchObject(kept);
    again.close();
    expect(() => open(folder, steps)).toThrow(/newer version/);
  },
);

test('a step that fails halfway leaves the schema and the rows as they were', () => {
  const folder = path.join(temporaryHome().data, 'ledger');
  const first = openStore(folder, ledgerSteps.slice(0, 1));
  first.exec(ledgerRows);
  first.close();
  const store = openStore(folder);
  const names = tables(store);
  const before = rowsOf(store, names);
  store.close();
  expect(() => openStore(folder, [...ledgerSteps, `${next} INSERT INTO nowhere VALUES (1);`])).toThrow(
    /nowhere/,
  );
  const after = openStore(folder);
  expect(tables(after)).toEqual(names);
  expect(rowsOf(after, names)).toEqual(before);
  after.close();
});

test('what a start would do to the data is told beforehand', () => {
  const home = temporaryHome();
  expect(dataNotes(home)).toEqual([]);
  openStore(path.join(home.data, 'ledger'), []).close();
  openJournal(path.join(home.data, 'hooks')).close();
  expect(dataNotes(home)).toEqual([
    { store: 'ledger', from: 0, to: ledgerSteps.length },
    { store: 'hooks', from: hooksSteps.length, to: hooksSteps.length },
  ]);
  openReadOnly(path.join(home.data, 'hooks')).close();
});
