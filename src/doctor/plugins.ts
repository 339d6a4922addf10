import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { isObject } from '../object.ts';
import type { Layers } from './layers.ts';

/** The hooks that an enabled plugin brings; the client runs them beside those of settings, also when they are equal. */
export interface PluginHooks {
  /** `name@marketplace`. */
  readonly plugin: string;
  /** The file, or the manifest that holds them. */
  readonly place: string;
  readonly hooks: Readonly<Record<string, unknown>>;
}

const readJson = async (file: string): Promise<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse((await readFile(file, 'utf8')).replace(/^\uFEFF/, ''));
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
};

/** `name@marketplace` of the plugins that are on; the strongest layer that names one decides. */
const enabledPlugins = ({ all }: Layers): readonly string[] => {
  const decided = new Map<string, boolean>();
  for (const { settings } of all) {
    const named = isObject(settings['enabledPlugins']) ? settings['enabledPlugins'] : {};
    for (const [plugin, isOn] of Object.entries(named)) {
      if (!decided.has(plugin)) decided.set(plugin, isOn !== false);
    }
  }
  return [...decided].filter(([, isOn]) => isOn).map(([plugin]) => plugin);
};

/** Folders in which a plugin lies: where the client's list says, else every version in its cache. */
const foldersOf = async (home: string, plugin: string): Promise<readonly string[]> => {
  const { plugins } = await readJson(path.join(home, 'installed_plugins.json'));
  const listed = isObject(plugins) ? [plugins[plugin]].flat() : [];
  const folders = listed.flatMap((one) =>
    isObject(one) && typeof one['installPath'] === 'string' ? [one['installPath']] : [],
  );
  if (folders.length > 0) return [...new Set(folders)];
  const at = plugin.lastIndexOf('@');
  const cache = path.join(home, 'cache', plugin.slice(at + 1), plugin.slice(0, Math.max(at, 0)));
  const versions = await readdir(cache).catch((): string[] => []);
  return versions.map((version) => path.join(cache, version));
};

/** `hooks/hooks.json`, and what the manifest names or holds. */
const hooksIn = async (plugin: string, folder: string): Promise<readonly PluginHooks[]> => {
  const manifest = path.join(folder, '.claude-plugin', 'plugin.json');
  const named = [(await readJson(manifest))['hooks']].flat();
  const inline = named.filter(isObject).map((one) => ({ place: manifest, one }));
  const files = ['hooks/hooks.json', ...named.filter((one) => typeof one === 'string')].map((file) =>
    path.resolve(folder, file),
  );
  const read = [...new Set(files)].map(async (place) => ({ place, one: await readJson(place) }));
  return [...inline, ...(await Promise.all(read))].flatMap(({ place, one }) => {
    const hooks = isObject(one['hooks']) ? one['hooks'] : one;
    return Object.keys(hooks).length > 0 ? [{ plugin, place, hooks }] : [];
  });
};

/** Hooks of every plugin that the client would load with these settings. */
export const pluginHooks = async (layers: Layers): Promise<readonly PluginHooks[]> => {
  const home = path.join(path.dirname(layers.userFile), 'plugins');
  const found = await Promise.all(
    enabledPlugins(layers).map(async (plugin) => {
      const folders = await foldersOf(home, plugin);
      return (await Promise.all(folders.map((folder) => hooksIn(plugin, folder)))).flat();
    }),
  );
  return found.flat();
};
