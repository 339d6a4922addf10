import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { Command } from 'commander';
import { createCalendar } from '../../config/calendar.ts';
import { home } from '../../config/home.ts';
import { load } from '../../config/load.ts';
import { exitCode, Failure } from '../../failure.ts';
import type { Cell } from '../../queries/engine/question.ts';
import { type ExportSet, shareableSets, wholeSets } from '../../queries/export/sets.ts';
import { csvLines } from '../../queries/formats/csv.ts';
import { parquetFile } from '../../queries/formats/parquet.ts';
import { jsonLines } from '../../queries/formats/text.ts';
import { momentOf } from '../../queries/moment.ts';
import { askFrom, fromOption } from '../ask-from.ts';
import type { CommandGroup } from '../command.ts';
import { print, say } from '../terminal.ts';

const formats = ['csv', 'jsonl', 'parquet'] as const;
type ExportFormat = (typeof formats)[number];

interface ExportFlags {
  readonly format: string;
  readonly since?: string;
  readonly until?: string;
  readonly tables?: string;
  readonly shareable?: true;
  readonly from?: readonly string[];
}

type AskRows = ReturnType<typeof askFrom>;
type Parameters = Readonly<Record<string, string | number>>;

/** Rows asked for at once: some MB at most. */
const pageRows = 20_000;
/** Parquet is written in one piece, which must fit into memory. */
const mostParquetRows = 1_000_000;
/** After every time that there is. */
const endOfTime = 253_402_300_799_000_000;

const usage = (what: string, where: string, fix: string): Failure =>
  new Failure(what, { where, fix, exitCode: exitCode.usage });

const timeOf = (text: string | undefined, option: string, otherwise: number): number => {
  const time = text === undefined ? otherwise : momentOf(text);
  if (Number.isFinite(time)) return time;
  throw usage(`"${text}" is not a time.`, option, 'Say 24h, 7d, or a date such as 2026-11-20.');
};

interface RowPage {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

async function* pagesOf(ask: AskRows, { sql }: ExportSet, parameters: Parameters): AsyncGenerator<RowPage> {
  for (let offset = 0; ; offset += pageRows) {
    const page = await ask({
      sql: `${sql} LIMIT ${pageRows} OFFSET ${offset}`,
      parameters,
      rows: pageRows,
      seconds: 300,
    });
    if (page.rows.length > 0 || offset === 0) yield page;
    if (page.rows.length < pageRows) return;
  }
}

const writeParquet = async (
  ask: AskRows,
  set: ExportSet,
  parameters: Parameters,
  file: string,
): Promise<number> => {
  const rows: (readonly Cell[])[] = [];
  let columns: readonly string[] = [];
  for await (const page of pagesOf(ask, set, parameters)) {
    columns = page.columns;
    rows.push(...page.rows);
    if (rows.length > mostParquetRows)
      throw new Failure(`${set.name} has more than ${mostParquetRows} rows.`, {
        fix: 'Ask for a shorter time (--since, --until), or for CSV.',
      });
  }
  if (rows.length > 0) await writeFile(file, await parquetFile({ columns, rows }), { mode: 0o600 });
  return rows.length;
};

const writeText = async (
  ask: AskRows,
  set: ExportSet,
  parameters: Parameters,
  file: string,
  format: ExportFormat,
): Promise<number> => {
  const output = createWriteStream(file, { mode: 0o600 });
  let count = 0;
  for await (const page of pagesOf(ask, set, parameters)) {
    const isFirst = count === 0;
    count += page.rows.length;
    const head = isFirst && format === 'csv' ? [[...page.columns]] : [];
    output.write(format === 'csv' ? csvLines([...head, ...page.rows]) : jsonLines(page));
  }
  output.end();
  await finished(output);
  return count;
};

/** Writes one table beside its place, and puts it there when it is whole. */
const writeSet = async (
  ask: AskRows,
  set: ExportSet,
  parameters: Parameters,
  file: string,
  format: ExportFormat,
): Promise<number> => {
  const part = `${file}.part`;
  try {
    const rows = await (format === 'parquet'
      ? writeParquet(ask, set, parameters, part)
      : writeText(ask, set, parameters, part, format));
    if (rows > 0) await rename(part, file);
    return rows;
  } finally {
    rmSync(part, { force: true });
  }
};

/** A name with the ending of a format is one file of one table; else it is a folder. */
const placeOf = (
  place: string,
  format: ExportFormat,
  sets: readonly ExportSet[],
): ((set: ExportSet) => string) => {
  if (path.extname(place) === `.${format}`) {
    if (sets.length !== 1)
      throw usage(
        'One file holds one table.',
        place,
        'Name one with --tables, or a folder in place of the file.',
      );
    return () => place;
  }
  mkdirSync(place, { recursive: true, mode: 0o700 });
  return ({ name }) => path.join(place, `${name}.${format}`);
};

const setsOf = ({ shareable, tables }: ExportFlags): readonly ExportSet[] => {
  const all = shareable ? shareableSets() : wholeSets();
  if (tables === undefined) return all;
  return tables.split(',').map((name) => {
    const set = all.find((candidate) => candidate.name === name.trim());
    if (set) return set;
    throw usage(
      `There is no table "${name}".`,
      '--tables',
      `There are: ${all.map((known) => known.name).join(', ')}.`,
    );
  });
};

const run = async (place: string, options: ExportFlags): Promise<void> => {
  const format = formats.find((name) => name === options.format);
  if (!format)
    throw usage(`There is no format "${options.format}".`, '--format', `There are: ${formats.join(', ')}.`);
  const since = timeOf(options.since, '--since', 0);
  const until = timeOf(options.until, '--until', endOfTime);
  const calendar = createCalendar(load(home()).config.timeZone);
  const dayOf = (microseconds: number): string => calendar(microseconds / 1000).day;
  const parameters = { since, until, sinceDay: dayOf(since), untilDay: dayOf(until) };
  const sets = setsOf(options);
  const fileOf = placeOf(place, format, sets);
  const ask = askFrom(options.from);
  let files = 0;
  for (const set of sets) {
    const rows = await writeSet(ask, set, parameters, fileOf(set), format);
    if (rows === 0) continue;
    files += 1;
    say(`${fileOf(set)}: ${rows} rows`);
  }
  print(files === 0 ? 'There is nothing to export in this range.' : `${files} files written.`);
};

const examples = `
Examples:
  start-observability export usage                                    every table as CSV in the folder usage
  start-observability export sessions.parquet --format parquet --tables sessions --since 90d
  start-observability export shared --shareable                       sums over at least five people, to give away

What is not stored is not exported: the privacy settings hold for exports, too. Formulas in CSV are made harmless.`;

export const group: CommandGroup = 'keep';
export const brief = 'Write the tables as CSV, JSON lines or Parquet';

export const build = (): Command =>
  new Command('export')
    .description('Write the tables as CSV, JSON lines or Parquet, whole or a range of time.')
    .argument('<place>', 'a folder, or for one table a file')
    .option('--format <format>', formats.join(', '), 'csv')
    .option('--since <time>', 'how far back (24h, 7d), or a date')
    .option('--until <time>', 'until then')
    .option('--tables <names>', 'some tables only, with commas between')
    .option(...fromOption)
    .option('--shareable', 'without persons, projects and texts; groups of at least five people')
    .addHelpText('after', examples)
    .action(run);
