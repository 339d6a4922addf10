import { existsSync } from 'node:fs';
import path from 'node:path';
import { confirm } from '@clack/prompts';
import { Command, Option } from 'commander';
import { find } from '../../binaries/find.ts';
import { isAtLeast } from '../../binaries/probe.ts';
import { type Home, home as stateHome } from '../../config/home.ts';
import { load } from '../../config/load.ts';
import { exitCode, Failure } from '../../failure.ts';
import { type Verified, verify } from '../../lifecycle/backup/archive.ts';
import { configChanges, recordChanges } from '../../lifecycle/backup/changes.ts';
import type { Manifest } from '../../lifecycle/backup/manifest.ts';
import { putBack } from '../../lifecycle/backup/put-back.ts';
import { isOwn } from '../../lifecycle/backup/signature.ts';
import { bringUp, takeDown } from '../../lifecycle/bring-up.ts';
import { holdWhole } from '../../lifecycle/hold.ts';
import { localTime } from '../../local-time.ts';
import { lookForEngine, mustRunContainers } from '../../runtime/engine.ts';
import { startedRuntime } from '../../runtime/remembered.ts';
import { isInContainers, type RuntimeName, runtimeNames } from '../../runtime/runtime.ts';
import { makeHome, runtimeNamed, type Teller } from '../../runtime/stack.ts';
import { size } from '../amounts.ts';
import type { CommandGroup } from '../command.ts';
import { teller } from '../teller.ts';
import { paint, printJson, say } from '../terminal.ts';

interface RestoreFlags {
  readonly yes?: boolean;
  readonly runtime?: RuntimeName;
  readonly check?: boolean;
  readonly json?: boolean;
}

const describe = ({ version, created, runtime, components, files }: Manifest): string =>
  `of ${localTime(Date.parse(created))}, by version ${version} (${runtime}): ${components.join(', ')}; ${size(files.reduce((sum, { bytes }) => sum + bytes, 0))} unpacked`;

/** The oldest Prometheus that reads what version 3 wrote. @see https://prometheus.io/docs/prometheus/3.0/migration/ */
const readsNewer = '2.55.0';

/** @throws Failure when the Prometheus that would run cannot read the samples */
const mustReadSamples = async (home: Home, { programs, components }: Manifest): Promise<void> => {
  const wrote = programs['prometheus'];
  if (!wrote || !components.includes('prometheus') || !isAtLeast(wrote, readsNewer)) return;
  const { config } = load(home);
  const found = await find('prometheus', { bin: home.bin, configured: config.programs, report: () => {} });
  if (!found || isAtLeast(found.version, readsNewer)) return;
  throw new Failure(
    `The samples were written by Prometheus ${wrote}; the installed one cannot read them. Nothing was changed.`,
    {
      where: `${found.path}: version ${found.version}, and ${readsNewer} is needed`,
      fix: 'start-observability upgrade --fetch',
      exitCode: exitCode.usage,
    },
  );
};

const mustAgree = async (home: Home): Promise<void> => {
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new Failure('restore replaces data and there is no terminal to ask.', {
      fix: 'start-observability restore <file> --yes, or --check to look only',
      exitCode: exitCode.usage,
    });
  }
  const message = `Replace the data, configuration and secrets of ${home.root} by it?`;
  const answer = await confirm({ message, initialValue: false });
  if (answer !== true) throw new Failure('Nothing was changed.', { exitCode: exitCode.cancelled });
};

interface Replacement {
  readonly home: Home;
  readonly archive: string;
  readonly manifest: Manifest;
  readonly runtime: RuntimeName;
  readonly tell: Teller;
}

const replace = async ({ home, archive, manifest, runtime, tell }: Replacement): Promise<void> => {
  const release = await holdWhole(home, tell);
  try {
    const stop = async (): Promise<void> => {
      await takeDown(home, tell);
      await runtimeNamed(runtime, home, tell).prepare();
      if (isInContainers(runtime)) await runtimeNamed(runtime, home, tell).stop();
    };
    await putBack({ home, runtime, archive, manifest, stop });
  } finally {
    release();
  }
};

