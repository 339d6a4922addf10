import { readFile, rmdir } from 'node:fs/promises';
import path from 'node:path';
import type { Home } from '../config/home.ts';
import type { Config } from '../config/schema.ts';
import { entryFolder, entryPath } from '../hooks/entry/install.ts';
import { defaultChoices } from './choices.ts';
import { planCommands, syncCommands } from './commands/install.ts';
import { contextOf } from './connect.ts';
import type { SettingChange } from './plan.ts';
import { type Connection, readRecord, withConnection, writeRecord } from './record.ts';
import { digestOf, readSettings, type SettingsSnapshot } from './settings-file.ts';
import { removeSettings, replaceSettings, retried } from './settings-replace.ts';
import { type Unplan, unplan } from './unplan.ts';

/**
 * What becomes of a settings file.
 *
 * - `restored`: byte for byte what it was before the first setup.
 * - `mended`: somebody else changed it too, so only ours is taken out and old values put back.
 * - `untouched`: nothing of ours is in it.
 */
export interface Disconnection {
  readonly file: string;
  readonly outcome: 'restored' | 'mended' | 'untouched';
  readonly changes: readonly SettingChange[];
  /** Our variables that were changed afterwards, and that stay. */
  readonly kept: readonly string[];
  /** The file as it will be; null: there was none before. */
  readonly bytes: Buffer | null;
}

interface Disconnect {
  readonly home: Home;
  readonly config: Config;
  readonly file: string;
}

/** The bytes of before, when the file is exactly as we left it and the copy is whole; null: there was no file. */
const originalBytes = async (
  bytes: Buffer,
  connection: Connection | undefined,
): Promise<Buffer | null | undefined> => {
  const original = connection?.original;
  if (!original || digestOf(bytes) !== connection?.written) return undefined;
  if (original.digest === null) return null;
  const copy = await readFile(original.backup ?? '').catch(() => undefined);
  return copy && digestOf(copy) === original.digest ? copy : undefined;
};

const undone = (
  { home, config, file }: Disconnect,
  text: string,
  connection: Connection | undefined,
): Unplan => {
  const choices = connection?.choices ?? defaultChoices();
  const entries = [entryPath(entryFolder(home.root)), ...(connection?.entries ?? [])];
  const isOurFile = connection?.madeFile ?? false;
  return unplan(text, { entries, context: contextOf(config, choices) }, connection?.remembered, {
    isOurFile,
    file,
  });
};

interface PreparedEnd {
  readonly snapshot: SettingsSnapshot;
  readonly connection: Connection | undefined;
  readonly end: Disconnection;
}

const decide = async (options: Disconnect): Promise<PreparedEnd> => {
  const { home, file } = options;
  const snapshot = await readSettings(file);
  const connection = (await readRecord(home)).connections.find((one) => one.file === file);
  const nothing = {
    file,
    outcome: 'untouched',
    changes: [],
    kept: [],
    bytes: snapshot.bytes ?? null,
  } as const;
  if (snapshot.bytes === undefined || snapshot.text === undefined)
    return { snapshot, connection, end: nothing };
  const original = await originalBytes(snapshot.bytes, connection);
  const { text, changes, kept } = undone(options, snapshot.text, connection);
  if (original !== undefined) {
    return { snapshot, connection, end: { file, outcome: 'restored', changes, kept: [], bytes: original } };
  }
  if (changes.length === 0) return { snapshot, connection, end: { ...nothing, kept } };
  const bytes = text === undefined ? null : Buffer.from(text);
  return { snapshot, connection, end: { file, outcome: 'mended', changes, kept, bytes } };
};

/**
 * What uninstall would do to a settings file; changes nothing.
 * @throws Failure when the settings cannot be read or are broken
 */
export const prepareEnd = async (options: Disconnect): Promise<Disconnection> => {
  const { end } = await decide(options);
  const { changes } = await planCommands(options, false);
  return { ...end, changes: [...end.changes, ...changes] };
};

const write = async ({ snapshot, connection, end }: PreparedEnd): Promise<void> => {
  if (end.bytes === null) {
    if (snapshot.bytes !== undefined) await removeSettings(snapshot);
    if (connection?.madeFolder) await rmdir(path.dirname(end.file)).catch(() => {});
  } else if (!snapshot.bytes?.equals(end.bytes)) await replaceSettings(snapshot, end.bytes);
};

/**
 * Takes everything of ours out of a settings file and forgets it.
 * @throws Failure when it cannot be done; the file is then as it was
 */
export const disconnect = (options: Disconnect): Promise<Disconnection> =>
  retried(options.file, async () => {
    const decided = await decide(options);
    await write(decided);
    const { changes, foreign } = await syncCommands(options, false);
    const record = await readRecord(options.home);
    if (decided.connection) await writeRecord(options.home, withConnection(record, options.file, undefined));
    const { end } = decided;
    // Now that the command files are gone, too.
    if (end.bytes === null && decided.connection?.madeFolder)
      await rmdir(path.dirname(end.file)).catch(() => {});
    return { ...end, changes: [...end.changes, ...changes], kept: [...end.kept, ...foreign] };
  });
