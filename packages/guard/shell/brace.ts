/** Most words one brace expression may grow into; past it the remaining ones are left out and the caller is told. */
const mostWords = 512;

/** Most characters that are read again while one word is expanded. */
const mostCharacters = 300_000;

/** Longest word that is expanded, in characters. */
const longestSource = 20_000;

/** The source of each word an expression comes to, and whether these are all of them. */
interface ExpandedBraces {
  readonly words: readonly string[];
  readonly complete: boolean;
}

interface Braces {
  readonly start: number;
  readonly end: number;
  readonly items: readonly string[];
}

const quoteEnd = (text: string, at: number): number => {
  const quote = text[at];
  for (let index = at + 1; index < text.length; index++) {
    if (text[index] === '\\' && quote === '"') index++;
    else if (text[index] === quote) return index;
  }
  return text.length;
};

const sequence = (body: string): string[] | undefined => {
  const match = /^(-?\d+|[a-zA-Z])\.\.(-?\d+|[a-zA-Z])(?:\.\.(-?\d+))?$/.exec(body);
  if (!match) return undefined;
  const numeric = /\d/.test(match[1] as string) && /\d/.test(match[2] as string);
  const value = (text: string) => (numeric ? Number(text) : text.charCodeAt(0));
  const from = value(match[1] as string);
  const to = value(match[2] as string);
  const step = Math.max(1, Math.abs(Number(match[3] ?? 1)));
  const items: string[] = [];
  for (let at = from; from <= to ? at <= to : at >= to; at += from <= to ? step : -step) {
    if (items.length >= mostWords) break;
    items.push(numeric ? String(at) : String.fromCharCode(at));
  }
  return items;
};

/** Where a character that opens a quotation or an expansion ends; the same index when it opens nothing. */
const skip = (text: string, at: number): number => {
  const character = text[at];
  if (character === '\\') return at + 1;
  if (character === "'" || character === '"' || character === '`') return quoteEnd(text, at);
  if (character !== '$' || (text[at + 1] !== '{' && text[at + 1] !== '(')) return at;
  const open = text[at + 1] as string;
  const close = open === '{' ? '}' : ')';
  let depth = 0;
  for (let index = at + 1; index < text.length; index++) {
    if (text[index] === open) depth++;
    else if (text[index] === close && --depth === 0) return index;
  }
  return text.length;
};

/** Reads the brace expression opening at `start`; undefined when it is none. */
const readBraces = (text: string, start: number): Braces | undefined => {
  const items: string[] = [];
  let depth = 0;
  let from = start + 1;
  for (let index = start; index < text.length; index++) {
    const skipped = skip(text, index);
    if (skipped !== index) {
      index = skipped;
      continue;
    }
    const character = text[index];
    if (character === '{') depth++;
    else if (character === ',' && depth === 1) {
      items.push(text.slice(from, index));
      from = index + 1;
    } else if (character === '}' && --depth === 0) {
      const last = text.slice(from, index);
      const all = items.length === 0 ? sequence(last) : [...items, last];
      return all && { start, end: index + 1, items: all };
    }
  }
  return undefined;
};

const firstBraces = (text: string): Braces | undefined => {
  let attempts = 0;
  for (let index = 0; index < text.length; index++) {
    const skipped = skip(text, index);
    if (skipped !== index) {
      index = skipped;
      continue;
    }
    if (text[index] !== '{') continue;
    const braces = readBraces(text, index);
    if (braces) return braces;
    // Each failed attempt reads to the end: more than a few of them is no brace expression but an attack on the reader.
    if (++attempts > 8) return undefined;
  }
  return undefined;
};

/**
 * Expands the brace expressions of one word's source, as bash does: textually and before everything else, heeding quotes
 * and expansions.
 */
export const expandBraces = (source: string): ExpandedBraces => {
  if (source.length > longestSource) return { words: [source], complete: false };
  const done: string[] = [];
  const open = [source];
  let read = 0;
  while (open.length > 0 && done.length + open.length < mostWords && read < mostCharacters) {
    const word = open.pop() as string;
    read += word.length;
    const braces = firstBraces(word);
    if (!braces) done.push(word);
    else {
      const head = word.slice(0, braces.start);
      const tail = word.slice(braces.end);
      for (const item of [...braces.items].reverse()) open.push(head + item + tail);
    }
  }
  return {
    words: [...done, ...open.slice(0, mostWords)],
    complete: read < mostCharacters && open.every((word) => firstBraces(word) === undefined),
  };
};