/** What the configuration and the record of the client in the archive would change here. */
const changesBy = ({ texts }: Verified, home: Home, archive: string): readonly string[] => {
  const hasRecord = existsSync(path.join(home.root, 'client.json'));
  return [
    ...configChanges(texts['config.yaml'] ?? '', home, archive),
    ...(hasRecord ? [] : recordChanges(texts['client.json'])),
  ];
};

/** Trust another person's archive no more than a program of theirs. */
const foreign = [
  'This archive was NOT made by this installation: it is from another machine, from an older version, or forged.',
  'Its numbers, its configuration and its record of the client are taken as they are. Programs are never taken.',
].join('\n');

const sayArchive = (manifest: Manifest, own: boolean, changes: readonly string[]): void => {
  say(`A whole backup ${describe(manifest)}`);
  if (!own) say(paint('yellow', foreign, process.stderr));
  if (changes.length > 0) say(['It changes:', ...changes.map((one) => `  ${one}`)].join('\n'));
};

const restore = async (file: string, options: RestoreFlags): Promise<void> => {
  process.umask(0o077);
  const home = stateHome();
  const tell = teller();
  const archive = path.resolve(file);
  // Before anything else, and to the last byte.
  const verified = await verify(archive);
  const { manifest } = verified;
  const own = isOwn(manifest, home);
  const changes = changesBy(verified, home, archive);
  if (options.check && options.json)
    return printJson({ archive, ...manifest, files: manifest.files.length, own, changes });
  sayArchive(manifest, own, options.json ? [] : changes);
  if (options.check) return;
  const runtime = options.runtime ?? startedRuntime(home) ?? manifest.runtime;
  if (isInContainers(runtime)) mustRunContainers(await lookForEngine(runtime));
  else await mustReadSamples(home, manifest);
  if (!options.yes) await mustAgree(home);
  // Between two renames there is nothing to cancel; after a kill the next command repairs it.
  process.removeAllListeners('SIGINT');
  process.on('SIGINT', () => tell.say('Wait: what is being replaced is finished or undone first.'));
  makeHome(home);
  const before = startedRuntime(home);
  const startAgain = async (asked: RuntimeName): Promise<void> => {
    if (before) await bringUp({ home, asked, teller: tell, onHealthy: () => {} });
  };
  try {
    await replace({ home, archive, manifest, runtime, tell });
  } catch (error) {
    // Nothing was replaced; what ran before must run again.
    if (before && !startedRuntime(home)) await startAgain(before);
    throw error;
  }
  await startAgain(runtime);
  if (options.json)
    return printJson({ archive, runtime, created: manifest.created, started: before !== undefined });
  say(paint('green', `Restored from ${archive}.`, process.stderr));
  if (!before) say('`start-observability start` goes on with it.');
  if (!existsSync(path.join(home.root, 'hooks', 'entry')))
    say('Claude Code is not connected to this folder: `start-observability setup`.');
};

const help = `
The archive is read to the last byte first; a damaged one, or one of a newer version, changes nothing. Then the stack
stops, everything is replaced at once, and it starts again if it was running. If that fails, all is as it was before.
Counters go on from where they stood; running clients send what they counted since.

Examples:
  start-observability restore backup.tar.gz          asks first
  start-observability restore backup.tar.gz --check  only reads and verifies it
  start-observability restore backup.tar.gz --yes --runtime native`;

export const group: CommandGroup = 'keep';

export const brief = 'Put everything back from an archive';

export const build = (): Command =>
  new Command('restore')
    .description('Put everything back from an archive that `backup` wrote.')
    .argument('<file>', 'the archive')
    .option('-y, --yes', 'do not ask')
    .option('--check', 'verify the archive, change nothing')
    .addOption(
      new Option('--runtime <name>', 'by default: the one that runs, else the one it came from').choices(
        runtimeNames,
      ),
    )
    .option('--json', 'the result as JSON')
    .addHelpText('after', help)
    .action(restore);
