import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Document, isNode, isPair, isScalar, LineCounter, parse, parseDocument } from 'yaml';
import { exitCode, Failure } from '../failure.ts';
import { alertingComplaints } from './alerting.ts';
import { budgetComplaints } from './budgets.ts';
import { collectorOnlyKeys } from './collector-only.ts';
import type { Home } from './home.ts';
import { keys } from './keys.ts';
import { linkComplaints } from './links.ts';
import { type ConfigProblem, closest, problems } from './problem.ts';
import { reportComplaints } from './reports.ts';
import { type Config, configSchema } from './schema.ts';
import { whyNoLabel } from './wanted-labels.ts';

/** By whom a key is set. */
export type Source =
  | { readonly by: 'default' }
  | { readonly by: 'file'; readonly line: number }
  | { readonly by: 'environment'; readonly variable: string };

export interface Loaded {
  readonly config: Config;
  /** By key with dots, for every key of the schema. */
  readonly sources: ReadonlyMap<string, Source>;
}

type Path = readonly PropertyKey[];

/** Text of `config.yaml`; empty where there is no such file. */
export const readConfig = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw new Failure('The configuration cannot be read.', {
      where: file,
      fix: 'make the file readable for you, or move it away to start with the defaults',
      exitCode: exitCode.usage,
      cause: error,
    });
  }
};

/** The line of the key at `path`, else of the nearest section around it. */
const lineOf = (document: Document, lines: LineCounter, path: Path): number | undefined => {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const parent = document.getIn(path.slice(0, depth - 1), true);
    const items: readonly unknown[] = (parent as { items?: unknown[] } | undefined)?.items ?? [];
    const step = path[depth - 1];
    const item =
      typeof step === 'number'
        ? items[step]
        : items.find((pair) => isPair(pair) && isScalar(pair.key) && String(pair.key.value) === String(step));
    const node = isPair(item) ? item.key : item;
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return undefined;
};

const fail = (file: string, complaints: readonly string[], cause?: unknown): never => {
  const count = complaints.length === 1 ? 'One thing' : `${complaints.length} things`;
  throw new Failure(`${count} in the configuration ${complaints.length === 1 ? 'is' : 'are'} wrong.`, {
    where: [file, ...complaints.map((line) => `    ${line}`)].join('\n'),
    fix: 'edit the file, or the variable that is named, then try `start-observability config check`',
    exitCode: exitCode.usage,
    cause,
  });
};

const parsed = (text: string, file: string) => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    fail(
      file,
      document.errors.map(({ pos, message }) => `line ${lines.linePos(pos[0]).line}: ${message}`),
    );
  }
  const value = document.toJS() ?? {};
  try {
    JSON.stringify(value);
  } catch (error) {
    fail(file, ['an alias (*name) stands inside what it names.'], error);
  }
  return { document, lines, value };
};

/** Sets `path` in a copy of `value`. */
const withValue = (value: unknown, [step, ...rest]: readonly string[], set: unknown): unknown =>
  step === undefined
    ? set
    : {
        ...(value as object),
        [step]: withValue((value as Record<string, unknown> | undefined)?.[step] ?? {}, rest, set),
      };

const told = ({ key, what }: ConfigProblem, place: string): string =>
  `${[place, key].filter(Boolean).join(', ')}: ${what}`;

/** Keys that became sections: what stands in their place is the value of one key of the section. */
export const shortForms: Readonly<Record<string, string>> = { collector: 'receiver' };

const inLongForm = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  const long = Object.entries(value).map(([key, given]) => {
    const inner = shortForms[key];
    return [
      key,
      inner && (typeof given !== 'object' || given === null) ? { [inner]: given } : given,
    ] as const;
  });
  return Array.isArray(value) ? value : Object.fromEntries(long);
};

/** Keys that were switches: `true` is what keeps. */
const switches = ['prompts', 'responses', 'tools'] as const;

const inWords = (value: unknown): unknown => {
  const privacy = (value as { privacy?: unknown } | undefined)?.privacy;
  if (typeof privacy !== 'object' || privacy === null) return value;
  const words = switches.flatMap((key) => {
    const given = (privacy as Record<string, unknown>)[key];
    return typeof given === 'boolean' ? [[key, given ? 'keep' : 'drop'] as const] : [];
  });
  return { ...(value as object), privacy: { ...privacy, ...Object.fromEntries(words) } };
};

/** Variables of the short forms, for the key that each sets. */
const shortVariables: Readonly<Record<string, string>> = {
  START_OBSERVABILITY_COLLECTOR: 'START_OBSERVABILITY_COLLECTOR_RECEIVER',
};

const withLongVariables = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).map(([name, value]) => [shortVariables[name] ?? name, value]));

const variablePrefix = 'START_OBSERVABILITY_';

/** Variables of ours that are not keys: the state folder, the mark of our processes, and what tests use. */
const otherVariables = /^START_OBSERVABILITY_(HOME|PROCESS|TEST_\w+)$/;

