import { isKnown } from '../text/text.ts';
import type { Renames } from './bindings.ts';
import { closing, evaluate, splitAtCommas } from './evaluate.ts';
import type { Value } from './functions.ts';
import { isOfInterest } from './names.ts';
import type { Source } from './source.ts';
import type { Token } from './tokens.ts';

/** A call that is not written `name(...)`, as if it were. */
export interface IndirectCall {
  readonly name: string;
  readonly args: readonly Value[];
}

/** Functions that call what a text names: Ruby's `send`, PHP's `call_user_func`, Python's `methodcaller`. */
const callsByText =
  /^(send|public_send|__send__|method|call_user_func|call_user_func_array|array_map|array_walk|array_filter|usort|forward_static_call|methodcaller|func_overload|register_shutdown_function|apply)$/;

/** Methods of a function that call it or make another of it. */
const callsItself = /^(call|apply|bind|invoke|invokeArgs|__call__|curry|to_proc)$/;

/** Names that are as often a variable as a function: alone they say nothing. */
const commonNames = /^(cmd|run|call|command|pipeline|remove|delete|del|execute|exec|\$)$/;

const mostLinks = 4;

const isWord = (value: Value): value is string => typeof value === 'string' && /^[A-Za-z_]\w*$/.test(value);

/**
 * What a bracket behind `]` or `)` calls: `fs['rm' + 'Sync'](...)`, `getattr(os, 'system')(...)`, `('sys' . 'tem')(...)`. `at` is the
 * index of that bracket, or of the end of an expression that is kept under a name.
 */
export const calledValue = (source: Source, at: number): string | undefined => {
  const { tokens, scope } = source;
  let end = at - 1;
  for (let links = 0; links < mostLinks; links++) {
    const isMember = source.is(end, ']');
    if (!isMember && !source.is(end, ')')) return undefined;
    const open = source.opening(end);
    const last = splitAtCommas(tokens.slice(open + 1, end)).at(-1) ?? [];
    const value = evaluate(last, scope);
    if (isWord(value) && (isMember || isOfInterest(value))) return value;
    end = open - 1;
  }
  return undefined;
};

/** The function of interest that an argument hands over: `os.system`, `target=os.system`, `&system`, `:system`. */
const functionIn = (
  part: readonly Token[],
  source: Source,
  renames: Renames,
  byText: boolean,
): string | undefined => {
  const last = part.at(-1);
  const text = byText ? evaluate(part, source.scope) : undefined;
  if (text !== undefined && isWord(text) && isOfInterest(text)) return text;
  if (last?.kind !== 'name') return undefined;
  const name = renames.original(last.text);
  if (!isOfInterest(name)) return undefined;
  const bare = part.length === 1 && (commonNames.test(last.text) || source.scope.variables.has(last.text));
  return bare ? undefined : name;
};

/** The text in the brackets in front: what a function written in place is called with. */
const textsInFront = (source: Source, open: number): readonly string[] =>
  source.tokens
    .slice(source.opening(open - 1), open)
    .flatMap(({ kind, text }) => (kind === 'string' ? [text] : []));

const receiverOf = (source: Source, open: number): readonly Value[] => {
  if (source.is(open - 1, ')')) return textsInFront(source, open);
  const value = source.is(open - 2, '.') ? source.chain(open - 3) : undefined;
  return value === undefined ? [] : [value];
};

/** The name in front of `.call(`, `->invoke(`. */
const ownerOf = (source: Source, open: number): string => {
  const at = source.is(open - 2, '.') ? open - 3 : source.is(open - 2, '>') ? open - 4 : -1;
  return source.tokens[at]?.text ?? '';
};

/**
 * Calls that a call makes of functions it is handed, or that are its owner: `map(os.system, [...])`, `Thread(target=os.system,
 * args=(...))`, `send(:system, ...)`, `execSync.call(null, ...)`.
 */
export const handedOver = (source: Source, renames: Renames, name: string, open: number): IndirectCall[] => {
  const inner = source.tokens.slice(open + 1, closing(source.tokens, open));
  if (callsItself.test(name)) {
    const owner = renames.original(ownerOf(source, open));
    const args = source.values(inner).flat().filter(isKnown);
    if (isOfInterest(owner) && args.length > 0) return [{ name: owner, args }];
  }
  const parts = splitAtCommas(inner);
  return parts.flatMap((part, at) => {
    const handed = functionIn(part, source, renames, callsByText.test(name));
    if (handed === undefined) return [];
    const others = parts.filter((_, other) => other !== at).flatMap((other) => source.values(other).flat());
    const args = others.length > 0 ? others : receiverOf(source, open).flat();
    return [{ name: handed, args }];
  });
};
