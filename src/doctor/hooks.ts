import { isOurHook } from '../client/our-hooks.ts';
import { entryFolder, entryPath } from '../hooks/entry/install.ts';
import type { Layer } from './layers.ts';
import type { Surroundings } from './surroundings.ts';

/** One hook in some settings. */
export interface InstalledHook {
  readonly layer: Layer;
  readonly event: string;
  readonly type: string;
  /** Command or address. */
  readonly calls: string;
  readonly isOurs: boolean;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The entry as managed settings name it: whoever is logged in has one of their own. */
const managedEntry = /start-observability\S*\/hooks\/entry/;

const hookOf = (layer: Layer, event: string, hook: unknown, entries: readonly string[]): InstalledHook[] => {
  if (!isObject(hook)) return [];
  const calls = String(hook['command'] ?? hook['url'] ?? '');
  const isOurs = isOurHook(hook, entries) || managedEntry.test(calls);
  return [{ layer, event, type: String(hook['type'] ?? ''), calls, isOurs }];
};

/** Every hook of every layer, the strongest layer first. */
export const installedHooks = async (at: Surroundings): Promise<readonly InstalledHook[]> => {
  const entries = [entryPath(entryFolder(at.home.root))];
  return (await at.layers()).all.flatMap((layer) => {
    const { hooks } = layer.settings;
    if (!isObject(hooks)) return [];
    return Object.entries(hooks).flatMap(([event, groups]) =>
      list(groups).flatMap((group) =>
        list(isObject(group) ? group['hooks'] : undefined).flatMap((hook) =>
          hookOf(layer, event, hook, entries),
        ),
      ),
    );
  });
};
