import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Command } from 'commander';
import { renew } from '../../binaries/renew.ts';
import { checkout } from '../../checkout.ts';
import { type Home, home as stateHome } from '../../config/home.ts';
import { load } from '../../config/load.ts';
import { type DataNote, dataNotes } from '../../lifecycle/upgrade/data.ts';
import { oldestOf, type ProgramNote, programNotes } from '../../lifecycle/upgrade/programs.ts';
import { startedRuntime } from '../../runtime/remembered.ts';
import { isInContainers } from '../../runtime/runtime.ts';
import { runtimeNamed } from '../../runtime/stack.ts';
import { components } from '../../stack/components.ts';
import type { CommandGroup } from '../command.ts';
import { teller } from '../teller.ts';
import { paint, print, printJson, say, table } from '../terminal.ts';
import { runtimeWithData } from './backup.ts';

interface UpgradeFlags {
  readonly fetch?: boolean;
  readonly json?: boolean;
}

const remarks: Readonly<Record<ProgramNote['standing'], (note: ProgramNote) => string>> = {
  current: () => paint('green', 'up to date'),
  restart: ({ atHand }) => paint('yellow', `a restart brings ${atHand}`),
  behind: ({ component, source }) =>
    `${paint('yellow', 'older, and good enough')} (from ${oldestOf(component)} on; ${source})`,
  absent: () => 'fetched at the next start',
};

const schemaLine = ({ store, from, to }: DataNote): readonly string[] => [
  store,
  `schema ${from}`,
  `schema ${to}`,
  from === to
    ? paint('green', 'nothing to do')
    : from < to
      ? paint('yellow', 'brought up to date at the next start, in one transaction; all data stays')
      : paint('red', 'written by a newer version: this one does not start with it'),
];

/** What to type, in order; empty when everything is up to date. */
export const commandsFor = (
  programs: readonly ProgramNote[],
  data: readonly DataNote[],
  isRunning: boolean,
): readonly string[] => {
  const cached = programs.filter(
    ({ standing, source }) => standing === 'behind' && !['PATH', 'configured'].includes(source),
  );
  const moves =
    data.some(({ from, to }) => from < to) || programs.some(({ standing }) => standing === 'restart');
  if (data.some(({ from, to }) => from > to)) return [`git -C '${checkout.root}' pull`];
  return [
    ...(moves || cached.length > 0 ? ['start-observability backup before-upgrade.tar.gz'] : []),
    ...(cached.length > 0 ? ['start-observability upgrade --fetch'] : []),
    ...(moves || cached.length > 0 ? [`start-observability ${isRunning ? 'restart' : 'start'}`] : []),
  ];
};

const fetchAll = async (home: Home, notes: readonly ProgramNote[]): Promise<void> => {
  const { config } = load(home);
  const tell = teller();
  const { mirror, offline } = config.programs;
  for (const { component, pinned, standing, source } of notes) {
    const { program } = components[component];
    if (standing !== 'behind' || program === 'service') continue;
    if (source === 'PATH' || source === 'configured') {
      tell.say(
        `${component}: ${source === 'PATH' ? 'the one on PATH' : 'the path in config.yaml'} is used; update that.`,
      );
      continue;
    }
    const builder = path.join(home.generated, 'collector', 'builder.yaml');
    const text = await readFile(builder, 'utf8').catch(() => undefined);
    const version = await renew(program, pinned, {
      bin: home.bin,
      configured: {},
      mirror,
      offline,
      builder: text,
      report: tell.progress,
    });
    tell.say(`${component} ${version} is at hand; a restart uses it.`);
  }
};

const upgrade = async (options: UpgradeFlags): Promise<void> => {
  const home = stateHome();
  const { config } = load(home);
  const runtime = runtimeNamed(await runtimeWithData(home), home);
  const [programs, data] = [await programNotes(home, config, runtime), dataNotes(home)];
  if (options.fetch) return fetchAll(home, programs);
  const commands = commandsFor(programs, data, startedRuntime(home) !== undefined);
  if (options.json)
    return printJson({ version: checkout.version, runtime: runtime.name, programs, data, commands });
  const head = ['', 'now', 'pinned', ''].map((title) => paint('dim', title));
  const rows = programs.map((note) => [
    note.component,
    note.runs ?? note.atHand ?? '-',
    note.pinned,
    remarks[note.standing](note),
  ]);
  print(table([head, ...rows, ...data.map(schemaLine)]));
  if (isInContainers(runtime.name))
    say('\nData in volumes is brought up to date at the next start, in one transaction.');
  say(commands.length === 0 ? '\nNothing to do.' : '\nTo upgrade:');
  for (const command of commands) print(`  ${command}`);
};

const help = `
The versions of everything that runs are pinned in this checkout. After an update of it (git pull), this tells what
moved against what runs, what becomes of the data, and what to type. Data is kept: each start brings it up to date in
one transaction. An older version cannot read it afterwards, so take a backup first.

Prometheus 3 writes what only 2.55 and newer can read: there is no way back below that without a backup.

Examples:
  start-observability upgrade
  start-observability upgrade --fetch     fetches pinned versions over older ones in the cache
  start-observability upgrade --json`;

export const group: CommandGroup = 'keep';

export const brief = 'Tell what a newer version brings';

export const build = (): Command =>
  new Command('upgrade')
    .description('Tell what a restart would bring, and what becomes of the data.')
    .option('--fetch', 'fetch pinned versions of programs that were fetched before')
    .option('--json', 'as JSON')
    .addHelpText('after', help)
    .action(upgrade);
