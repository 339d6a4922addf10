import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { exitCode, Failure } from '../failure.ts';
import { type HookSettings, hookSettings } from '../hooks/hook-settings.ts';
import { namesPerson } from './choices.ts';
import { type VariableContext, variables, variableValues } from './variables.ts';

/**
 * Where each operating system keeps managed settings. A file of our own in the folder beside it is merged after it,
 * in the order of names, so that no existing policy is edited.
 * Source: "Deploy managed settings" of the client's documentation.
 */
export const managedPlaces = [
  {
    platform: 'linux',
    name: 'Linux and WSL',
    file: '/etc/claude-code/managed-settings.json',
    own: '/etc/claude-code/managed-settings.d/50-observability.json',
  },
  {
    platform: 'darwin',
    name: 'macOS',
    file: '/Library/Application Support/ClaudeCode/managed-settings.json',
    own: '/Library/Application Support/ClaudeCode/managed-settings.d/50-observability.json',
  },
  {
    platform: 'win32',
    name: 'Windows',
    file: 'C:\\Program Files\\ClaudeCode\\managed-settings.json',
    own: 'C:\\Program Files\\ClaudeCode\\managed-settings.d\\50-observability.json',
  },
] as const;

/** The entry of the user who is logged in; people without a stack of their own get no error, and no guard. */
const anybodysEntry =
  'entry="${START_OBSERVABILITY_HOME:-${XDG_DATA_HOME:-$HOME/.local/share}/start-observability}/hooks/entry"; ' +
  'if [ -x "$entry" ]; then exec "$entry"; fi; exit 0';

/** The hook entries for everybody: commands only, because an http hook complains where no service runs. */
const managedHooks = (port: number): HookSettings => {
  const own = hookSettings({ port, entryPath: '', profile: 'default', commandsOnly: true });
  const shared = Object.entries(own).map(([event, groups]) => [
    event,
    groups.map((group) => ({
      ...group,
      hooks: group.hooks.map((hook) => ({ ...hook, command: anybodysEntry })),
    })),
  ]);
  return Object.fromEntries(shared);
};

/**
 * The managed settings for a team, as text.
 * @param port of the hook-event service; undefined: without hooks
 * @throws Failure when the choices name one person: everybody would be counted as that one
 */
export const managedSettings = (context: VariableContext, port: number | undefined): string => {
  if (namesPerson(context.choices)) {
    throw new Failure('Managed settings are the same for everybody and cannot name one person.', {
      fix: 'leave --user-name and --user-email out',
      exitCode: exitCode.usage,
    });
  }
  const hooks = port === undefined ? {} : { hooks: managedHooks(port) };
  return `${JSON.stringify({ env: variableValues(context), ...hooks }, null, 2)}\n`;
};

/** Folder of the managed settings on this kind of machine. */
export const managedFolder = (platform: NodeJS.Platform = process.platform): string =>
  path.dirname((managedPlaces.find((place) => place.platform === platform) ?? managedPlaces[0]).file);

/** `managed-settings.json` and the fragments in `managed-settings.d` beside it, the last name the strongest. */
export const managedFiles = (folder: string): readonly string[] => {
  const more = path.join(folder, 'managed-settings.d');
  const names = existsSync(more) ? readdirSync(more) : [];
  return [
    ...names
      .filter((name) => name.endsWith('.json') && !name.startsWith('.'))
      .sort()
      .toReversed()
      .map((name) => path.join(more, name)),
    path.join(folder, 'managed-settings.json'),
  ];
};

interface ManagedSettings {
  readonly file: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** What an organisation says on this machine, the strongest file first. A broken policy of others is not ours to judge. */
export const readManaged = (folder = managedFolder()): readonly ManagedSettings[] =>
  managedFiles(folder).flatMap((file) => {
    try {
      const settings: unknown = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
      return typeof settings === 'object' && settings !== null ? [{ file, settings: { ...settings } }] : [];
    } catch {
      return [];
    }
  });

/** A variable of managed settings that wins over what setup writes. */
export interface Overruled {
  readonly file: string;
  readonly name: string;
  readonly value: string;
}

const envOf = ({ settings }: ManagedSettings): Readonly<Record<string, unknown>> =>
  typeof settings['env'] === 'object' && settings['env'] !== null ? { ...settings['env'] } : {};

/** The variables in which managed settings contradict the ones that setup writes. */
export const overruledBy = (
  managed: readonly ManagedSettings[],
  wanted: VariableContext,
): readonly Overruled[] =>
  variables.flatMap(({ name, value }) => {
    const ours = value(wanted);
    const there = managed.find((one) => envOf(one)[name] !== undefined);
    const theirs = there && String(envOf(there)[name]);
    if (ours === undefined || theirs === undefined || theirs === ours) return [];
    return [{ file: there?.file ?? '', name, value: theirs }];
  });
