import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import writeFileAtomic from 'write-file-atomic';
import * as z from 'zod';
import type { Home } from '../../config/home.ts';
import { check, readConfig } from '../../config/load.ts';
import { type RuntimeName, runtimeNames } from '../../runtime/runtime.ts';
import { componentNames } from '../../stack/components.ts';
import { unpack } from './archive.ts';
import { withOwnPrograms } from './changes.ts';
import type { Manifest } from './manifest.ts';
import { type DataPlace, placeOf } from './place.ts';
import * as volume from './volume.ts';

/** Replaced by what an archive holds, and removed where it holds none. */
const replaced: readonly string[] = ['config.yaml', 'secrets'];
/** Only added to: what is here tells about the client's settings as they are now, and about events that still wait. */
const added = ['client.json', 'backups', 'dashboards', 'hooks/spool'] as const;

const journal = z.object({
  runtime: z.enum(runtimeNames),
  components: z.array(z.enum(componentNames as [(typeof componentNames)[number]])),
  /** Everything is in its place: what was there before may go. */
  isDone: z.boolean(),
});
type RestoreJournal = z.output<typeof journal>;

const journalOf = ({ run }: Home): string => path.join(run, 'restore.json');

/** First the memory, then the deed: whatever is killed, the next command knows how far it came. */
const note = (home: Home, entry: RestoreJournal): Promise<void> =>
  writeFileAtomic(journalOf(home), JSON.stringify(entry), { mode: 0o600 });

const ofAll = async (
  { components }: Pick<RestoreJournal, 'components'>,
  step: DataPlace['swap'],
  ofHome: () => Promise<void>,
): Promise<void> => {
  for (const component of components) await step(component);
  await ofHome();
};

const goBack = (home: Home, entry: RestoreJournal): Promise<void> =>
  ofAll(entry, placeOf(entry.runtime, home).undo, () => volume.undo(home.root, replaced));

const cleanUp = (home: Home, entry: RestoreJournal): Promise<void> =>
  ofAll(entry, placeOf(entry.runtime, home).discard, () => volume.discard(home.root));

/**
 * Ends what a restore that was killed left: brings the old data back, or removes it when the new is whole.
 * True when there was something. The caller holds the stack, and nothing runs.
 */
export const mendRestore = async (home: Home): Promise<boolean> => {
  if (!existsSync(journalOf(home))) return false;
  const entry = journal.parse(JSON.parse(readFileSync(journalOf(home), 'utf8')));
  await (entry.isDone ? cleanUp : goBack)(home, entry);
  rmSync(journalOf(home), { force: true });
  return true;
};

const stageHome = async (home: Home, folder: string): Promise<void> => {
  const to = path.join(home.root, volume.fresh);
  await rm(to, { recursive: true, force: true });
  await mkdir(to, { mode: 0o700 });
  for (const name of replaced) {
    const from = path.join(folder, name);
    if (existsSync(from)) await rename(from, path.join(to, name));
  }
};

/** Adds what is not there; `client.json` and the copies it speaks of belong together. */
const addToHome = async (home: Home, folder: string): Promise<void> => {
  const isKnown = existsSync(path.join(home.root, 'client.json'));
  for (const part of added) {
    const from = path.join(folder, part);
    if (!existsSync(from) || (isKnown && part !== 'hooks/spool')) continue;
    const to = path.join(home.root, part);
    await mkdir(path.dirname(to), { recursive: true, mode: 0o700 });
    await cp(from, to, { recursive: true, force: false });
  }
};

interface PutBack {
  readonly home: Home;
  readonly runtime: RuntimeName;
  readonly archive: string;
  /** What `verify` said about the archive. */
  readonly manifest: Manifest;
  /** Stops what runs, and prepares the places of the data. Called once everything is unpacked and checked. */
  readonly stop: () => Promise<void>;
}

/**
 * Puts what a verified archive holds in the place of what is there: all of it, or nothing. The caller holds the stack.
 * @throws Failure when it cannot be done; everything is then as it was
 */
export const putBack = async ({ home, runtime, archive, manifest, stop }: PutBack): Promise<void> => {
  const { components } = manifest;
  const place = placeOf(runtime, home);
  const entry: RestoreJournal = { runtime, components, isDone: false };
  const folder = await mkdtemp(path.join(home.run, 'restore-'));
  try {
    await unpack(archive, manifest, folder);
    // A configuration that this version does not understand must not replace one that it does.
    const config = path.join(folder, 'config.yaml');
    const text = withOwnPrograms(readConfig(config), home);
    check(text, `${archive}: config.yaml`);
    if (existsSync(config) || text !== '') writeFileSync(config, text, { mode: 0o600 });
    await stop();
    await note(home, entry);
    try {
      for (const component of components) await place.put(component, path.join(folder, 'data', component));
      await stageHome(home, folder);
      await execa('sync', { reject: false });
      await ofAll(entry, place.swap, () => volume.swap(home.root, replaced));
      await note(home, { ...entry, isDone: true });
    } catch (error) {
      await goBack(home, entry);
      rmSync(journalOf(home), { force: true });
      throw error;
    }
    await cleanUp(home, entry);
    await addToHome(home, folder);
    rmSync(journalOf(home), { force: true });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
