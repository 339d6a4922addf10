import path from 'node:path';
import type { HookSettings } from '../hooks/hook-settings.ts';
import { shellWord } from '../hooks/hook-settings.ts';
import { isObject } from '../object.ts';
import type { JsonDocument } from './json-document.ts';

/** A hook of ours in the settings: which event, which group, which place in the group. */
export interface OurHook {
  readonly event: string;
  readonly group: number;
  readonly place: number;
  readonly value: unknown;
}

/** How the entry ends in every state folder with the usual name, wherever it was moved from. */
const usualEnd = path.posix.join('start-observability', 'hooks', 'entry');

const isOurCommand = (command: string, entries: readonly string[]): boolean =>
  entries.some((entry) => command.includes(shellWord(entry))) ||
  command.replaceAll(/['"]/g, '').trimEnd().endsWith(usualEnd);

/** Our service's address, on whatever port; the header keeps other people's `/hooks` apart. */
const isOurUrl = (url: string, headers: unknown): boolean =>
  /^http:\/\/(127\.0\.0\.1|localhost|\[::1\]):\d+\/hooks$/.test(url) &&
  isObject(headers) &&
  Object.hasOwn(headers, 'X-Delivery');

/** Whether a hook in the settings is one we wrote, now or earlier: by our entry's path, or by our service's address. */
export const isOurHook = (hook: unknown, entries: readonly string[]): boolean => {
  if (!isObject(hook)) return false;
  const { type, command, url, headers } = hook;
  if (type === 'command' && typeof command === 'string') return isOurCommand(command, entries);
  return type === 'http' && typeof url === 'string' && isOurUrl(url, headers);
};

/** All our hooks, in the order of the text. Shapes that are not a hook's are not ours. */
export const ourHooks = (settings: JsonDocument, entries: readonly string[]): readonly OurHook[] => {
  const hooks = settings.value(['hooks']);
  if (!isObject(hooks)) return [];
  return Object.entries(hooks).flatMap(([event, groups]) =>
    (Array.isArray(groups) ? groups : []).flatMap((one: unknown, group) =>
      (isObject(one) && Array.isArray(one['hooks']) ? one['hooks'] : []).flatMap((value: unknown, place) =>
        isOurHook(value, entries) ? [{ event, group, place, value }] : [],
      ),
    ),
  );
};

/** Takes one of our hooks out, with its group when nothing else is in it. */
export const removeHook = (settings: JsonDocument, { event, group, place }: OurHook): void => {
  const inGroup = ['hooks', event, group, 'hooks'];
  settings.remove([...inGroup, place]);
  if (settings.isEmpty(inGroup)) settings.remove(['hooks', event, group]);
};

/** Whether an address is one that a pattern of `allowedHttpHookUrls` means: `*` stands for any text. */
export const isAllowedBy = (pattern: string, url: string): boolean => {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(url);
};

/**
 * Whether the client lets http hooks call `url`. The lists of all settings are joined; where there is none, it does.
 * @param lists the value of `allowedHttpHookUrls` in each of the settings; undefined where one has none
 */
export const allowsHttpHook = (lists: readonly unknown[], url: string): boolean => {
  const there = lists.filter((list) => Array.isArray(list));
  return there.length === 0 || there.flat().some((pattern) => isAllowedBy(String(pattern), url));
};

/** The one hook we want for an event. */
export const wantedHook = (hooks: HookSettings, event: string): unknown =>
  (hooks as Readonly<Record<string, HookSettings[keyof HookSettings]>>)[event]?.[0]?.hooks[0];
