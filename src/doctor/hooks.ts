import { allowsHttpHook, isOurHook } from '../client/our-hooks.ts';
import { entryFolder, entryPath } from '../hooks/entry/install.ts';
import { isObject } from '../object.ts';
import type { Layer } from './layers.ts';
import { pluginHooks } from './plugins.ts';
import type { DoctorSurroundings } from './surroundings.ts';

/** One hook in some settings, or in a plugin. */
export interface InstalledHook {
  /** The file that names it. */
  readonly place: string;
  /** Layer of the settings, or `plugin`. */
  readonly source: Layer['name'] | 'plugin';
  readonly event: string;
  readonly type: string;
  /** Command or address. */
  readonly calls: string;
  /** Arguments of a command that the client runs without a shell. */
  readonly args: readonly string[] | undefined;
  /** What narrows it to some calls; undefined: it is called for all. */
  readonly only: string | undefined;
  /** Its decisions are ignored. */
  readonly isAsync: boolean;
  /** Seconds after which the client goes on without an answer. */
  readonly timeoutSeconds: number | undefined;
  readonly isOurs: boolean;
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The entry as managed settings name it: each person has one of their own. */
const managedEntry = /start-observability\S*\/hooks\/entry/;

/** What of a group and its hook lets it run for some calls only; undefined: it runs for all. */
const narrowing = (group: Record<string, unknown>, hook: Record<string, unknown>): string | undefined => {
  const { matcher } = group;
  if (typeof matcher === 'string' && !['', '*', '.*'].includes(matcher)) return `matcher ${matcher}`;
  return typeof hook['if'] === 'string' ? `if ${hook['if']}` : undefined;
};

interface HookSource {
  readonly place: string;
  readonly source: InstalledHook['source'];
  readonly hooks: unknown;
}

const hooksOf = ({ place, source, hooks }: HookSource, entries: readonly string[]): InstalledHook[] =>
  Object.entries(isObject(hooks) ? hooks : {}).flatMap(([event, groups]) =>
    list(groups)
      .filter(isObject)
      .flatMap((group) =>
        list(group['hooks'])
          .filter(isObject)
          .map((hook): InstalledHook => {
            const calls = String(hook['command'] ?? hook['url'] ?? '');
            return {
              place,
              source,
              event,
              type: String(hook['type'] ?? ''),
              calls,
              args: Array.isArray(hook['args']) ? hook['args'].map(String) : undefined,
              only: narrowing(group, hook),
              isAsync: hook['async'] === true || hook['asyncRewake'] === true,
              timeoutSeconds: typeof hook['timeout'] === 'number' ? hook['timeout'] : undefined,
              isOurs: isOurHook(hook, entries) || managedEntry.test(calls),
            };
          }),
      ),
  );

/** Every hook of every layer, the strongest layer first, then those of plugins. */
export const installedHooks = async (at: DoctorSurroundings): Promise<readonly InstalledHook[]> => {
  const entries = [entryPath(entryFolder(at.home.root))];
  const layers = await at.layers();
  const sources: readonly HookSource[] = [
    ...layers.all.map(({ place, name, settings }) => ({ place, source: name, hooks: settings['hooks'] })),
    ...(await pluginHooks(layers)).map(
      ({ place, plugin, hooks }) =>
        ({ place: `plugin ${plugin}: ${place}`, source: 'plugin', hooks }) as const,
    ),
  ];
  return sources.flatMap((source) => hooksOf(source, entries));
};

/** The layers that list what http hooks may call, and whether they let them call an address. */
export const addressLists = async (
  at: DoctorSurroundings,
): Promise<{ readonly allows: (url: string) => boolean; readonly places: readonly string[] }> => {
  const listing = (await at.layers()).all.filter(({ settings }) =>
    Array.isArray(settings['allowedHttpHookUrls']),
  );
  const lists = listing.map(({ settings }) => settings['allowedHttpHookUrls']);
  return { allows: (url) => allowsHttpHook(lists, url), places: listing.map(({ place }) => place) };
};
