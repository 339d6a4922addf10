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

export interface OptionSpec {
  /** Letters of the short options that take a value. */
  readonly short?: string;
  /** Long options that take a value in the next word, and all others that abbreviations are resolved against. */
  readonly valued?: readonly string[];
  readonly long?: readonly string[];
  /** Whether options end at the first operand, as for wrappers. */
  readonly stops?: boolean;
}

const longName = (name: string, spec: OptionSpec): string => {
  const all = [...(spec.valued ?? []), ...(spec.long ?? [])];
  if (all.includes(name)) return name;
  const fitting = all.filter((one) => one.startsWith(name));
  return fitting.length >= 1 && name !== '' ? (fitting[0] as string) : name;
};

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
      if (word.startsWith('--')) this.long(word.slice(2));
      else if (word.startsWith('-') && word.length > 1) this.cluster(word.slice(1));
      else {
        this.operands.push(word);
        if (this.spec.stops) break;
      }
    }
    for (; this.at < this.words.length; this.at++) this.operands.push(this.words[this.at] as string);
    return this;
  }

  private long(word: string): void {
    const at = word.indexOf('=');
    const name = longName(at < 0 ? word : word.slice(0, at), this.spec);
    if (at >= 0) this.given.push([name, word.slice(at + 1)]);
    else this.given.push([name, this.spec.valued?.includes(name) ? this.words[this.at++] : undefined]);
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
