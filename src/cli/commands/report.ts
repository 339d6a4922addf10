import path from 'node:path';
import { confirm } from '@clack/prompts';
import { Command } from 'commander';
import { archiveOf, writeArchive } from '../../doctor/archive/archive.ts';
import type { Section } from '../../doctor/archive/contents.ts';
import { scrubbedReport } from '../../doctor/archive/report.ts';
import { exitCode, Failure } from '../../failure.ts';
import type { CommandGroup } from '../command.ts';
import { paint, print, printJson, say, table } from '../terminal.ts';

interface ReportOptions {
  readonly yes?: boolean;
  readonly show?: boolean;
  readonly json?: boolean;
}

const sizeOf = ({ text }: Section): number => Buffer.byteLength(text);

const sizeText = (bytes: number): string => (bytes < 1024 ? `${bytes} B` : `${(bytes / 1024).toFixed(1)} kB`);

const nameFor = (at: Date): string =>
  `start-observability-report-${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')}`;

const showList = (sections: readonly Section[]): void => {
  print(
    table([
      ['file', 'size', ''].map((title) => paint('dim', title)),
      ...sections.map((section) => [section.name, sizeText(sizeOf(section)), paint('dim', section.what)]),
    ]),
  );
  say(
    '\nTaken out: secrets, tokens and keys, names of people and machines, e-mails, home folders, addresses beyond this machine.',
  );
};

const showTexts = (sections: readonly Section[]): void => {
  for (const { name, text } of sections) print(`${paint('bold', `==> ${name} <==`)}\n${text}`);
};

const mayWrite = async (file: string): Promise<boolean> => {
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new Failure('There is nobody to ask whether this may be written.', {
      fix: 'start-observability report --yes, or --show to read it first',
      exitCode: exitCode.usage,
    });
  }
  return (await confirm({ message: `Write ${file}?` })) === true;
};

const run = async (given: string | undefined, { yes, show, json }: ReportOptions): Promise<void> => {
  const at = new Date();
  const folder = nameFor(at);
  const file = path.resolve(given ?? `${folder}.tar.gz`);
  if (!json) say('Gathering; doctor follows a canary, which takes some seconds ...');
  const sections = await scrubbedReport();
  if (show) return showTexts(sections);
  if (!json) showList(sections);
  const contents = sections.map((section) => ({
    name: section.name,
    what: section.what,
    bytes: sizeOf(section),
  }));
  if (!yes && json) return printJson({ file: null, contents });
  if (!yes && !(await mayWrite(file))) {
    throw new Failure('Nothing was written.', { exitCode: exitCode.cancelled });
  }
  const bytes = archiveOf(sections, folder, at);
  await writeArchive(file, bytes);
  if (json) return printJson({ file, bytes: bytes.length, contents });
  print(`${file}  ${sizeText(bytes.length)}`);
  say(`Look into it before you send it: tar -xzOf ${path.basename(file)} | less`);
};

const help = `
One archive for a bug report: versions, configuration, what doctor and status say, the last lines of logs, metrics of
our own services and a list of files. Nothing of sessions, prompts, cost or people. It shows what is in it, and asks.

Examples:
  start-observability report
  start-observability report --show | less    read every word, write nothing
  start-observability report --yes bug.tar.gz`;

export const group: CommandGroup = 'help';

export const brief = 'Write an archive for a bug report';

export const build = (): Command =>
  new Command('report')
    .description('Write an archive for a bug report, without secrets and names.')
    .argument('[file]', 'where to; by itself: start-observability-report-<time>.tar.gz here')
    .option('-y, --yes', 'do not ask')
    .option('--show', 'print all that would be in it, write nothing')
    .option('--json', 'the list as JSON; with --yes it writes')
    .addHelpText('after', help)
    .action(run);
