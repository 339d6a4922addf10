import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { expect, onTestFinished, test, vi } from 'vitest';
import { closeDatabase, type DatabaseFile, openDatabase, transaction } from '../../src/store/database.ts';

const migrations = [
  `CREATE TABLE counters (id INTEGER PRIMARY KEY, metric TEXT NOT NULL, labels TEXT NOT NULL, value INTEGER NOT NULL);
   CREATE TABLE events (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
   CREATE TABLE days (day TEXT PRIMARY KEY, cost INTEGER NOT NULL) WITHOUT ROWID;`,
];
const lines = 5000;
const pageBytes = 4096;

/** A database with many rows, closed; and what is said while it is opened again. */
const filled = () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'damage-'));
  const told = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  onTestFinished(() => {
    told.mockRestore();
    rmSync(folder, { recursive: true });
  });
  const wanted: DatabaseFile = { file: path.join(folder, 'a.db'), title: 'The store', migrations };
  const database = openDatabase(wanted);
  transaction(database, () => {
    const counter = database.prepare("INSERT INTO counters (metric, labels, value) VALUES ('cost', ?, ?)");
    const event = database.prepare('INSERT INTO events (text) VALUES (?)');
    const day = database.prepare('INSERT INTO days VALUES (?, ?)');
    database.exec('CREATE TABLE typed (id INTEGER PRIMARY KEY, tool TEXT)');
    database.exec("INSERT INTO typed (tool) VALUES ('Bash'), ('Read')");
    for (let line = 0; line < lines; line += 1) {
      counter.run(JSON.stringify({ line: String(line) }), 9_007_199_254_740_993n);
      event.run(`event ${line} ${'x'.repeat(200)}`);
      day.run(`day ${line}`, line);
    }
  });
  closeDatabase(database);
  return { wanted, folder, told };
};

