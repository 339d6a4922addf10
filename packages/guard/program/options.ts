/** Arguments of a program, read the way getopt_long reads them. */
export interface Options {
  /** Whether one of the names was given: a letter for a short option, a word for a long one. */
  has(...names: string[]): boolean;
  /** Value of the last of these options; undefined when none was given. */
  value(...names: string[]): string | undefined;
  /** Values of every one of these options, in order. */
  values(...names: string[]): string[];
  /** Every option given, in order, with its value where it took one. */
  readonly given: readonly (readonly [string, string | undefined])[];
  readonly operands: readonly string[];
}

/** Which options a program has, as far as reading its arguments needs it. Names stand in one text, separated by spaces. */
export interface OptionSpec {
  /** Letters of the short options that take a value. */
  readonly short?: string;
  /** Long options that take a value in the next word. */
  readonly valued?: string;
  /** Other long options; abbreviations are resolved against these and the valued ones. */
  readonly long?: string;
  /** Whether options end at the first operand, as for wrappers. */
  readonly stops?: boolean;
  /** Whether long options may be written with one dash, as Go programs have it. */
  readonly oneDash?: boolean;
  /** Whether an option that is not listed takes the next word as its value. */
  readonly greedy?: boolean;
}

const lists = new Map<string, readonly string[]>();

/** The names in a text, split once. */
const namesIn = (text = ''): readonly string[] => {
  const known = lists.get(text);
  if (known) return known;
  const names = text.split(' ').filter((name) => name !== '');
  lists.set(text, names);
  return names;
};

const longName = (name: string, { valued, long }: OptionSpec): string => {
  const all = [...namesIn(valued), ...namesIn(long)];
  if (all.includes(name) || name === '') return name;
  return all.find((one) => one.startsWith(name)) ?? name;
};

const isNegative = (word: string): boolean => /^-\d+(\.\d+)?$/.test(word);

class Parser {
  readonly given: [string, string | undefined][] = [];
  readonly operands: string[] = [];
  private readonly words: readonly string[];
  private readonly spec: OptionSpec;
  private at = 0;

  constructor(words: readonly string[], spec: OptionSpec) {
    this.words = words;
    this.spec = spec;
  }

  read(): this {
    while (this.at < this.words.length) {
      const word = this.words[this.at++] as string;
      if (word === '--') break;
      if (this.option(word)) continue;
      this.operands.push(word);
      if (this.spec.stops) break;
    }
    this.operands.push(...this.words.slice(this.at));
    return this;
  }

  /** Reads a word as an option, if it is one. */
  private option(word: string): boolean {
    const isLong = word.startsWith('--') || (this.spec.oneDash === true && /^-[a-z][\w-]{2,}/i.test(word));
    if (isLong) this.long(word.replace(/^--?/, ''));
    else if (word.startsWith('-') && word.length > 1) this.cluster(word.slice(1));
    else return false;
    return true;
  }

  private long(word: string): void {
    const at = word.indexOf('=');
    const name = longName(at < 0 ? word : word.slice(0, at), this.spec);
    if (at >= 0) this.given.push([name, word.slice(at + 1)]);
    else this.given.push([name, this.takesNext(name) ? this.words[this.at++] : undefined]);
  }

  private takesNext(name: string): boolean {
    if (namesIn(this.spec.valued).includes(name)) return true;
    const next = this.words[this.at];
    if (!this.spec.greedy || next === undefined || namesIn(this.spec.long).includes(name)) return false;
    return !next.startsWith('-') || isNegative(next);
  }

  private cluster(letters: string): void {
    for (let index = 0; index < letters.length; index++) {
      const letter = letters[index] as string;
      if (!this.spec.short?.includes(letter)) this.given.push([letter, undefined]);
      else {
        const rest = letters.slice(index + 1);
        this.given.push([letter, rest === '' ? this.words[this.at++] : rest]);
        return;
      }
    }
  }
}

/** Reads a program's arguments. Unknown options are kept as flags; an option's abbreviation is resolved to its full name. */
export const options = (words: readonly string[], spec: OptionSpec = {}): Options => {
  const { given, operands } = new Parser(words, spec).read();
  const values = (...names: string[]) =>
    given.flatMap(([name, value]) => (names.includes(name) && value !== undefined ? [value] : []));
  return {
    given,
    operands,
    has: (...names) => given.some(([name]) => names.includes(name)),
    values,
    value: (...names) => values(...names).at(-1),
  };
};
