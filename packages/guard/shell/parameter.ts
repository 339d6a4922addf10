import { resolveEscapes } from '../text/escapes.ts';
import { globMatches } from '../text/glob.ts';
import { activate, derived, hasGlob, isKnown, mark } from '../text/text.ts';

/** Longest text the pattern operators work on; they try every start and end. */
const longestValueCharacters = 2000;

const workable = (value: string): boolean => isKnown(value) && value.length <= longestValueCharacters;

/** `${name#pattern}` and its three kin. */
export const remove = (value: string, operator: string, pattern: string): string => {
  if (!workable(value) || !isKnown(pattern)) return isKnown(value) ? mark.unknown : value;
  const ends = Array.from({ length: value.length + 1 }, (_, index) => index);
  if (operator.startsWith('#')) {
    const order = operator === '##' ? ends.reverse() : ends;
    const end = order.find((at) => globMatches(pattern, value.slice(0, at)));
    return end === undefined ? value : value.slice(end);
  }
  const order = operator === '%%' ? ends : ends.reverse();
  const start = order.find((at) => globMatches(pattern, value.slice(at)));
  return start === undefined ? value : value.slice(0, start);
};

const longestMatch = (value: string, from: number, pattern: string): number => {
  for (let end = value.length; end > from; end--)
    if (globMatches(pattern, value.slice(from, end))) return end;
  return -1;
};

const replaceGlob = (value: string, pattern: string, replacement: string, every: boolean): string => {
  if (value.length > 200) return mark.unknown;
  let result = '';
  for (let at = 0; at < value.length; ) {
    const end = longestMatch(value, at, pattern);
    if (end < 0) result += value[at++];
    else {
      result += replacement;
      at = end;
      if (!every) return result + value.slice(at);
    }
  }
  return result;
};

/** `${name/pattern/replacement}` and its three kin. */
export const replace = (value: string, operator: string, pattern: string, replacement: string): string => {
  if (!workable(value) || pattern === '') return value;
  if (operator === '/#' || operator === '/%') {
    const rest = remove(value, operator === '/#' ? '##' : '%%', pattern);
    if (rest === value) return value;
    return operator === '/#' ? replacement + rest : rest + replacement;
  }
  if (hasGlob(pattern)) return replaceGlob(value, pattern, replacement, operator === '//');
  return operator === '//'
    ? value.replaceAll(pattern, () => replacement)
    : value.replace(pattern, () => replacement);
};

/** `${name:offset:length}`; a bound that is not a plain number makes the result unknown. */
export const slice = (value: string, offset: string, length: string | undefined): string => {
  const from = Number(offset.trim() || '0');
  const count = length === undefined ? undefined : Number(length.trim() || '0');
  if (!isKnown(value) || Number.isNaN(from) || Number.isNaN(count ?? 0)) return derived(value);
  const start = from < 0 ? value.length + from : from;
  if (count === undefined) return value.slice(start);
  return count < 0 ? value.slice(start, count) : value.slice(start, start + count);
};

/** `${name^^}`, `${name,,}` and their one-character kin. */
export const changeCase = (value: string, operator: string): string => {
  const change = (text: string) => (operator.startsWith('^') ? text.toUpperCase() : text.toLowerCase());
  return operator.length === 2 ? change(value) : change(value.slice(0, 1)) + value.slice(1);
};

/** `${name@operator}`. */
export const transform = (value: string, operator: string): string => {
  if (operator === 'U') return value.toUpperCase();
  if (operator === 'L') return value.toLowerCase();
  if (operator === 'u') return changeCase(value, '^');
  if (operator === 'E') return resolveEscapes(value);
  return value;
};

/** The pattern operand of an operator: what was quoted in it is literal, the rest is a glob. */
export const asPattern = (text: string): string => activate(text);
