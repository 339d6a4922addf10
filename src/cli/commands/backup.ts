import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { type Home, home as stateHome } from '../../config/home.ts';
import { exitCode, Failure } from '../../failure.ts';
import { takeBackup } from '../../lifecycle/backup/take.ts';
import { lastRuntime, startedRuntime } from '../../runtime/choose.ts';
import { lookForEngine, mustRunContainers } from '../../runtime/engine.ts';
import type { RuntimeName } from '../../runtime/runtime.ts';
import { holdStack, makeHome, runtimeNamed } from '../../runtime/stack.ts';
import { size } from '../amounts.ts';
import type { CommandGroup } from '../command.ts';
import { teller } from '../teller.ts';
import { paint, printJson, say } from '../terminal.ts';

interface Options {
  readonly force?: boolean;
  readonly json?: boolean;
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
 * @throws Failure when that was Docker, and no engine answers
 */
export const runtimeWithData = async (home: Home): Promise<RuntimeName> => {
  const running = startedRuntime(home);
  if (running) return running;
  if (lastRuntime(home) !== 'docker') return 'native';
  mustRunContainers(await lookForEngine());
  return 'docker';
};

const backup = async (given: string, { force = false, json }: Options): Promise<void> => {
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
  const release = await holdStack(home, tell);
  try {
    const runtime = runtimeNamed(await runtimeWithData(home), home, tell);
    const { signal } = cancelling;
    const { manifest, heldSeconds } = await takeBackup({ home, runtime, archive, say: tell.say, signal });
    const bytes = statSync(archive).size;
    if (json) {
      const { files, ...facts } = manifest;
      return printJson({ archive, bytes, files: files.length, heldSeconds, ...facts });
    }
    say(paint('green', `Backed up and read back: ${archive} (${size(bytes)})`, process.stderr));
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
  0 3 * * *  start-observability backup ~/backups  in a crontab`;

export const group: CommandGroup = 'keep';

export const brief = 'Write everything into one archive';

export const build = (): Command =>
  new Command('backup')
    .description('Write everything into one archive, while the stack runs.')
    .argument('<file>', 'the archive, or a folder for it')
    .option('-f, --force', 'replace a file of that name')
    .option('--json', 'the result as JSON')
    .addHelpText('after', help)
    .action(backup);
