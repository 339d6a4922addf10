import { mark } from './text.ts';

/** One element of a compiled glob: a literal character, any one character, any run, or a bracket expression. */
type Element = string | { readonly any: true } | { readonly run: true } | { readonly set: string };

const any = { any: true } as const;
const run = { run: true } as const;

/** Characters that stand for "any run" in abstract text: a star, and every kind of unreadable text. */
const runs = new Set<string>([
  mark.star,
  mark.each,
  mark.unknown,
  mark.network,
  mark.decoded,
  mark.secret,
  mark.environment,
]);

const bracketEnd = (pattern: string, from: number): number => {
  const end = pattern.indexOf(mark.close, from + 1);
  return end < 0 ? -1 : end;
};

const compile = (pattern: string): Element[] => {
  const elements: Element[] = [];
  for (let index = 0; index < pattern.length; index++) {
    const character = pattern[index] as string;
    if (runs.has(character)) {
      if (elements.at(-1) !== run) elements.push(run);
    } else if (character === mark.any) elements.push(any);
    else if (character === mark.open) {
      const end = bracketEnd(pattern, index);
      if (end < 0) elements.push('[');
      else {
        elements.push({ set: pattern.slice(index + 1, end) });
        index = end;
      }
    } else if (character !== mark.unset) elements.push(character);
  }
  return elements;
};

const inRange = (set: string, character: string): boolean => {
  for (let index = 0; index < set.length; index++) {
    const from = set[index] as string;
    const to = set[index + 2];
    if (set[index + 1] === '-' && to !== undefined) {
      if (character >= from && character <= to) return true;
      index += 2;
    } else if (from === character) return true;
  }
  return false;
};

const inSet = (set: string, character: string): boolean => {
  const negated = set[0] === '!' || set[0] === '^';
  const body = negated ? set.slice(1) : set;
  // A class such as [[:alpha:]] is taken as "any character": a superset never hides a match.
  if (body.includes('[:')) return true;
  return inRange(body, character) !== negated;
};

const fits = (element: Element, character: string): boolean => {
  if (typeof element === 'string') return element === character;
  if ('set' in element) return inSet(element.set, character);
  return 'any' in element;
};

const matches = (elements: readonly Element[], text: string): boolean => {
  let at = 0;
  let element = 0;
  let returnElement = -1;
  let returnAt = 0;
  while (at < text.length) {
    const current = elements[element];
    if (current === run) {
      returnElement = element++;
      returnAt = at;
    } else if (current !== undefined && fits(current, text[at] as string)) {
      element++;
      at++;
    } else if (returnElement >= 0) {
      element = returnElement + 1;
      at = ++returnAt;
    } else return false;
  }
  while (elements[element] === run) element++;
  return element === elements.length;
};

/** A test for known texts that abstract text with globs can stand for. Greedy with one point of return: no recursion. */
export const globMatcher = (pattern: string): ((text: string) => boolean) => {
  const elements = compile(pattern);
  return (text) => matches(elements, text);
};

/** Whether abstract text with globs can stand for the given known text. */
export const globMatches = (pattern: string, text: string): boolean => matches(compile(pattern), text);
