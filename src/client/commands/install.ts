import { lstat, mkdir, readFile, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { checkout } from '../../checkout.ts';
import type { Home } from '../../config/home.ts';
import type { SettingChange } from '../plan.ts';
import { type Connection, readRecord, withConnection, writeRecord } from '../record.ts';
import { digestOf } from '../settings-file.ts';
import { type ClientFile, commandFiles } from './files.ts';

/** What becomes of the command files. */
export interface CommandPlan {
  readonly changes: readonly SettingChange[];
  /** Files that are not ours, or were changed: they stay as they are. */
  readonly foreign: readonly string[];
}

interface CommandPlace {
  readonly home: Home;
  /** The client's settings file; command files lie in its folder. */
  readonly file: string;
}

type RememberedCommands = Connection['commands'];

const launcher = (): string => path.join(checkout.root, 'start-observability');

const textIn = (file: string): Promise<string | undefined> =>
  readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    // A folder or something unreadable in its place is not ours.
    return '';
  });

const rememberedIn = async ({ home, file }: CommandPlace): Promise<RememberedCommands> =>
  (await readRecord(home)).connections.find((one) => one.file === file)?.commands ?? [];

interface Step {
  readonly path: string;
  readonly whole: string;
  readonly now: string | undefined;
  readonly wanted: string | undefined;
  readonly isOurs: boolean;
}

/** Each file that is wanted or that we once wrote. */
const stepsFor = async (place: CommandPlace, wanted: readonly ClientFile[]): Promise<readonly Step[]> => {
  const remembered = await rememberedIn(place);
  const names = new Set([...wanted.map((one) => one.path), ...remembered.map((one) => one.path)]);
  return Promise.all(
    [...names].map(async (name) => {
      const whole = path.join(path.dirname(place.file), name);
      const now = await textIn(whole);
      const digest = remembered.find((one) => one.path === name)?.digest;
      const text = wanted.find((one) => one.path === name)?.text;
      const isOurs = now === undefined || now === text || digestOf(now) === digest;
      return { path: name, whole, now, wanted: text, isOurs };
    }),
  );
};

const changeOf = ({ path: name, now, wanted }: Step): SettingChange => ({
  path: name,
  before: now === undefined ? undefined : 'a file of ours',
  after: wanted === undefined ? undefined : 'a file of ours',
  why: name.startsWith('commands')
    ? `/${path.basename(name, '.md')} in the client.`
    : 'Lets the client answer questions about its own cost and use.',
});

const wantedFiles = (isWanted: boolean): readonly ClientFile[] => (isWanted ? commandFiles(launcher()) : []);

/** What `syncCommands` would do; changes nothing. */
export const planCommands = async (place: CommandPlace, isWanted: boolean): Promise<CommandPlan> => {
  const steps = await stepsFor(place, wantedFiles(isWanted));
  return {
    changes: steps.filter(({ isOurs, now, wanted }) => isOurs && now !== wanted).map(changeOf),
    foreign: steps.filter(({ isOurs }) => !isOurs).map(({ whole }) => whole),
  };
};

const exists = (name: string): Promise<boolean> =>
  lstat(name).then(
    () => true,
    () => false,
  );

/** Makes the folders above a file; returns those that were not there, outermost first. */
const makeFolders = async (base: string, name: string): Promise<readonly string[]> => {
  const made: string[] = [];
  const parts = path.dirname(name).split(path.sep);
  for (const [index] of parts.entries()) {
    const folder = parts.slice(0, index + 1).join(path.sep);
    if (await exists(path.join(base, folder))) continue;
    await mkdir(path.join(base, folder), { mode: 0o755 });
    made.push(folder);
  }
  return made;
};

/** Removes files of ours, then the folders that we made for them where nothing else is in them. */
const removeAll = async (base: string, unwanted: RememberedCommands): Promise<void> => {
  for (const { path: name } of unwanted) await rm(path.join(base, name), { force: true });
  const folders = [...new Set(unwanted.flatMap((one) => one.folders))].sort();
  for (const folder of folders.toReversed()) await rmdir(path.join(base, folder)).catch(() => {});
};

/** Writes the command files, or takes away those that we wrote; files of others stay. To be called after `connect`. */
export const syncCommands = async (place: CommandPlace, isWanted: boolean): Promise<CommandPlan> => {
  const { home, file } = place;
  const plan = await planCommands(place, isWanted);
  const before = await rememberedIn(place);
  const base = path.dirname(file);
  const after: RememberedCommands = [];
  const unwanted: RememberedCommands = [];
  for (const { path: name, whole, wanted, isOurs } of await stepsFor(place, wantedFiles(isWanted))) {
    const known = before.find((one) => one.path === name);
    if (!isOurs) continue;
    if (wanted !== undefined) {
      const folders = [...(known?.folders ?? []), ...(await makeFolders(base, name))];
      await writeFileAtomic(whole, wanted, { mode: 0o644 });
      after.push({ path: name, digest: digestOf(wanted), folders });
    } else if (known) unwanted.push(known);
  }
  await removeAll(base, unwanted);
  const record = await readRecord(home);
  const connection = record.connections.find((one) => one.file === file);
  if (connection) await writeRecord(home, withConnection(record, file, { ...connection, commands: after }));
  return plan;
};
