import { mkdirSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import writeFileAtomic from 'write-file-atomic';
import { home } from '../../config/home.ts';
import { load } from '../../config/load.ts';
import { exitCode, Failure } from '../../failure.ts';
import { formatNames, formats, type ReportFormat } from '../../reports/render/formats.ts';
import { terminalReport } from '../../reports/render/terminal.ts';
import { makeReport } from '../../reports/report.ts';
import type { Report } from '../../reports/schema.ts';
import { mustBeReceiver, sendReport } from '../../reports/send.ts';
import { askFrom, fromOption } from '../ask-from.ts';
import type { CommandGroup } from '../command.ts';
import { collect, type FilterOptions, labelsOf } from '../filters.ts';
import { pagesAddress } from '../pages-address.ts';
import { reportSubcommands } from '../report-compare.ts';
import { applySchedule, scheduleArgument } from '../schedule.ts';
import { paint, print, printData, printJson, say } from '../terminal.ts';

interface ReportFlags extends FilterOptions {
  readonly since?: string;
  readonly until?: string;
  readonly by?: string;
  readonly format?: string;
  readonly output?: string;
  readonly send?: string;
  readonly archive?: true;
  readonly from?: readonly string[];
}

const mostRows = 10_000;
const mostSeconds = 120;
const latest = 'latest-report.json';

const usage = (what: string, where: string, fix: string): Failure =>
  new Failure(what, { where, fix, exitCode: exitCode.usage });

const isFolder = (place: string): boolean =>
  statSync(place, { throwIfNoEntry: false })?.isDirectory() === true;

const formatOf = ({ format, output }: ReportFlags): ReportFormat | undefined => {
  const named = format ?? (output === undefined ? undefined : path.extname(output).slice(1));
  if (named === undefined) return undefined;
  const found = formatNames.find((name) => name === named);
  if (found) return found;
  throw usage(
    `There is no format "${named}".`,
    format ? '--format' : '--output',
    `There are: ${formatNames.join(', ')}.`,
  );
};

/** In a folder a report is named by its last day. */
const fileIn = (output: string, { range }: Report): string =>
  isFolder(output) ? path.join(output, `report-${range.last}-${range.days}d.html`) : output;

const show = async (report: Report, { output: given, ...options }: ReportFlags): Promise<void> => {
  const output = given === undefined ? undefined : fileIn(given, report);
  const format = formatOf({ ...options, ...(output !== undefined && { output }) });
  if (format === undefined) return print(terminalReport(report, { bold: (text) => paint('bold', text) }));
  if (format === 'json' && output === undefined) return printJson(report);
  // Sessions in files have no pages.
  const pages = options.from === undefined ? await pagesAddress() : undefined;
  const text = formats[format](report, { pages });
  if (output === undefined) return printData(text);
  await writeFileAtomic(output, text, { mode: 0o600 });
  say(`Written: ${path.resolve(output)}`);
};

const run = async (options: ReportFlags): Promise<void> => {
  if (options.archive)
    throw usage(
      'The archive for a bug report is written by doctor.',
      '--archive',
      'start-observability doctor --archive FILE',
    );
  if (options.output === undefined || !isFolder(options.output)) formatOf(options);
  const place = home();
  const { labels, links, timeZone, reports } = load(place).config;
  if (options.send !== undefined) mustBeReceiver(reports, options.send);
  const { since, until, by } = options;
  const ask = askFrom(options.from);
  const report = await makeReport(
    (question) => ask({ ...question, rows: mostRows, seconds: mostSeconds }),
    { since, until, by, labels: labelsOf(options) },
    { extraLabels: labels.extra, links, zone: timeZone },
  );
  mkdirSync(place.root, { recursive: true, mode: 0o700 });
  await writeFileAtomic(path.join(place.root, latest), formats.json(report), { mode: 0o600 });
  // What is to be sent is on disk before.
  if (options.send === undefined || options.output !== undefined) await show(report, options);
  if (options.send === undefined) return;
  const pages = options.from === undefined ? await pagesAddress() : undefined;
  await sendReport(report, options.send, { receivers: reports, secrets: place.secrets, pages });
  say(`Sent to ${options.send}.`);
};

const schedule = async (
  every: string,
  { folder, send }: { folder?: string; send?: string },
): Promise<void> => {
  const place = home();
  if (send !== undefined) mustBeReceiver(load(place).config.reports, send);
  const output = path.resolve(folder ?? path.join(os.homedir(), 'start-observability-reports'));
  mkdirSync(output, { recursive: true, mode: 0o700 });
  const since = every === 'weekly' ? '7d' : '1d';
  await applySchedule(place, {
    name: 'report',
    every,
    args: ['report', '--since', since, '--output', output, ...(send === undefined ? [] : ['--send', send])],
  });
};

const examples = `
Examples:
  start-observability report                                the last seven days, in the terminal
  start-observability report --since 30d --output report.html
  start-observability report --since 2026-11-01 --until 2026-11-30 --project shop --output november.md
  start-observability report compare --before 2026-11-01..2026-11-14 --after 2026-11-15..2026-11-28
  start-observability report evals --project shop           scores by week
  start-observability report schedule weekly --folder ~/reports --send team
  start-observability report --by branch                    cost by branch as well
  start-observability report --format json | jq '.findings[] | {title, saving_usd}'

Days are whole days of the configured time zone; figures are compared with as many days before. The data of the latest
report lies in ${latest} of the state folder; its schema is docs/report.schema.json. The archive for a bug report is
\`start-observability doctor --archive FILE\`.`;

export const group: CommandGroup = 'see';
export const brief = 'Say what was spent, what failed, and what to change';

export const build = (): Command => {
  const command = new Command('report')
    .description(
      'Say what was spent, what failed, and what to change: in the terminal, as HTML, Markdown or JSON.',
    )
    .option('--since <time>', 'first day: 7d, 4w, or a date; 7d by default')
    .option('--until <time>', 'last day; today by default')
    .option('--project <name>', 'one project')
    .option('--person <name>', 'one person')
    .option('--label <name=value>', 'one value of a label; may be repeated', collect, [])
    .option('--by <label>', 'cost by this label as well: branch, team, ticket, …')
    .option(
      '--format <format>',
      `${formatNames.join(', ')}; by default that of the file's name, else the terminal`,
    )
    .option('-o, --output <file>', 'write it there; in a folder as report-DAY.html')
    .option('--send <name>', 'send it to this receiver of reports.mail or reports.webhook')
    .option(...fromOption)
    .option('--archive', 'moved: doctor --archive')
    .addHelpText('after', examples)
    .action(run);
  for (const subcommand of reportSubcommands()) command.addCommand(subcommand);
  command
    .command('schedule')
    .description(
      'Have it written into a folder at night by the service manager of this system: systemd or launchd.',
    )
    .addArgument(scheduleArgument())
    .option('--folder <folder>', 'where to; ~/start-observability-reports by default')
    .option('--send <name>', 'also to this receiver of reports.mail or reports.webhook')
    .action((every: string, _options, own: Command) => schedule(every, own.optsWithGlobals()));
  return command;
};
