import { existsSync } from 'node:fs';
import { confirm } from '@clack/prompts';
import { Command } from 'commander';
import { removeServiceOf } from '../../autostart/manager.ts';
import { removeSchedulesOf } from '../../autostart/schedule.ts';
import { type Disconnection, disconnect, prepareEnd } from '../../client/disconnect.ts';
import { readRecord } from '../../client/record.ts';
import { userSettings } from '../../client/settings-file.ts';
import { mustBeOwnFolder, removeState, stateToRemove } from '../../client/state-folder.ts';
import { type Home, home as stateHome } from '../../config/home.ts';
import { load } from '../../config/load.ts';
import { type Config, defaults } from '../../config/schema.ts';
import { exitCode, Failure } from '../../failure.ts';
import { mendRestore } from '../../lifecycle/backup/put-back.ts';
import { takeDown } from '../../lifecycle/bring-up.ts';
import { endFetches } from '../../lifecycle/fetches.ts';
import { holdStack, makeHome, runtimeNamed, silent } from '../../runtime/stack.ts';
import type { CommandGroup } from '../command.ts';
import { changeText } from '../setup-show.ts';
import { teller } from '../teller.ts';
import { paint, print, printJson, say } from '../terminal.ts';
import { type EngineEnd, planEngine, removeFromEngine, sayEngine, showEngine } from '../uninstall-engine.ts';

interface UninstallOptions {
  readonly yes?: boolean;
  readonly keepData?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** A broken `config.yaml` must not keep anybody from leaving. */
const configOf = (home: Home): Config => {
  try {
    return load(home).config;
  } catch {
    return defaults();
  }
};

/** Every settings file that was connected, and the one the client reads now. */
const settingsFiles = async (home: Home): Promise<readonly string[]> => {
  const { connections } = await readRecord(home);
  return [...new Set([...connections.map(({ file }) => file), userSettings().file])];
};

const sayEnd = ({ file, outcome, kept }: Disconnection): void => {
  if (outcome === 'restored') say(`${file}: byte for byte what it was before setup.`);
  if (outcome === 'mended') {
    say(`${file}: it was changed since setup, so only our settings were removed and old values put back.`);
  }
  if (outcome === 'untouched') say(`${file}: nothing of ours in it.`);
  if (kept.length > 0) say(`  Left, because they were changed after setup: ${kept.join(', ')}`);
};

const mustAgree = async (): Promise<void> => {
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new Failure('uninstall removes things and there is no terminal to ask.', {
      fix: 'start-observability uninstall --yes, or --dry-run to see what it would do',
      exitCode: exitCode.usage,
    });
  }
  const answer = await confirm({ message: 'Do all this?', initialValue: false });
  if (answer !== true) throw new Failure('Nothing was changed.', { exitCode: exitCode.cancelled });
};

/** Stops the stack, and removes what the engine has of it. */
const removeStack = async (
  home: Home,
  planned: EngineEnd,
): Promise<{ readonly wasRunning: boolean; readonly engine: EngineEnd }> => {
  const tell = teller();
  const release = await holdStack(home, tell);
  try {
    // An engine that is gone must not keep anybody from leaving.
    const wasRunning = await takeDown(home, silent, { evenWithoutEngine: true });
    // Also what a lost supervisor left.
    await runtimeNamed('native', home, tell).stop();
    await mendRestore(home).catch((error: unknown) => {
      if (!(error instanceof Failure)) throw error;
      say(error.text);
    });
    await endFetches(home);
    return { wasRunning, engine: await removeFromEngine(home, planned, tell) };
  } finally {
    release();
  }
};

const plan = async (home: Home, keepData: boolean) => {
  const config = configOf(home);
  const files = await settingsFiles(home);
  const ends = await Promise.all(files.map((file) => prepareEnd({ home, config, file })));
  return {
    settings: ends,
    remove: await stateToRemove(home, keepData),
    engine: await planEngine(home, keepData),
  };
};

const showPlan = ({ settings, remove, engine }: Awaited<ReturnType<typeof plan>>): void => {
  for (const end of settings) {
    if (end.changes.length > 0) print(changeText(end.file, end.changes));
    const isGone = end.bytes === null;
    if (isGone && end.outcome !== 'untouched') print('  the file is removed: there was none before setup');
  }
  if (remove.length > 0)
    print(['Stopped, if it runs: the stack. Removed:', ...remove.map((one) => `  ${one}`)].join('\n'));
  showEngine(engine);
};

const uninstall = async (home: Home, keepData: boolean, planned: EngineEnd) => {
  const config = configOf(home);
  // First the settings: if they cannot be restored, nothing else may be gone.
  const settings: Disconnection[] = [];
  for (const file of await settingsFiles(home)) settings.push(await disconnect({ home, config, file }));
  if (!existsSync(home.root) && planned.state === 'nothing')
    return { settings, wasRunning: false, engine: planned, left: [] };
  makeHome(home);
  await removeServiceOf(home);
  await removeSchedulesOf(home);
  const { wasRunning, engine } = await removeStack(home, planned);
  return { settings, wasRunning, engine, left: await removeState(home, keepData) };
};

const act = async ({ yes, keepData = false, dryRun, json }: UninstallOptions): Promise<void> => {
  const home = stateHome();
  await mustBeOwnFolder(home);
  const planned = await plan(home, keepData);
  if (dryRun) {
    if (json) return printJson({ outcome: 'planned', ...withoutBytes(planned) });
    showPlan(planned);
    return say('Nothing was changed (--dry-run).');
  }
  if (!json) showPlan(planned);
  if (!yes) await mustAgree();
  const done = await uninstall(home, keepData, planned.engine);
  if (json) return printJson({ outcome: 'uninstalled', ...withoutBytes(done) });
  done.settings.forEach(sayEnd);
  if (done.wasRunning) say('The stack is stopped.');
  sayEngine(done.engine);
  if (done.left.length === 0) say(`${home.root} is removed.`);
  else say(`Left in ${home.root}: ${done.left.join(', ')}`);
  say(
    paint(
      'green',
      'Uninstalled. Restart running clients; the checkout itself can be deleted.',
      process.stderr,
    ),
  );
};

const withoutBytes = <Rest extends { readonly settings: readonly Disconnection[] }>(result: Rest) => ({
  ...result,
  settings: result.settings.map(({ bytes: _bytes, ...rest }) => rest),
});

const help = `
Restores the client's settings byte for byte when they were not changed since setup; otherwise takes out only what is
ours, puts old values back, and says so. Then stops the stack and removes the state folder: configuration, data, logs,
secrets, fetched programs, hook program. In Docker: its containers, network and volumes, and the images built here.

Examples:
  start-observability uninstall --dry-run      only shows
  start-observability uninstall --keep-data    keeps configuration, data, secrets and backups
  start-observability uninstall --yes          for scripts`;

export const group: CommandGroup = 'client';

export const brief = 'Undo setup and remove everything';

export const build = (): Command =>
  new Command('uninstall')
    .description("Restore the client's settings, stop the stack, remove everything it left.")
    .option('-y, --yes', 'do not ask')
    .option('--keep-data', 'keep configuration, data, secrets and backups')
    .option('--dry-run', 'show what would be done, do nothing')
    .option('--json', 'as JSON')
    .addHelpText('after', help)
    .action(act);
