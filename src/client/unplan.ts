import { isDeepStrictEqual } from 'node:util';
import { JsonDocument } from './json-document.ts';
import { ourHooks, removeHook } from './our-hooks.ts';
import { nothingRemembered, parsed, type RememberedSettings, type SettingChange } from './plan.ts';
import { type VariableContext, variables } from './variables.ts';

export interface Unplan {
  /** Undefined: nothing but ours was in it, and we made the file. */
  readonly text: string | undefined;
  readonly changes: readonly SettingChange[];
  /** Names of variables that were changed after us, and that therefore stay. */
  readonly kept: readonly string[];
}

interface Ours {
  readonly entries: readonly string[];
  /** What setup would write now: without a memory, variables are known by having these values. */
  readonly context: VariableContext;
}

const undoing = 'Written by setup.';

/** Without a memory: what we would have written into a file without variables, if it points to our receiver. */
const guessed = (settings: JsonDocument, context: VariableContext): RememberedSettings => {
  const isOurs = settings.value(['env', 'OTEL_EXPORTER_OTLP_ENDPOINT']) === context.endpoint;
  const set = variables.flatMap(({ name, value }) => {
    const wanted = value(context);
    return typeof wanted === 'string' ? [[name, { old: null, set: JSON.stringify(wanted) }] as const] : [];
  });
  return isOurs ? { env: Object.fromEntries(set), created: [] } : nothingRemembered;
};

/** Removes what is empty and ours, inner things first. */
const prune = (settings: JsonDocument, paths: readonly (readonly string[])[]): void => {
  for (const path of paths.toSorted((a, b) => b.length - a.length)) {
    if (settings.isEmpty(path)) settings.remove(path);
  }
};

const putBack = (settings: JsonDocument, name: string, old: string | null): void => {
  if (old === null) settings.remove(['env', name]);
  else if (settings.has(['env'])) settings.restore(['env', name], old);
  else settings.set(['env'], { [name]: JSON.parse(old) });
};

/** Puts old values back; returns the names of those that were changed after us. */
const undoVariables = (
  settings: JsonDocument,
  env: RememberedSettings['env'],
  changes: SettingChange[],
): readonly string[] => {
  const kept: string[] = [];
  const block = settings.value(['env']) ?? {};
  // Somebody made something else of it: there is nothing of ours in it, and no place for what was there before.
  if (typeof block !== 'object' || Array.isArray(block)) return Object.keys(env);
  for (const [name, { old, set }] of Object.entries(env)) {
    const now = settings.raw(['env', name]) ?? null;
    if (now === set) {
      putBack(settings, name, old);
      changes.push({ path: `env.${name}`, before: parsed(set), after: parsed(old), why: undoing });
    } else if (now !== old && now !== null) kept.push(name);
  }
  return kept;
};

/** Restores the earlier status line; true when ours was changed. */
const undoStatusLine = (
  settings: JsonDocument,
  put: RememberedSettings['statusLine'],
  changes: SettingChange[],
): boolean => {
  if (!put) return false;
  const now = settings.raw(['statusLine']) ?? null;
  // By value: another program may have written the whole file anew, with other blanks.
  if (!isDeepStrictEqual(parsed(now), parsed(put.set)))
    return now !== null && !isDeepStrictEqual(parsed(now), parsed(put.old));
  if (put.old === null) settings.remove(['statusLine']);
  else settings.restore(['statusLine'], put.old);
  changes.push({ path: 'statusLine', before: parsed(put.set), after: parsed(put.old), why: undoing });
  return false;
};

/** Takes our hooks out; returns the events that had one. */
const undoHooks = (
  settings: JsonDocument,
  entries: readonly string[],
  changes: SettingChange[],
): readonly string[] => {
  const there = ourHooks(settings, entries);
  for (const hook of there.toReversed()) removeHook(settings, hook);
  const events = [...new Set(there.map(({ event }) => event))];
  for (const event of events) {
    const before = there.filter((hook) => hook.event === event).map(({ value }) => value);
    changes.push({ path: `hooks.${event}`, before, after: undefined, why: undoing });
  }
  return events;
};

/**
 * Takes out of the client's settings what `plan` put in, and puts back what was there; pure.
 *
 * @param remembered what `plan` remembered; undefined when that is lost
 * @param isOurFile whether there was no file before us
 * @throws Failure when the settings are broken
 */
export const unplan = (
  text: string,
  { entries, context }: Ours,
  remembered: RememberedSettings | undefined,
  { isOurFile = false, file = 'settings.json' } = {},
): Unplan => {
  const settings = new JsonDocument(text, file);
  const changes: SettingChange[] = [];
  const { env, created, statusLine } = remembered ?? guessed(settings, context);
  const kept = [
    ...undoVariables(settings, env, changes),
    ...(undoStatusLine(settings, statusLine, changes) ? ['statusLine'] : []),
  ];
  const events = undoHooks(settings, entries, changes);
  // Without a memory, what we emptied was ours.
  const hasVariables = changes.some(({ path }) => path.startsWith('env.'));
  const emptied = [
    ...(hasVariables ? [['env']] : []),
    ...(events.length > 0 ? [['hooks']] : []),
    ...events.map((event) => ['hooks', event]),
  ];
  prune(settings, remembered ? created : emptied);
  if (isOurFile && settings.isEmpty([])) return { text: undefined, changes, kept };
  return { text: changes.length === 0 ? text : settings.text, changes, kept };
};
