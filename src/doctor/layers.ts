import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

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

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textsOf = (value: unknown): Readonly<Record<string, string>> =>
  isObject(value)
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([, text]) => ['string', 'number', 'boolean'].includes(typeof text))
          .map(([name, text]) => [name, String(text)]),
      )
    : {};

const readLayer = async (name: LayerName, place: string): Promise<Layer | undefined> => {
  try {
    const settings: unknown = JSON.parse((await readFile(place, 'utf8')).replace(/^\uFEFF/, ''));
    if (!isObject(settings)) throw new Error('it is no JSON object');
    return { name, place, env: textsOf(settings['env']), settings };
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    return { name, place, env: {}, settings: {}, error: (error as Error).message };
  }
};

/** `managed-settings.json` and what lies in `managed-settings.d` beside it, the last name the strongest. */
const managedFiles = async (folder: string): Promise<readonly string[]> => {
  const more = path.join(folder, 'managed-settings.d');
  const names = await readdir(more).catch((): string[] => []);
  return [
    ...names
      .filter((name) => name.endsWith('.json'))
      .sort()
      .toReversed()
      .map((name) => path.join(more, name)),
    path.join(folder, 'managed-settings.json'),
  ];
};

/** Reads every layer. Never fails: what cannot be read is told in its `error`. */
export const readLayers = async ({ env, project, managed, user }: Places): Promise<Layers> => {
  const folder = path.join(project, '.claude');
  const files: readonly (readonly [LayerName, string])[] = [
    ...(await managedFiles(managed)).map((file) => ['managed', file] as const),
    ['local', path.join(folder, 'settings.local.json')],
    ['project', path.join(folder, 'settings.json')],
    ['user', user],
  ];
  // In the home folder the project's settings are the user's.
  const distinct = files.filter(([name, file]) => name === 'user' || path.resolve(file) !== user);
  const read = await Promise.all(distinct.map(([name, file]) => readLayer(name, file)));
  const found = read.filter((layer) => layer !== undefined);
  return {
    all: [...found, { name: 'shell', place: 'shell', env: textsOf(env), settings: {} }],
    user: found.find(({ name }) => name === 'user'),
    userFile: user,
  };
};
