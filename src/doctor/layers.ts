import { existsSync, realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { repeatedNames, treeOf } from '../client/json-tree.ts';
import { managedFiles } from '../client/managed.ts';
import { refusedKeys } from '../client/settings-schema.ts';
import { isObject } from '../object.ts';

/**
 * Where the client's variables come from, the strongest first. `env` in settings wins over the shell.
 * Source: "Settings precedence" of the client's documentation; that project settings lost their say about telemetry
 * with 2.1.282 was observed.
 */
type LayerName = 'managed' | 'local' | 'project' | 'user' | 'shell';

export interface Layer {
  readonly name: LayerName;
  /** The file, or `shell`. */
  readonly place: string;
  readonly env: Readonly<Record<string, string>>;
  /** The whole settings; empty for the shell. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Why it cannot be read; it then counts for nothing, as it does for the client. */
  readonly error?: string;
  /** What the client refuses in it, `key: why`; for one of these it drops the whole file. */
  readonly refused?: readonly string[];
  /** Names that stand twice in one object: the client listens to the last one alone. */
  readonly repeated?: readonly string[];
}

export interface Layers {
  /** Those that are there, the strongest first. */
  readonly all: readonly Layer[];
  readonly user: Layer | undefined;
  /** Where the user's settings are, or would be. */
  readonly userFile: string;
}

export interface Places {
  readonly env: NodeJS.ProcessEnv;
  readonly project: string;
  readonly managed: string;
  readonly user: string;
}

const textsOf = (value: unknown): Readonly<Record<string, string>> =>
  isObject(value)
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([, text]) => ['string', 'number', 'boolean'].includes(typeof text))
          .map(([name, text]) => [name, String(text)]),
      )
    : {};

/** A file that counts for nothing, and why. */
const dropped = (name: LayerName, place: string, error: string, refused?: readonly string[]): Layer => ({
  name,
  place,
  env: {},
  settings: {},
  error,
  ...(refused && { refused }),
});

const repeatedIn = (text: string): readonly string[] => {
  try {
    return text.trim() === '' ? [] : [...new Set(repeatedNames(treeOf(text)))];
  } catch {
    // Nested deeper than the tree can be: the client reads it all the same.
    return [];
  }
};

const readLayer = async (name: LayerName, place: string): Promise<Layer | undefined> => {
  try {
    const text = (await readFile(place, 'utf8')).replace(/^\uFEFF/, '');
    // The client takes an empty file for one without settings.
    const settings: unknown = text.trim() === '' ? {} : JSON.parse(text);
    if (!isObject(settings)) return dropped(name, place, 'it is not a JSON object');
    const refused = refusedKeys(settings);
    if (refused.length > 0) return dropped(name, place, refused.join('; '), refused);
    return { name, place, env: textsOf(settings['env']), settings, repeated: repeatedIn(text) };
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    return dropped(name, place, (error as Error).message);
  }
};

/** The root of the repository around a folder; undefined outside of one. */
const repositoryAround = (folder: string): string | undefined => {
  if (existsSync(path.join(folder, '.git'))) return folder;
  const above = path.dirname(folder);
  return above === folder ? undefined : repositoryAround(above);
};

/**
 * Files of the project, the strongest first. Started in a subfolder, the client reads the local settings of the
 * repository's root, and not the shared ones there (anthropics/claude-code#86187; observed).
 */
const projectFiles = (project: string): readonly (readonly [LayerName, string])[] => {
  const root = repositoryAround(project);
  const local = (folder: string) => path.join(folder, '.claude', 'settings.local.json');
  return [
    ['local', local(project)],
    ...(root && root !== project ? [['local', local(root)] as const] : []),
    ['project', path.join(project, '.claude', 'settings.json')],
  ];
};

const real = (file: string): string => {
  try {
    return realpathSync(file);
  } catch {
    return path.resolve(file);
  }
};

/** Reads every layer. Never fails: what cannot be read is told in its `error`. */
export const readLayers = async ({ env, project, managed, user }: Places): Promise<Layers> => {
  const files: readonly (readonly [LayerName, string])[] = [
    ...managedFiles(managed).map((file) => ['managed', file] as const),
    ...projectFiles(path.resolve(project)),
    ['user', user],
  ];
  // In the home folder the project's settings are the user's.
  const distinct = files.filter(([name, file]) => name === 'user' || real(file) !== real(user));
  const read = await Promise.all(distinct.map(([name, file]) => readLayer(name, file)));
  const found = read.filter((layer) => layer !== undefined);
  return {
    all: [...found, { name: 'shell', place: 'shell', env: textsOf(env), settings: {} }],
    user: found.find(({ name }) => name === 'user'),
    userFile: user,
  };
};
