import { isDeepStrictEqual } from 'node:util';
import { hookEvents, isHookEventName } from '../catalogue/hook-events.ts';
import { exitCode, Failure } from '../failure.ts';
import type { HookSettings } from '../hooks/hook-settings.ts';
import { JsonDocument } from './json-document.ts';
import { type OurHook, ourHooks, removeHook, wantedHook } from './our-hooks.ts';
import { type Variable, type VariableContext, variables } from './variables.ts';

/** One place in the settings that changes. */
export interface SettingChange {
  /** With dots: `env.OTEL_LOGS_EXPORTER`, `hooks.PreToolUse`. */
  readonly path: string;
  /** Undefined: it is not there. */
  readonly before: unknown;
  readonly after: unknown;
  readonly why: string;
}

/** What we did to a variable, as written in the file; null: not there. */
export interface Put {
  readonly old: string | null;
  readonly set: string | null;
}

/** What must be known to undo: which values were there before, and which containers are ours. */
export interface RememberedSettings {
  readonly env: Readonly<Record<string, Put>>;
  readonly statusLine?: Put | undefined;
  /** Paths of objects and arrays that we made. */
  readonly created: readonly (readonly string[])[];
}

export interface WantedSettings {
  readonly context: VariableContext;
  /** Ours, from the one that is there without us; undefined: none of ours. */
  readonly statusLine?: (theirs: unknown) => object | undefined;
  /** Undefined: none. */
  readonly hooks: HookSettings | undefined;
  /** Paths of our entry, the present one and earlier ones: by them our hooks are known. */
  readonly entries: readonly string[];
}

export interface SettingsPlan {
  readonly text: string;
  readonly changes: readonly SettingChange[];
  readonly remembered: RememberedSettings;
}

export const nothingRemembered: RememberedSettings = { env: {}, created: [] };

const typeOf = (value: unknown): string => (Array.isArray(value) ? 'a list' : `a ${typeof value}`);

/** @throws Failure when what must be an object or a list is something else: the meaning is unclear */
const mustBe = (settings: JsonDocument, path: readonly string[], isList: boolean, file: string): void => {
  const value = settings.value(path);
  if (value === undefined) return;
  const isRight = isList
    ? Array.isArray(value)
    : value !== null && !Array.isArray(value) && typeof value === 'object';
  if (isRight) return;
  throw new Failure(`${path.join('.')} in the client's settings is not what the client reads.`, {
    where: `${file}: ${path.join('.')} is ${value === null ? 'null' : typeOf(value)} and must be ${isList ? 'a list' : 'an object'}`,
    fix: 'correct it by hand; the file was left as it is',
    exitCode: exitCode.usage,
  });
};

/** The value of JSON as it is written; undefined where there is none. */
export const parsed = (raw: string | null): unknown => (raw === null ? undefined : JSON.parse(raw));

/** What a variable was before us, and what it shall be. */
const aimOf = (
  { value, join }: Variable,
  context: VariableContext,
  now: string | null,
  put: Put | undefined,
): Put => {
  const old = put && put.set === now ? put.old : now;
  const wanted = value(context);
  if (wanted === undefined) return { old, set: old };
  if (wanted === null) return { old, set: null };
  const joined = old !== null && join ? join(String(parsed(old)), context) : wanted;
  return { old, set: parsed(old) === joined ? old : JSON.stringify(joined) };
};

/** A plan under way. */
interface PlanUnderWay {
  readonly settings: JsonDocument;
  readonly changes: SettingChange[];
  readonly created: string[][];
  readonly file: string;
}

/** Makes the object or list at `path` where there is none, and remembers that. */
const make = ({ settings, created }: PlanUnderWay, path: string[], empty: object): void => {
  if (settings.has(path)) return;
  settings.set(path, empty);
  created.push(path);
};

/** Removes what we made when nothing is left in it. */
const unmake = ({ settings, created }: PlanUnderWay, path: readonly string[]): void => {
  const at = created.findIndex((one) => isDeepStrictEqual(one, path));
  if (at === -1 || !settings.isEmpty(path)) return;
  settings.remove(path);
  created.splice(at, 1);
};

