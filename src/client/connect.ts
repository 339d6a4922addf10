import { isDeepStrictEqual } from 'node:util';
import type { Home } from '../config/home.ts';
import type { Config } from '../config/schema.ts';
import { exitCode, Failure } from '../failure.ts';
import { entryFolder, entryPath } from '../hooks/entry/install.ts';
import { hookSettings } from '../hooks/hook-settings.ts';
import { installStatusline, statuslineAround, statuslineSetting } from '../statusline/install.ts';
import { backUp } from './backup.ts';
import type { Choices } from './choices.ts';
import { installHooks } from './hook-service.ts';
import { JsonDocument } from './json-document.ts';
import { readManaged } from './managed.ts';
import { allowsHttpHook } from './our-hooks.ts';
import { nothingRemembered, plan, type SettingsPlan, type WantedSettings } from './plan.ts';
import { type Connection, readRecord, withConnection, writeRecord } from './record.ts';
import { digestOf, readSettings, type SettingsPlace, type SettingsSnapshot } from './settings-file.ts';
import { makeSettingsFolder, replaceSettings, retried } from './settings-replace.ts';
import { refusedKeys } from './settings-schema.ts';
import type { VariableContext } from './variables.ts';

export interface Connect {
  readonly home: Home;
  readonly config: Config;
  readonly choices: Choices;
  readonly place: SettingsPlace;
}

/** What would be done, and everything that is needed to do it. */
export interface Prepared {
  readonly plan: SettingsPlan;
  readonly snapshot: SettingsSnapshot;
  readonly wanted: WantedSettings;
  /** What an earlier setup remembered about this file. */
  readonly earlier: Connection | undefined;
}

export const contextOf = ({ ports }: Config, choices: Choices): VariableContext => ({
  choices,
  endpoint: choices.endpoint ?? `http://127.0.0.1:${ports.otlpGrpc}`,
});

/** Lists the addresses that http hooks may call. */
const addressesKey = 'allowedHttpHookUrls';

/** Our status line, or ours around the one that is there. */
const statusLineOf = (
  home: Home,
  { statusLine, wrapStatusLine }: Choices,
): Pick<WantedSettings, 'statusLine'> => {
  if (statusLine) return { statusLine: () => statuslineSetting(home) };
  return wrapStatusLine ? { statusLine: (theirs) => statuslineAround(home, theirs) } : {};
};

/** What belongs into the settings `text`: variables, hooks, and how our own hooks are known. */
export const wantedOf = (
  { home, config, choices, place }: Connect,
  text: string | undefined,
  earlier: Connection | undefined,
): WantedSettings => {
  const entry = entryPath(entryFolder(home.root));
  const port = config.ports.hooks;
  const settings = new JsonDocument(text, place.file);
  const lists = [settings.value([addressesKey]), ...readManaged().map((one) => one.settings[addressesKey])];
  const commandsOnly = !allowsHttpHook(lists, `http://127.0.0.1:${port}/hooks`);
  const profile = config.guard.profile;
  return {
    context: contextOf(config, choices),
    ...statusLineOf(home, choices),
    hooks: choices.hooks
      ? hookSettings({
          port,
          entryPath: entry,
          profile,
          commandsOnly,
          stopsPrompts: config.budgets.stop !== 'off',
        })
      : undefined,
    entries: [entry, ...(earlier?.entries ?? []).filter((one) => one !== entry)],
  };
};

/** @throws Failure when the client would drop the whole file: nothing that we write into it would hold */
const mustBeTaken = (text: string, file: string): void => {
  const refused = refusedKeys(new JsonDocument(text, file).value([]));
  if (refused.length === 0) return;
  throw new Failure('The client refuses its settings as a whole; the file was left as it is.', {
    where: [file, ...refused.slice(0, 10).map((line) => `    ${line}`)].join('\n'),
    fix: 'correct these keys by hand, then try again',
    exitCode: exitCode.usage,
  });
};

