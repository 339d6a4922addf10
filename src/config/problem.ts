import type * as z from 'zod';
import { allowed, jsonSchema, nodeAt, type SchemaNode } from './keys.ts';

/** One thing wrong with the configuration. */
export interface ConfigProblem {
  /** With dots: `ports.prometheus`. */
  readonly key: string;
  readonly path: readonly PropertyKey[];
  readonly what: string;
}

/** How many letters must change to make `b` of `a` (Levenshtein's distance). */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const change = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(change, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
};

/** The candidate that `word` was probably meant to be. */
export const closest = (word: string, candidates: readonly string[]): string | undefined => {
  const [best] = candidates
    .map((candidate) => ({ candidate, far: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.far - b.far);
  return best && best.far <= Math.max(1, Math.ceil(word.length / 3)) ? best.candidate : undefined;
};

const meant = (word: string, candidates: readonly string[]): string => {
  const best = closest(word, candidates);
  return best ? ` Did you mean ${best}?` : '';
};

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((at, step) => (at as Record<PropertyKey, unknown> | undefined)?.[step], value);

const namesIn = (node: SchemaNode | undefined): readonly string[] =>
  Object.keys(node?.properties ?? {}).length > 0
    ? Object.keys(node?.properties ?? {})
    : ((node?.propertyNames?.enum ?? []) as readonly string[]);

/** Most names that are listed; more of them only hide the one that was meant. */
const mostNames = 30;

const unknownKey = (name: string, parent: SchemaNode | undefined): string => {
  const names = namesIn(parent);
  const listed = names.length > mostNames ? [...names.slice(0, mostNames), '...'] : names;
  return `unknown key.${meant(name, names)} Known here: ${listed.join(', ')}.`;
};

const wrongValue = (issue: z.core.$ZodIssue, value: unknown, node: SchemaNode | undefined): string => {
  if (value === undefined && issue.code === 'invalid_type')
    return `missing. Allowed: ${allowed(node ?? {})}.`;
  if (!node || issue.code === 'custom') return `${issue.message}.`;
  // A sentence of our own about the form of a text says more than its type.
  const form = issue.code === 'invalid_format' && issue.format === 'regex' ? issue.message : allowed(node);
  const near = typeof value === 'string' && node.enum ? meant(value, node.enum.map(String)) : '';
  return `${JSON.stringify(value)} is not allowed.${near} Allowed: ${form}.`;
};

/** What the schema's complaints mean, one problem for each wrong key. */
export const problems = (
  error: z.ZodError,
  value: unknown,
  schema: SchemaNode = jsonSchema(),
): readonly ConfigProblem[] =>
  error.issues.flatMap((issue) => {
    const parent = nodeAt(schema, issue.path);
    const names = issue.code === 'unrecognized_keys' ? issue.keys : [undefined];
    return names.map((name) => {
      const path = name === undefined ? issue.path : [...issue.path, name];
      const what =
        name === undefined ? wrongValue(issue, valueAt(value, issue.path), parent) : unknownKey(name, parent);
      return { key: path.join('.'), path, what };
    });
  });
