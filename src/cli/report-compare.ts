import path from 'node:path';
import { Command } from 'commander';
import { home } from '../config/home.ts';
import { load } from '../config/load.ts';
import { createAsker, type ReportQuestion } from '../reports/ask.ts';
import { type Comparison, compareSides, sideOf } from '../reports/compare/compare.ts';
import { readEvals } from '../reports/evals/evals-file.ts';
import { trendQuery, worstQuery } from '../reports/evals/score.ts';
import { rangeOf } from '../reports/range.ts';
import { columnTitle, valueText } from '../reports/render/values.ts';
import { counted } from './amounts.ts';
import { askFrom, fromOption } from './ask-from.ts';
import { collect, type FilterOptions, labelsOf } from './filters.ts';
import { paint, print, printJson, say, table } from './terminal.ts';

interface PeriodFlags extends FilterOptions {
  readonly since?: string;
  readonly from?: readonly string[];
  readonly evals?: string;
  readonly json?: true;
}

interface CompareOptions extends PeriodFlags {
  readonly before: string;
  readonly after: string;
}

const evalsFile = ({ evals }: PeriodFlags): string => evals ?? path.join(home().root, 'evals.yaml');

const asking = ({ from }: PeriodFlags) => {
  const ask = askFrom(from);
  const { labels, timeZone } = load(home()).config;
  return {
    ask: (question: ReportQuestion) => ask({ ...question, rows: 10_000, seconds: 120 }),
    options: { extraLabels: labels.extra, zone: timeZone },
  };
};

const verdictText = ({ verdict, more, size, chance }: Comparison['measures'][number]): string => {
  if (verdict !== 'lower' && verdict !== 'higher') return verdict;
  const isWorse = (verdict === 'higher') === (more === 'worse');
  const colour = more === 'neither' ? 'yellow' : isWorse ? 'red' : 'green';
  const judged = more === 'neither' ? '' : isWorse ? ', worse' : ', better';
  return paint(colour, `${verdict}${judged} (${size}; chance ${(100 * (chance ?? 1)).toFixed(1)} %)`);
};

const compare = async (options: CompareOptions): Promise<void> => {
  const { ask, options: compiling } = asking(options);
  const around = { since: options.since ?? '90d', labels: labelsOf(options) };
  const sides = {
    before: sideOf(options.before, around, '--before'),
    after: sideOf(options.after, around, '--after'),
  };
  const comparison = await compareSides(ask, sides, readEvals(evalsFile(options)), compiling);
  if (options.json) return printJson(comparison);
  const { before, after, measures } = comparison;
  print(
    `before  ${before.text}: ${counted(before.sessions, 'session')}\nafter   ${after.text}: ${counted(after.sessions, 'session')}\n`,
  );
  print(
    table([
      ['median of a session', 'before', 'after', ''],
      ...measures.map((one) => [
        one.title,
        before.sessions === 0 ? '–' : valueText(one.column, one.before),
        after.sessions === 0 ? '–' : valueText(one.column, one.after),
        verdictText(one),
      ]),
    ]),
  );
  say(
    "\nBy ranks (Mann-Whitney, Cliff's delta). A difference beyond chance is not yet a cause: what else changed?",
  );
};

const evals = async (options: PeriodFlags): Promise<void> => {
  const { ask, options: compiling } = asking(options);
  const wanted = readEvals(evalsFile(options));
  const range = rangeOf({ since: options.since ?? '30d' }, compiling.zone, Date.now() * 1000);
  const asker = createAsker(ask, range, labelsOf(options), compiling);
  const [trend, worst] = [await asker(trendQuery(wanted)), await asker(worstQuery(wanted))];
  if (options.json) return printJson({ criteria: wanted, trend, worst });
  if (trend.rows.length === 0) say(`No session began from ${range.first} to ${range.last}.\n`);
  for (const { columns, rows } of trend.rows.length === 0 ? [] : [trend, worst]) {
    const lines = rows.map((row) => row.map((value, index) => valueText(columns[index] ?? '', value)));
    print(`${table([columns.map((name) => columnTitle(name.replace(/_share$/, ''))), ...lines])}\n`);
  }
  say(`Criteria: ${wanted.map(({ name }) => name).join(', ')}. Yours are read from ${evalsFile(options)}.`);
};

const narrowed = (command: Command): Command =>
  command
    .option('--project <name>', 'one project')
    .option('--person <name>', 'one person')
    .option('--label <name=value>', 'one value of a label; may be repeated', collect, [])
    .option('--evals <file>', 'criteria of the score; evals.yaml of the state folder by default')
    .option(...fromOption)
    .option('--json', 'as JSON');

/** `report compare` and `report evals`. Options that `report` has as well are taken by it. */
export const reportSubcommands = (): readonly Command[] => [
  narrowed(
    new Command('compare')
      .description('Compare sessions before and after a change, with effect sizes.')
      .requiredOption('--before <side>', 'a range (2026-11-01..2026-11-14) or a label (branch=main)')
      .requiredOption('--after <side>', 'the other one')
      .option('--since <time>', 'for labels: how far back; 90d by default'),
  ).action((_options, own: Command) => compare(own.optsWithGlobals())),
  narrowed(
    new Command('evals')
      .description('Score sessions by the criteria of evals.yaml: by project and week, and the worst ones.')
      .option('--since <time>', 'first day; 30d by default'),
  ).action((_options, own: Command) => evals(own.optsWithGlobals())),
];