/**
 * Decides what setup would change; changes nothing.
 * @throws Failure when the settings cannot be read or are broken
 */
export const prepare = async (connect: Connect): Promise<Prepared> => {
  const { file } = connect.place;
  const snapshot = await readSettings(file);
  const known = (await readRecord(connect.home)).connections.find((one) => one.file === file);
  // With the file, what it held before us was deleted, too.
  const earlier = snapshot.bytes === undefined ? undefined : known;
  const wanted = wantedOf(connect, snapshot.text, earlier ?? known);
  const remembered = earlier?.remembered ?? nothingRemembered;
  const planned = plan(snapshot.text, wanted, remembered, file);
  mustBeTaken(planned.text, file);
  return { plan: planned, snapshot, wanted, earlier };
};

/** What uninstall restores byte for byte: known as long as the file was not changed between two setups. */
const originalOf = (
  { bytes }: SettingsSnapshot,
  earlier: Connection | undefined,
  backup: string | undefined,
): Connection['original'] => {
  if (bytes === undefined) return { backup: null, digest: null };
  const digest = digestOf(bytes);
  if (!earlier) return { backup: backup ?? null, digest };
  const isOurs = digest === earlier.written || digest === earlier.original?.digest;
  return isOurs ? earlier.original : undefined;
};

const connectionOf = (
  connect: Connect,
  { plan, snapshot, wanted, earlier }: Prepared,
  backup: string | undefined,
  madeFolder: boolean,
  at: Date,
): Connection => {
  const original = originalOf(snapshot, earlier, backup);
  return {
    file: connect.place.file,
    ...(original && { original }),
    written: digestOf(plan.text),
    madeFolder: madeFolder || (earlier?.madeFolder ?? false),
    madeFile: snapshot.bytes === undefined || (earlier?.madeFile ?? false),
    remembered: plan.remembered as Connection['remembered'],
    entries: [...wanted.entries],
    choices: connect.choices,
    commands: earlier?.commands ?? [],
    at: at.toISOString(),
  };
};

const write = async (connect: Connect, prepared: Prepared): Promise<string | undefined> => {
  const { home, place } = connect;
  const { plan: planned, snapshot, earlier } = prepared;
  const at = new Date();
  const record = await readRecord(home);
  const isChange = planned.text !== snapshot.text;
  const madeFolder = isChange && (await makeSettingsFolder(place));
  const keep = snapshot.bytes && (isChange || !earlier);
  const backup = keep && snapshot.bytes ? await backUp(home, snapshot.bytes, at) : undefined;
  const connection = connectionOf(connect, prepared, backup, madeFolder, at);
  const isNews = !earlier || !isDeepStrictEqual({ ...connection, at: earlier.at }, earlier);
  const { declined: _declined, ...rest } = record;
  // First the memory, then the deed: a crash between the two leaves settings that were not changed.
  if (isNews) await writeRecord(home, withConnection(rest, place.file, connection));
  try {
    if (isChange) await replaceSettings(snapshot, Buffer.from(planned.text));
  } catch (error) {
    if (isNews) await writeRecord(home, record);
    throw error;
  }
  return isChange ? backup : undefined;
};

/**
 * Does what was prepared. When another program changes the settings meanwhile, it is decided anew on what is there
 * now; once.
 * @returns what was done, and the copy of what was there before
 * @throws Failure when it cannot be done; the settings are then as they were
 */
export const connect = async (
  options: Connect,
  prepared: Prepared,
): Promise<{ readonly prepared: Prepared; readonly backup: string | undefined }> => {
  if (options.choices.hooks) await installHooks(options);
  if (options.choices.statusLine || options.choices.wrapStatusLine)
    await installStatusline(options.home, options.config);
  return retried(options.place.file, async (again) => {
    const decided = again ? await prepare(options) : prepared;
    return { prepared: decided, backup: await write(options, decided) };
  });
};
