import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { checkout } from '../../checkout.ts';
import type { Home } from '../../config/home.ts';
import { Failure } from '../../failure.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { waitUntilHealthy } from '../../runtime/wait.ts';
import type { ComponentName } from '../../stack/components/component.ts';
import { pack, verify } from './archive.ts';
import { contents, keepers } from './contents.ts';
import { isAllowed, type Manifest, manifestOf } from './manifest.ts';
import { type DataPlace, placeOf } from './place.ts';
import { signed } from './signature.ts';

/** What of the state folder itself is kept: configuration, secrets, memory of the client, own boards, events not handed in yet. */
export const homeParts = [
  'config.yaml',
  'prices.yaml',
  'evals.yaml',
  'client.json',
  'secrets',
  'backups',
  'dashboards',
  'hooks/spool',
] as const;

export interface TakenBackup {
  readonly archive: string;
  readonly manifest: Manifest;
  /** How long Prometheus did not scrape; 0 where it did not run. */
  readonly heldSeconds: number;
}

interface Take {
  readonly home: Home;
  readonly runtime: Runtime;
  /** Path of the archive; written whole or not at all. */
  readonly archive: string;
  readonly say: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Copies configuration and secrets; files that archives cannot hold (hidden, half-written) stay out. */
const copyHome = async (home: Home, folder: string): Promise<void> => {
  for (const part of homeParts) {
    const from = path.join(home.root, part);
    if (!existsSync(from)) continue;
    await mkdir(path.join(folder, path.dirname(part)), { recursive: true, mode: 0o700 });
    await cp(from, path.join(folder, part), {
      recursive: true,
      filter: (source) => source === from || isAllowed(path.relative(home.root, source)),
    });
  }
};

/** Stages every component's data while nothing reads counters: all of it is as of one moment. */
const stageAll = async ({ runtime, signal }: Take, place: DataPlace) => {
  const begun = Date.now();
  const release = await runtime.hold('prometheus');
  const staged: ComponentName[] = [];
  try {
    for (const component of keepers) {
      signal?.throwIfAborted();
      if (await place.stage(component)) staged.push(component);
    }
  } finally {
    await release();
  }
  const all = await runtime.status();
  if (all.length > 0) await waitUntilHealthy(runtime, { onHealthy: () => {} });
  return { staged, heldSeconds: all.length > 0 ? (Date.now() - begun) / 1000 : 0, all };
};

/** @throws Failure when a database was damaged already before it was copied */
const mustBeSound = (component: ComponentName, folder: string): void => {
  const { database } = contents[component] ?? {};
  const file = path.join(folder, database ?? '');
  if (!database || !existsSync(file)) return;
  const store = new DatabaseSync(file, { readOnly: true });
  try {
    const { quick_check: said } = store.prepare('PRAGMA quick_check(1)').get() as { quick_check: string };
    if (said === 'ok') return;
    throw new Failure(`The data of ${component} is damaged: ${said}`, {
      where: database,
      fix: 'no backup was written; restore an earlier one',
    });
  } finally {
    store.close();
  }
};

const gather = async (take: Take, place: DataPlace, folder: string) => {
  const { home, runtime, say } = take;
  const { staged, heldSeconds, all } = await stageAll(take, place);
  if (staged.length === 0) {
    throw new Failure('There is nothing to back up yet.', {
      where: home.data,
      fix: 'start-observability start',
    });
  }
  if (heldSeconds > 0)
    say(`Copied as of one moment; Prometheus scrapes again after ${heldSeconds.toFixed(1)} s.`);
  await mkdir(path.join(folder, 'data'), { mode: 0o700 });
  for (const component of staged) {
    const to = path.join(folder, 'data', component);
    await place.fetch(component, to);
    mustBeSound(component, to);
  }
  await copyHome(home, folder);
  const described = await manifestOf(folder, {
    version: checkout.version,
    created: new Date().toISOString(),
    runtime: runtime.name,
    components: staged,
    programs: Object.fromEntries(all.map(({ name, version }) => [name, version])),
  });
  return { manifest: signed(described, home), heldSeconds };
};

/**
 * Takes a backup of everything, of a running stack or one at rest, and reads it back to the last byte.
 * The caller holds the stack.
 * @throws Failure when it cannot be written, or a database is damaged; no archive is left then
 */
export const takeBackup = async (take: Take): Promise<TakenBackup> => {
  const { home, runtime, archive, signal } = take;
  const place = placeOf(runtime.name, home);
  await mkdir(home.run, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(path.join(home.run, 'backup-'));
  try {
    await chmod(folder, 0o700);
    const { manifest, heldSeconds } = await gather(take, place, folder);
    signal?.throwIfAborted();
    await pack(folder, manifest, archive);
    await verify(archive).catch(async (error) => {
      await rm(archive, { force: true });
      throw error;
    });
    return { archive, manifest, heldSeconds };
  } finally {
    await rm(folder, { recursive: true, force: true });
    for (const component of keepers) await place.discard(component).catch(() => undefined);
  }
};
