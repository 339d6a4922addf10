import { isKnown, toSource } from '../text/text.ts';
import { evaluate, splitAtCommas } from './evaluate.ts';
import { percent, type Scope, textOf } from './functions.ts';
import type { Token } from './tokens.ts';

const isMark = (token: Token | undefined, text: string): boolean =>
  token?.kind === 'mark' && token.text === text;

const printing = /^(print|printf)$/;
/** Where the statement or group around a token begins. */
const start = (tokens: readonly Token[], at: number): number => {
  let depth = 0;
  for (let index = at - 1; index >= 0; index--) {
    const { kind, text } = tokens[index] as Token;
    if (kind !== 'mark') continue;
    if (text === ')') depth++;
    if ((text === '(' && --depth < 0) || (depth === 0 && /[;{}]/.test(text))) return index + 1;
  }
  return 0;
};

const end = (tokens: readonly Token[], at: number): number => {
  let depth = 0;
  for (let index = at; index < tokens.length; index++) {
    const { kind, text } = tokens[index] as Token;
    if (kind !== 'mark') continue;
    if (text === '(') depth++;
    if ((text === ')' && --depth < 0) || (depth === 0 && /[;{}]/.test(text))) return index;
  }
  return tokens.length;
};

/** What `print` or `printf` with these arguments would print; the whole record when there are none. */
const printed = (name: string, tokens: readonly Token[], scope: Scope): string => {
  const bare = isMark(tokens[0], '(') ? tokens.slice(1, -1) : tokens;
  const values = splitAtCommas(bare).map((part) => textOf(evaluate(part, scope)));
  if (values.length === 0) return textOf(scope.variables.get('$0'));
  return name === 'printf' ? percent(values[0] as string, values.slice(1)) : values.join(' ');
};

/**
 * The command awk runs at a `|`: `"command" | getline`, `print ... | "command"`. Returned as shell source with what is
 * printed put in front; undefined where nothing is run.
 */
export const pipeSource = (tokens: readonly Token[], at: number, scope: Scope): string | undefined => {
  if (!isMark(tokens[at], '|') || isMark(tokens[at - 1], '|') || isMark(tokens[at + 1], '|'))
    return undefined;
  const from = start(tokens, at);
  const next = isMark(tokens[at + 1], '&') ? at + 2 : at + 1;
  if (tokens[next]?.text === 'getline') return textOf(evaluate(tokens.slice(from, at), scope));
  const print = tokens
    .slice(from, at)
    .findLastIndex((token) => token.kind === 'name' && printing.test(token.text));
  if (print < 0) return undefined;
  const command = textOf(evaluate(tokens.slice(next, end(tokens, next)), scope));
  const name = (tokens[from + print] as Token).text;
  const text = printed(name, tokens.slice(from + print + 1, at), scope);
  return isKnown(command) ? `printf '%s\\n' ${toSource([text])} | ${command}` : command;
};