const planVariables = (
  work: PlanUnderWay,
  context: VariableContext,
  remembered: RememberedSettings['env'],
): RememberedSettings['env'] => {
  const { settings, changes } = work;
  const env: Record<string, Put> = {};
  for (const variable of variables) {
    const path = ['env', variable.name];
    const now = settings.raw(path) ?? null;
    const aim = aimOf(variable, context, now, remembered[variable.name]);
    if (aim.set !== aim.old) env[variable.name] = aim;
    if (aim.set === now) continue;
    if (aim.set === null) settings.remove(path);
    else {
      make(work, ['env'], {});
      settings.restore(path, aim.set);
    }
    changes.push({ path: path.join('.'), before: parsed(now), after: parsed(aim.set), why: variable.why });
  }
  return env;
};

const statusLinePath = ['statusLine'];

/** Puts our status line in the place of whatever was there, or brings that back. */
const planStatusLine = (
  work: PlanUnderWay,
  ours: WantedSettings['statusLine'],
  put: Put | undefined,
): Put | undefined => {
  const { settings, changes } = work;
  const now = settings.raw(statusLinePath) ?? null;
  const old = put && isDeepStrictEqual(parsed(put.set), parsed(now)) ? put.old : now;
  const wanted = ours?.(parsed(old));
  const after = wanted ?? parsed(old);
  const why = wanted
    ? 'Cost, budget and limits of the plan; uninstall brings back what was there.'
    : 'Not wanted any more.';
  if (!isDeepStrictEqual(parsed(now), after)) {
    if (wanted) settings.set(statusLinePath, wanted);
    else if (old === null) settings.remove(statusLinePath);
    else settings.restore(statusLinePath, old);
    changes.push({ path: 'statusLine', before: parsed(now), after, why });
  }
  const set = settings.raw(statusLinePath) ?? null;
  return set === old ? undefined : { old, set };
};

/** Leaves exactly one hook of ours for an event, `wanted`, or none; whatever group it lies in stays as it is. */
const planEvent = (work: PlanUnderWay, event: string, own: readonly OurHook[], wanted: unknown): void => {
  const { settings } = work;
  const path = ['hooks', event];
  mustBe(settings, path, true, work.file);
  const [first] = own;
  for (const hook of own.slice(wanted === undefined ? 0 : 1).toReversed()) removeHook(settings, hook);
  if (wanted === undefined) {
    unmake(work, path);
  } else if (first) {
    settings.set([...path, first.group, 'hooks', first.place], wanted);
  } else {
    make(work, ['hooks'], {});
    make(work, path, []);
    const groups = settings.value(path) as readonly unknown[];
    settings.set([...path, groups.length], { hooks: [wanted] });
  }
};

const planHooks = (work: PlanUnderWay, hooks: HookSettings, entries: readonly string[]): void => {
  const there = ourHooks(work.settings, entries);
  for (const event of new Set([...Object.keys(hooks), ...there.map((hook) => hook.event)])) {
    const own = there.filter((hook) => hook.event === event);
    const wanted = wantedHook(hooks, event);
    if (own.length === 1 && isDeepStrictEqual(own[0]?.value, wanted)) continue;
    planEvent(work, event, own, wanted);
    work.changes.push({
      path: `hooks.${event}`,
      before: own.length === 0 ? undefined : own.map(({ value }) => value),
      after: wanted === undefined ? undefined : [wanted],
      why: isHookEventName(event) ? hookEvents[event].brief : 'Not listened to any more.',
    });
  }
  unmake(work, ['hooks']);
};

/**
 * Merges telemetry block and hook entries into the client's settings; pure. Everything that is not ours stays byte
 * for byte, a second run changes nothing.
 *
 * @param text the settings; undefined: there is no file
 * @param remembered what an earlier plan remembered about this file
 * @throws Failure when the settings are broken or of an unexpected shape
 */
export const plan = (
  text: string | undefined,
  { context, statusLine: wantedLine, hooks = {}, entries }: WantedSettings,
  remembered: RememberedSettings = nothingRemembered,
  file = 'settings.json',
): SettingsPlan => {
  const settings = new JsonDocument(text, file);
  mustBe(settings, ['env'], false, file);
  mustBe(settings, ['hooks'], false, file);
  const created = remembered.created.filter((path) => settings.has(path)).map((path) => [...path]);
  const work: PlanUnderWay = { settings, changes: [], created, file };
  const env = planVariables(work, context, remembered.env);
  unmake(work, ['env']);
  const statusLine = planStatusLine(work, wantedLine, remembered.statusLine);
  planHooks(work, hooks, entries);
  const isUnchanged = work.changes.length === 0 && text !== undefined;
  return {
    text: isUnchanged ? text : settings.text,
    changes: work.changes,
    remembered: { env, ...(statusLine && { statusLine }), created },
  };
};