/** Variables with our prefix that name no key: each was meant to change something, and would change nothing. */
const unknownVariables = (env: NodeJS.ProcessEnv, known: readonly string[]): readonly string[] =>
  Object.keys(env)
    .filter((name) => name.startsWith(variablePrefix) && !otherVariables.test(name) && !known.includes(name))
    .map((name) => {
      const near = closest(
        name.slice(variablePrefix.length),
        known.map((one) => one.slice(variablePrefix.length)),
      );
      const meant = near ? ` Did you mean ${variablePrefix}${near}?` : '';
      return `${name}: there is no such variable.${meant}`;
    });

const loopbackHost = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** Which of the programs' places let another person choose what runs. */
const programComplaints = ({ programs }: Config, file: string): readonly string[] => {
  const data = path.join(path.dirname(file), 'data');
  const { mirror = '', offline: _offline, ...places } = programs;
  const inside = Object.entries(places).flatMap(([name, place]) => {
    const way = path.relative(data, place ?? data);
    const isInside = place !== undefined && !way.startsWith('..') && !path.isAbsolute(way);
    return isInside ? [`programs.${name}: ${place} lies in data, where received files are.`] : [];
  });
  const isOpen =
    /^http:/i.test(mirror) && URL.canParse(mirror) && !loopbackHost.test(new URL(mirror).hostname);
  return [
    ...inside,
    ...(isOpen
      ? ['programs.mirror: over http anybody on the way chooses the programs; use https or a folder.']
      : []),
  ];
};

/** A transcript without a single text is no use to anybody. */
const transcriptComplaints = ({ transcripts, privacy }: Config): readonly string[] => {
  const isAllDropped = [privacy.prompts, privacy.responses, privacy.tools].every((kind) => kind === 'drop');
  return transcripts.collect && isAllDropped
    ? [
        'transcripts.collect: privacy.prompts, privacy.responses and privacy.tools all say drop, so nothing is left to collect.',
      ]
    : [];
};

/** @throws Failure when settings that are right each for itself cannot work together */
const mustWork = (config: Config, file: string): void => {
  const unheard = config.collector.receiver === 'embedded' ? collectorOnlyKeys(config) : [];
  const { collector, collectorSpike = 0 } = config.memory;
  const complaints = [
    ...unheard.map((key) => `${key}: needs the collector, and collector says embedded.`),
    ...programComplaints(config, file),
    ...budgetComplaints(config),
    ...alertingComplaints(config.alerting),
    ...linkComplaints(config),
    ...reportComplaints(config.reports),
    ...transcriptComplaints(config),
    ...config.labels.extra.flatMap((name) => {
      const why = whyNoLabel(name);
      return why ? [`labels.extra: ${name} cannot be a label: ${why}.`] : [];
    }),
    ...(collectorSpike >= collector * 0.8
      ? [`memory.collectorSpike: ${collectorSpike} must be less than 80 % of memory.collector, ${collector}.`]
      : []),
  ];
  if (complaints.length > 0) fail(file, complaints);
};

/**
 * Reads and checks the configuration: defaults, then `config.yaml`, then the environment.
 * @throws Failure that names file, line, key and what is allowed, for every wrong key at once.
 */
export const load = (home: Home, env: NodeJS.ProcessEnv = process.env): Loaded =>
  check(readConfig(home.config), home.config, env);

/** The same for a text that is not on disk yet. */
export const check = (text: string, file: string, variables: NodeJS.ProcessEnv = {}): Loaded => {
  const { document, lines, value } = parsed(text, file);
  const env = withLongVariables(variables);
  const known = keys();
  const unknown = unknownVariables(
    env,
    known.map(({ environment }) => environment),
  );
  if (unknown.length > 0) fail(file, unknown);
  const overrides = known.filter(({ environment }) => env[environment] !== undefined);
  const given = overrides.reduce(
    (at, { path, environment }) => withValue(at, path.split('.'), parse(env[environment] ?? '')),
    inLongForm(value),
  );
  const whole = inWords(given);
  const place = (path: Path): string => {
    const override = overrides.find((key) => path.join('.').startsWith(key.path));
    if (override) return override.environment;
    const line = lineOf(document, lines, path);
    return line === undefined ? '' : `line ${line}`;
  };

  const result = configSchema.safeParse(whole);
  if (!result.success) {
    fail(
      file,
      problems(result.error, whole).map((problem) => told(problem, place(problem.path))),
      result.error,
    );
    throw result.error;
  }
  mustWork(result.data, file);
  const sourceOf = (path: string, environment: string): Source => {
    if (overrides.some((key) => key.path === path)) return { by: 'environment', variable: environment };
    if (document.hasIn(path.split('.'))) {
      return { by: 'file', line: lineOf(document, lines, path.split('.')) ?? 1 };
    }
    return { by: 'default' };
  };
  return {
    config: result.data,
    sources: new Map(known.map(({ path, environment }) => [path, sourceOf(path, environment)])),
  };
};
