/**
 * Abstract text: an ordinary string in which single private-use characters stand for what cannot be known without running
 * anything. They travel through assignment, quoting, concatenation and pipes like any other character, so what is known
 * about a part of a word is never lost on the way to the program that uses it.
 */
export const mark = {
  /** Any text. */
  unknown: '\uE000',
  /** A variable that was never set in this command: empty, as far as can be told. */
  unset: '\uE001',
  /** Text that came from the network. */
  network: '\uE002',
  /** Text that was decoded from something unknown. */
  decoded: '\uE003',
  /** The contents of a file with secrets. */
  secret: '\uE004',
  /** The process environment. */
  environment: '\uE005',
  /** A secret that the program that keeps it printed. */
  stored: '\uE006',
  /** The number of a process of this stack. */
  own: '\uE007',
  /** Unquoted `*`, `?`, `[` and `]`, which the shell would match against files. */
  star: '\uE010',
  any: '\uE011',
  open: '\uE012',
  close: '\uE013',
  /** Each thing that a search finds below a folder. */
  each: '\uE014',
} as const;

const marks = /[\uE000-\uE01F]/g;
const unreadable = /[\uE000-\uE00F]/;
const globs = /[\uE010-\uE014]/;
const globOf: Record<string, string> = { '*': mark.star, '?': mark.any, '[': mark.open, ']': mark.close };
const plainOf: Record<string, string> = {
  [mark.star]: '*',
  [mark.any]: '?',
  [mark.each]: '*',
  [mark.open]: '[',
  [mark.close]: ']',
  [mark.unset]: '',
};

/** Removes every mark a caller may have smuggled in, so that marks in a text are always ours. */
export const withoutMarks = (text: string): string => text.replace(marks, '\uFFFD');

/** Whether every character of the text is known. Globs count as known. */
export const isKnown = (text: string): boolean => !unreadable.test(text);

export const hasGlob = (text: string): boolean => globs.test(text);

/** Turns the glob characters of an unquoted expansion into active globs. */
export const activate = (text: string): string =>
  /[*?[\]]/.test(text) ? text.replace(/[*?[\]]/g, (character) => globOf[character] ?? character) : text;

/** The text as it would be typed: globs as their own characters, unset variables as nothing. */
export const plain = (text: string): string =>
  /[\uE000-\uE01F]/.test(text) ? text.replace(marks, (character) => plainOf[character] ?? character) : text;

/** Marks of the given text that taint whatever is made from it, as a text of their own. */
export const taints = (text: string): string => {
  if (!unreadable.test(text)) return '';
  return [mark.network, mark.decoded, mark.secret, mark.environment, mark.stored, mark.own]
    .filter((one) => text.includes(one))
    .join('');
};

/** What a program that changes its input beyond our reading would print: unknown, and as tainted as its input. */
export const derived = (text: string | undefined): string => mark.unknown + taints(text ?? '');

/** Longest text that is kept; more of it is unknown, and as tainted as what was cut off. */
export const longestText = 1_100_000;

/** A text, or what is left to say of one that has grown too long. */
export const bounded = (text: string): string => (text.length > longestText ? derived(text) : text);

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** Words as shell source that reads back as exactly these words; active globs stay active. */
export const toSource = (words: readonly string[]): string =>
  words
    .map((word) =>
      hasGlob(word)
        ? word
            .split(/([\uE010-\uE014])/)
            .map((piece) => (piece === '' ? '' : (plainOf[piece] ?? quoted(piece))))
            .join('')
        : quoted(word),
    )
    .join(' ');
