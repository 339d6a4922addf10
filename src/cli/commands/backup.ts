import { existsSync, mkdirSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { type Home, home as stateHome } from '../../config/home.ts';
import { exitCode, Failure } from '../../failure.ts';
import { keepNewest, rememberBackup } from '../../lifecycle/backup/kept.ts';
import { takeBackup } from '../../lifecycle/backup/take.ts';
import { holdWhole } from '../../lifecycle/hold.ts';
import { lookForEngine, mustRunContainers } from '../../runtime/engine.ts';
import { lastRuntime, startedRuntime } from '../../runtime/remembered.ts';
import { isInContainers, type RuntimeName } from '../../runtime/runtime.ts';
import { makeHome, runtimeNamed } from '../../runtime/stack.ts';
import { counted, size } from '../amounts.ts';
import type { CommandGroup } from '../command.ts';
import { applySchedule, scheduleArgument } from '../schedule.ts';
import { teller } from '../teller.ts';
import { paint, printJson, say } from '../terminal.ts';

interface BackupFlags {
  readonly force?: boolean;
  readonly json?: boolean;
  readonly keep?: string;
}

/** `start-observability-2026-11-20T23-14-18Z.tar.gz`: names sort by time. */
const usualName = (at: Date): string =>
  `start-observability-${at.toISOString().replaceAll(':', '-').replace(/\.\d+/, '')}.tar.gz`;

const isFolder = (name: string): boolean => statSync(name, { throwIfNoEntry: false })?.isDirectory() === true;

const archivePath = (given: string, force: boolean): string => {
  const archive = path.resolve(isFolder(given) ? path.join(given, usualName(new Date())) : given);
  if (existsSync(archive) && !force) {
    throw new Failure('There is a file of that name already.', {
      where: archive,
      fix: 'take another name, a folder (the name then tells the time), or --force',
      exitCode: exitCode.usage,
    });
  }
  if (isFolder(path.dirname(archive))) return archive;
  throw new Failure('The folder for the backup does not exist.', {
    where: path.dirname(archive),
    fix: `mkdir -p '${path.dirname(archive)}'`,
    exitCode: exitCode.usage,
  });
};

/**
 * The runtime whose data there is: the one that runs, else the one that ran last.
 * @throws Failure when that was in containers, and no engine answers
 */
export const runtimeWithData = async (home: Home): Promise<RuntimeName> => {
  const running = startedRuntime(home);
  if (running) return running;
  const last = lastRuntime(home);
  if (!isInContainers(last)) return 'native';
  mustRunContainers(await lookForEngine(last));
  return last;
};

/** How many archives stay. @throws Failure where it is not a number, or the archive has a name of its own */
const keptOf = (text: string, given: string): number => {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= 1000 && isFolder(given)) return number;
  throw new Failure(isFolder(given) ? `"${text}" is not a number of archives.` : '--keep is for a folder.', {
    where: '--keep',
    fix: 'start-observability backup ~/backups --keep 7',
    exitCode: exitCode.usage,
  });
};

const schedule = async (
  every: string,
  { keep = '7', folder }: { keep?: string; folder?: string },
): Promise<void> => {
  const home = stateHome();
  const place = path.resolve(folder ?? path.join(os.homedir(), 'start-observability-backups'));
  if (`${place}${path.sep}`.startsWith(`${home.root}${path.sep}`))
    throw new Failure('A backup does not belong into what it is a backup of.', {
      where: place,
      fix: 'take another folder, best on another disk',
      exitCode: exitCode.usage,
    });
  mkdirSync(place, { recursive: true, mode: 0o700 });
  keptOf(keep, place);
  await applySchedule(home, { name: 'backup', every, args: ['backup', place, '--keep', keep] });
};

const backup = async (given: string, { force = false, json, keep }: BackupFlags): Promise<void> => {
  const mostKept = keep === undefined ? undefined : keptOf(keep, given);
  process.umask(0o077);
  const home = stateHome();
  const tell = teller();
  const archive = archivePath(given, force);
  const cancelling = new AbortController();
  // Whatever is interrupted, Prometheus must come back first.
  process.removeAllListeners('SIGINT');
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.on(name, () =>
      cancelling.abort(new Failure('Cancelled. No backup was written.', { exitCode: exitCode.cancelled })),
    );
  makeHome(home);
  const release = await holdWhole(home, tell);
  try {
    const runtime = runtimeNamed(await runtimeWithData(home), home, tell);
    const { signal } = cancelling;
    const { manifest, heldSeconds } = await takeBackup({ home, runtime, archive, say: tell.say, signal });
    const bytes = statSync(archive).size;
    await rememberBackup(home, { archive, at: new Date().toISOString(), bytes });
    const removed = mostKept === undefined ? [] : keepNewest(path.dirname(archive), mostKept);
    if (json) {
      const { files, ...facts } = manifest;
      return printJson({ archive, bytes, files: files.length, heldSeconds, ...facts });
    }
    say(paint('green', `Backed up and read back: ${archive} (${size(bytes)})`, process.stderr));
    if (removed.length > 0) say(`Removed ${counted(removed.length, 'older archive')}.`);
    say(`It holds secrets (mode 0600). To use it: start-observability restore '${archive}'`);
  } finally {
    release();
  }
};

const help = `
Of a running stack, without losing anything: everything is copied as of one moment. Prometheus is stopped for that
moment (a few seconds), which totals read across. Clients notice nothing. The archive is read back before it counts.

It holds counters, events, hook journal, samples, configuration, secrets, what setup remembers, and Grafana's database.
It does not hold logs, fetched programs, and what is just on its way into the ledger.

Examples:
  start-observability backup before-upgrade.tar.gz
  start-observability backup ~/backups             a folder: the name tells the time
  start-observability backup schedule daily --keep 7 --folder ~/backups
  start-observability backup schedule off
  0 3 * * *  start-observability backup ~/backups --keep 7  in a crontab, where there is no service manager`;

export const group: CommandGroup = 'keep';

export const brief = 'Write everything into one archive';

export const build = (): Command => {
  const command = new Command('backup')
    .description('Write everything into one archive, while the stack runs.')
    .argument('<file>', 'the archive, or a folder for it')
    .option('-f, --force', 'replace a file of that name')
    .option('--keep <number>', 'for a folder: remove all but the newest archives there')
    .option('--json', 'the result as JSON')
    .addHelpText('after', help)
    .action(backup);
  command
    .command('schedule')
    .description('Have it done at night by the service manager of this system: systemd or launchd.')
    .addArgument(scheduleArgument())
    .option('--keep <number>', 'archives that stay; 7 by default')
    .option('--folder <folder>', 'where to, best on another disk; ~/start-observability-backups by default')
    // The command above has an option of this name, and takes it.
    .action((every: string, _options, own: Command) => schedule(every, own.optsWithGlobals()));
  return command;
};