const countIn = (wanted: DatabaseFile) => {
  const database = openDatabase(wanted);
  const rows = (table: string) =>
    Number((database.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n);
  const found = { counters: rows('counters'), events: rows('events'), days: rows('days') };
  database.close();
  return found;
};

/** Everywhere: pages keep old copies of their rows. */
const replaceAll = (file: string, from: string, to: string) =>
  writeFileSync(file, readFileSync(file, 'latin1').replaceAll(from, to), 'latin1');

const overwrite = (file: string, position: number, text: string) => {
  const bytes = readFileSync(file);
  bytes.write(text, position);
  writeFileSync(file, bytes);
};

const asideIn = (folder: string) => readdirSync(folder).filter((name) => name.includes('.damaged-'));

test('a database that is closed has everything in its one file', () => {
  const { wanted } = filled();
  rmSync(`${wanted.file}-wal`, { force: true });
  rmSync(`${wanted.file}-shm`, { force: true });
  expect(countIn(wanted)).toEqual({ counters: lines, events: lines, days: lines });
});

test('a whole database is opened as it is', () => {
  const { wanted, folder, told } = filled();
  expect(countIn(wanted)).toEqual({ counters: lines, events: lines, days: lines });
  expect(asideIn(folder)).toEqual([]);
  expect(told).not.toHaveBeenCalled();
});

test('of a database with damaged pages every readable row goes on; the file is kept, and its name is told', () => {
  const { wanted, folder, told } = filled();
  const before = readFileSync(wanted.file);
  const page = Math.floor(before.length / pageBytes / 2);
  overwrite(wanted.file, page * pageBytes, '\u00ff'.repeat(600));
  const damaged = readFileSync(wanted.file);
  const found = countIn(wanted);
  expect(found.counters + found.events + found.days).toBeGreaterThan(lines * 2.9);
  expect(found.counters + found.events + found.days).toBeLessThan(lines * 3);
  const [aside = ''] = asideIn(folder);
  expect(readFileSync(path.join(folder, aside)).equals(damaged)).toBe(true);
  expect(told.mock.calls[0]?.[0]).toContain(aside);
  // The new one is whole.
  expect(countIn(wanted)).toEqual(found);
  expect(asideIn(folder)).toEqual([aside]);
});

test('what stands between two damaged pages of a table goes on, too', () => {
  const { wanted } = filled();
  const bytes = readFileSync(wanted.file);
  const pageOf = (text: string) => Math.floor(bytes.indexOf(text) / pageBytes) * pageBytes;
  for (const line of [1000, 4000]) overwrite(wanted.file, pageOf(`event ${line} x`), '\u00ff'.repeat(600));
  const { events } = countIn(wanted);
  expect(events).toBeGreaterThan(lines - 60);
  expect(events).toBeLessThan(lines);
});

test('a definition that cannot be read hides no table, its own neither where we know it', () => {
  const { wanted } = filled();
  overwrite(wanted.file, readFileSync(wanted.file).indexOf('CREATE TABLE events'), 'CREATE \u00ff');
  expect(countIn(wanted)).toEqual({ counters: lines, events: lines, days: lines });
  const database = openDatabase(wanted);
  expect(database.prepare('SELECT count(*) AS n FROM typed').get()).toEqual({ n: 2 });
  database.close();
});

test('a number that a flipped bit made too large to be read is left out, and all other rows go on', () => {
  const { wanted } = filled();
  const before = new DatabaseSync(wanted.file);
  before.exec('UPDATE days SET cost = 70194494097004408 WHERE cost = 7');
  before.close();
  replaceAll(wanted.file, '{"line":"80"}', '{"line":"80"$');
  expect(countIn(wanted)).toEqual({ counters: lines - 1, events: lines, days: lines - 1 });
});

test('a row whose labels are cut up is left out, and all others go on to the last digit', () => {
  const { wanted } = filled();
  replaceAll(wanted.file, '{"line":"77"}', '{"line":"77"$');
  expect(countIn(wanted)).toEqual({ counters: lines - 1, events: lines, days: lines });
  const database = openDatabase(wanted);
  expect(database.prepare('SELECT count(*) AS n FROM typed').get()).toEqual({ n: 2 });
  const sum = database.prepare('SELECT CAST(value AS TEXT) AS value FROM counters LIMIT 1').get();
  expect(sum).toEqual({ value: '9007199254740993' });
  database.close();
});

test('a counter whose name or label was flipped is left out: no engine would take it', () => {
  const { wanted } = filled();
  replaceAll(wanted.file, '{"line":"78"}', '{"l\u00ffne":"78"}');
  replaceAll(wanted.file, 'cost{"line":"79"}', 'c\u00ffst{"line":"79"}');
  expect(countIn(wanted)).toEqual({ counters: lines - 2, events: lines, days: lines });
});

test.for([
  ['whose first page is lost', (file: string) => overwrite(file, 0, 'z'.repeat(200))],
  ['that was cut in half', (file: string) => truncateSync(file, readFileSync(file).length / 2)],
  [
    'of another kind',
    (file: string) => writeFileSync(file, 'not a database at all, but long enough to be one'),
  ],
] as const)('a file %s is set aside, and counting begins anew', ([, damage]) => {
  const { wanted, folder } = filled();
  damage(wanted.file);
  expect(countIn(wanted).days).toBeLessThan(lines);
  expect(asideIn(folder)).toHaveLength(1);
});

test.for([
  ['gone', (file: string) => rmSync(file)],
  ['empty', (file: string) => truncateSync(file, 0)],
] as const)('a file that is %s is noted as lost, and counting begins anew', ([, lose]) => {
  const { wanted, folder, told } = filled();
  lose(wanted.file);
  expect(countIn(wanted)).toEqual({ counters: 0, events: 0, days: 0 });
  const [note = ''] = asideIn(folder);
  expect(readFileSync(path.join(folder, note), 'utf8')).toContain(`${wanted.file} was gone, or empty`);
  expect(told.mock.calls[0]?.[0]).toContain(note);
  // Once: the new one is there.
  expect(countIn(wanted)).toEqual({ counters: 0, events: 0, days: 0 });
  expect(asideIn(folder)).toEqual([note]);
});
