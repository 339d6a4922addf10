import { Command } from 'commander';
import { home } from '../../config/home.ts';
import { load } from '../../config/load.ts';
import { exitCode, Failure } from '../../failure.ts';
import { compile, type Filters } from '../../queries/compile.ts';
import { clickhouse, sqlite } from '../../queries/dialect.ts';
import type { Answer } from '../../queries/engine/question.ts';
import { csvLines } from '../../queries/formats/csv.ts';
import { parquetFile } from '../../queries/formats/parquet.ts';
import { jsonLines, markdownTable, oneLine } from '../../queries/formats/text.ts';
import { momentOf } from '../../queries/moment.ts';
import { savedQueries } from '../../queries/saved-queries.ts';
import { askOwnClickhouse } from '../ask-clickhouse.ts';
import { askFrom, fromOption } from '../ask-from.ts';
import type { CommandGroup } from '../command.ts';
import { collect, type FilterOptions, labelsOf } from '../filters.ts';
import { paint, print, printData, printJson, say, table } from '../terminal.ts';

const formats = ['table', 'csv', 'json', 'jsonl', 'markdown', 'parquet'] as const;
type AnswerFormat = (typeof formats)[number];

interface QueryFlags extends FilterOptions {
  readonly saved?: string;
  readonly list?: true;
  readonly explain?: true;
  readonly since?: string;
  readonly until?: string;
  readonly session?: string;
  readonly engine: string;
  readonly format: string;
  readonly rows: string;
  readonly seconds: string;
  readonly from?: readonly string[];
}

const wrong = (what: string, where: string, fix: string): Failure =>
  new Failure(what, { where, fix, exitCode: exitCode.usage });

const timeOf = (text: string | undefined, option: string): number | undefined => {
  if (text === undefined) return undefined;
  const time = momentOf(text);
  if (Number.isFinite(time)) return time;
  throw wrong(`"${text}" is not a time.`, option, 'Say 30m, 24h, 7d, or a date such as 2026-11-20.');
};

const numberOf = (text: string, option: string, most: number): number => {
  const number = Number(text);
  if (number > 0 && number <= most) return number;
  throw wrong(`"${text}" is not a number between 0 and ${most}.`, option, 'start-observability query --help');
};

const dialects = { sqlite, clickhouse } as const;

const dialectOf = (engine: string) => {
  if (engine === 'sqlite' || engine === 'clickhouse') return dialects[engine];
  throw wrong(
    `There is no engine "${engine}".`,
    '--engine',
    `There are: ${Object.keys(dialects).join(', ')}.`,
  );
};

const askerOf = ({ engine, from }: QueryFlags) => {
  if (dialectOf(engine) === sqlite) return askFrom(from);
  if (from === undefined) return askOwnClickhouse;
  throw wrong('Sessions as files are asked in SQLite.', '--engine', 'Leave out --engine, or --from.');
};

const savedQuestion = (name: string, options: QueryFlags) => {
  const query = Object.hasOwn(savedQueries, name) ? savedQueries[name] : undefined;
  if (!query)
    throw wrong(`There is no saved query "${name}".`, '--saved', 'start-observability query --list');
  const filters: Filters = {
    since: timeOf(options.since, '--since'),
    until: timeOf(options.until, '--until'),
    labels: labelsOf(options),
  };
  if (query.parameters?.['session'] && !options.session)
    throw wrong(
      'This query is about one session.',
      '--session',
      `--session ID: ${query.parameters['session']}`,
    );
  const { labels, timeZone } = load(home()).config;
  const compiled = compile(query, filters, {
    extraLabels: labels.extra,
    zone: timeZone,
    dialect: dialectOf(options.engine),
  });
  const own = query.parameters?.['session'] ? { session: options.session ?? null } : {};
  return { sql: compiled.sql, parameters: { ...compiled.parameters, ...own }, query };
};

const list = (): void => {
  const rows = Object.entries(savedQueries).map(([name, { question }]) => [name, question]);
  print(table([['name', 'question'], ...rows]));
};

