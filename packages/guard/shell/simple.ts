import type { Assignment, Command, CommandArgument } from 'unbash';
import { unreadablePatterns } from '../findings/unreadable.ts';
import { bounded, toSource } from '../text/text.ts';
import type { Choices } from './choices.ts';
import { expandText, expandWords } from './expand.ts';
import { deliver, redirect, type Streams } from './redirect.ts';
import { runVariable } from './run-variable.ts';
import type { Shell } from './shell.ts';
import type { State, Variable } from './state.ts';
import { assign, variable } from './variables.ts';

/** Runs a command given as words: function, builtin or program. */
export type Dispatch = (
  words: readonly string[],
  shell: Shell,
  state: State,
  stdin: string | undefined,
  streams?: Streams,
) => string;

/** Most words of one command that are looked at; more of them is a finding of its own. */
export const mostWords = 8000;

interface Variant {
  readonly words: readonly string[];
  readonly assignments: readonly (readonly [Assignment, string | readonly string[]])[];
}

const expandAssignment = (node: Assignment, shell: Shell, state: State): string | readonly string[] => {
  if (node.value.type === 'ArrayValue') return expandWords(node.value.elements, shell, state);
  return expandText(node.value, shell, state);
};

/** An assignment in the arguments of `declare` and its kin, as the one word the builtin gets. */
const expandArgument = (node: CommandArgument, shell: Shell, state: State): string[] => {
  if (node.type === 'Word') return expandWords([node], shell, state);
  const value = expandAssignment(node, shell, state);
  const head = `${node.name}${node.index ? `[${node.index.text}]` : ''}${node.append ? '+' : ''}=`;
  return [head + (typeof value === 'string' ? value : `(${toSource(value)})`)];
};

const expandVariant = (node: Command, shell: Shell, state: State): Variant => {
  const assignments = node.prefix.flatMap((one) =>
    one.type === 'Assignment' ? [[one, expandAssignment(one, shell, state)] as const] : [],
  );
  const words = node.name ? expandWords([node.name], shell, state) : [];
  for (const argument of node.args) {
    if (words.length > mostWords) {
      shell.reading.report(unreadablePatterns['too-complex'], `more than ${mostWords} words`);
      break;
    }
    for (const word of expandArgument(argument, shell, state)) words.push(word);
  }
  return { words, assignments };
};

const withIndex = (old: Variable | undefined, at: number, value: string): Variable => {
  const words = [...(old?.words ?? old?.values ?? [])];
  words[at] = value;
  return { values: [words[0] ?? ''], words: Array.from(words, (word) => word ?? '') };
};

const setOne = (node: Assignment, value: string | readonly string[], shell: Shell, state: State): void => {
  runVariable(node.name, value, shell, state);
  const old = variable(node.name, state);
  if (typeof value !== 'string') {
    const words = node.append ? [...(old?.words ?? old?.values ?? []), ...value] : value;
    state.variables.set(node.name, { values: [words[0] ?? ''], words });
  } else if (node.index) {
    const at = Number(expandText(node.index, shell, state));
    state.variables.set(
      node.name,
      withIndex(old, Number.isInteger(at) && at >= 0 && at < 1000 ? at : 0, value),
    );
  } else if (node.append) {
    const values = (old?.values ?? ['']).map((text) => bounded(text + value));
    state.variables.set(node.name, { values: old?.words ? [values[0] ?? ''] : values });
  } else assign(node.name, value, state);
};

const aliasOf = (node: Command, state: State): string | undefined => {
  const { name } = node;
  if (!name || name.parts || name.text !== name.value) return undefined;
  return state.aliases.get(name.value);
};

/** Runs a command with its alias put in front of its words, as the shell does before it parses. */
const runAlias = (
  text: string,
  name: string,
  words: readonly string[],
  shell: Shell,
  state: State,
  stdin: string | undefined,
): string => {
  const own = state.child();
  own.aliases.set(name, undefined);
  const output = shell.runSource(`${text} ${toSource(words.slice(1))}`, own, stdin);
  own.aliases.set(name, text);
  state.absorb(own, true);
  return output;
};

const withAssignments = (variant: Variant, shell: Shell, state: State, run: () => string): string => {
  if (variant.assignments.length === 0) return run();
  const saved = variant.assignments.map(([{ name }]) => [name, state.variables.get(name)] as const);
  for (const [node, value] of variant.assignments) setOne(node, value, shell, state);
  const output = run();
  for (const [name, old] of saved) state.variables.set(name, old);
  return output;
};

const runVariant = (
  node: Command,
  variant: Variant,
  run: { shell: Shell; state: State; stdin: string | undefined; dispatch: Dispatch },
): string => {
  const { shell, state, stdin, dispatch } = run;
  const streams = redirect(node.redirects, shell, state, stdin);
  if (variant.words.length === 0) {
    for (const [one, value] of variant.assignments) setOne(one, value, shell, state);
    // `$(<file)` prints the file; a bare redirection to a file empties it.
    return deliver(
      node.redirects.some((one) => one.type === 'Redirect') ? (streams.stdin ?? '') : '',
      streams,
      shell,
      state,
    );
  }
  const alias = aliasOf(node, state);
  const output = withAssignments(variant, shell, state, () =>
    alias === undefined
      ? dispatch(variant.words, shell, state, streams.stdin, streams)
      : runAlias(alias, variant.words[0] ?? '', variant.words, shell, state, streams.stdin),
  );
  return deliver(output, streams, shell, state);
};

const sameVariant = (variant: Variant): string =>
  JSON.stringify([variant.words, variant.assignments.map(([, value]) => value)]);

/** Runs a simple command once for every combination of values its variables can have. */
export const runCommand = (
  node: Command,
  shell: Shell & { readonly choices: Choices },
  state: State,
  stdin: string | undefined,
  dispatch: Dispatch,
): string => {
  state.input = stdin;
  const variants = shell.choices.each(() => expandVariant(node, shell, state));
  if (variants.length === 1)
    return runVariant(node, variants[0] as Variant, { shell, state, stdin, dispatch });
  const seen = new Set<string>();
  let output = '';
  const before = state.child();
  for (const variant of variants) {
    const key = sameVariant(variant);
    if (seen.has(key) || !shell.reading.spend()) continue;
    const own = before.child();
    output += runVariant(node, variant, { shell, state: own, stdin, dispatch });
    state.absorb(own, seen.size === 0);
    seen.add(key);
  }
  return output;
};