const show = async (answer: Answer, format: AnswerFormat): Promise<void> => {
  switch (format) {
    case 'json':
      printJson(
        answer.rows.map((row) =>
          Object.fromEntries(answer.columns.map((name, index) => [name, row[index] ?? null])),
        ),
      );
      return;
    case 'jsonl':
      printData(jsonLines(answer));
      return;
    case 'csv':
      printData(csvLines([[...answer.columns], ...answer.rows]));
      return;
    case 'markdown':
      print(markdownTable(answer));
      return;
    case 'parquet':
      if (process.stdout.isTTY)
        throw wrong(
          'Parquet is not for a terminal.',
          '--format',
          'Send it to a file: … --format parquet > FILE.parquet',
        );
      process.stdout.write(await parquetFile(answer));
      return;
    default:
      print(table([[...answer.columns], ...answer.rows.map((row) => row.map(oneLine))]));
  }
};

const howToAsk = ({ from = [] }: QueryFlags): string =>
  from.length > 1
    ? 'Everything after --from is a folder. Put the question first: start-observability query "SELECT …" --from FOLDER'
    : 'start-observability query "SELECT …", or --saved NAME; --list shows the names.';

const run = async (sql: string | undefined, options: QueryFlags): Promise<void> => {
  if (options.list) return list();
  const format = formats.find((name) => name === options.format);
  if (!format)
    throw wrong(`There is no format "${options.format}".`, '--format', `There are: ${formats.join(', ')}.`);
  if ((sql === undefined) === (options.saved === undefined))
    throw wrong('Say what to ask.', 'query', howToAsk(options));
  const saved = options.saved === undefined ? undefined : savedQuestion(options.saved, options);
  const question = saved ?? { sql: sql ?? '', parameters: {} };
  if (saved && options.explain) {
    print(
      Object.entries(saved.query.columns)
        .map(([name, brief]) => `${name}: ${brief}`)
        .join('\n'),
    );
    print(`\n${saved.query.advice}${saved.query.limits ? `\n${saved.query.limits}` : ''}\n${saved.sql}`);
    return;
  }
  const answer = await askerOf(options)({
    sql: question.sql,
    parameters: question.parameters,
    rows: numberOf(options.rows, '--rows', 1_000_000),
    seconds: numberOf(options.seconds, '--seconds', 600),
  });
  await show(answer, format);
  if (answer.isCut)
    say(
      paint('yellow', `Cut after ${answer.rows.length} rows; --rows NUMBER asks for more.`, process.stderr),
    );
  else if (answer.rows.length === 0 && format === 'table') say('No rows.');
};

const examples = `
Examples:
  start-observability query "SELECT day, sum(cost_usd) FROM days GROUP BY day ORDER BY day DESC LIMIT 7"
  start-observability query --list                                   the saved queries
  start-observability query --saved session-recent --since 7d --project shop
  start-observability query --saved tool-top --format csv > tools.csv
  start-observability query --saved tool-top --engine clickhouse     ask ClickHouse, where it is enabled
  start-observability query --saved error-patterns --explain         its columns, what to do, and its SQL

Tables and columns are in docs/sql.md. Nothing can be changed by a query.`;

export const group: CommandGroup = 'see';
export const brief = 'Ask in SQL, or by a saved query';

export const build = (): Command =>
  new Command('query')
    .description('Ask the ledger in SQL, or by a saved query.')
    .argument('[sql]', 'a SELECT')
    .option('--saved <name>', 'a saved query')
    .option('--list', 'list the saved queries')
    .option('--explain', 'what a saved query answers, instead of its answer')
    .option('--since <time>', 'for saved queries: how far back (24h, 7d), a date, or all; 30 days by default')
    .option('--until <time>', 'for saved queries: until then')
    .option('--project <name>', 'for saved queries: one project')
    .option('--person <name>', 'for saved queries: one person')
    .option('--session <id>', 'for saved queries about one session: its id, or the beginning of it')
    .option('--label <name=value>', 'for saved queries: one value of a label; may be repeated', collect, [])
    .option(...fromOption)
    .option('--engine <engine>', `who answers: ${Object.keys(dialects).join(', ')}`, 'sqlite')
    .option('--format <format>', formats.join(', '), 'table')
    .option('--rows <number>', 'most rows', '10000')
    .option('--seconds <number>', 'longest time', '10')
    .addHelpText('after', examples)
    .action(run);
