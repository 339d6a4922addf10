import { switchNames, valueNames } from './names.ts';
import { type Session, valuesOf } from './session.ts';
import type { Word } from './tokens.ts';

/** The arguments of a cmdlet. */
export interface Parameters {
  readonly switches: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly operands: readonly string[];
}

const short: Readonly<Record<string, string>> = {
  wi: 'whatif',
  cf: 'confirm',
  ea: 'erroraction',
  lp: 'literalpath',
  pspath: 'literalpath',
  args: 'argumentlist',
};

/** The full name of a parameter that may be cut down to any length. */
const fullName = (name: string): string => {
  const lower = name.toLowerCase();
  if (Object.hasOwn(short, lower)) return short[lower] as string;
  return [...switchNames, ...valueNames].find((one) => one.startsWith(lower)) ?? lower;
};

/** Reads the arguments of a cmdlet one after the other. */
class Reader {
  readonly switches = new Set<string>();
  readonly values = new Map<string, readonly string[]>();
  readonly operands: string[] = [];
  private readonly session: Session;

  constructor(session: Session) {
    this.session = session;
  }

  read(words: readonly Word[]): this {
    for (let at = 0; at < words.length; at++) {
      const word = words[at] as Word;
      const match = word.quoted ? null : /^-([A-Za-z]+)(?::(.*))?$/.exec(word.text);
      if (match) at += this.parameter(fullName(match[1] as string), match[2], words[at + 1]);
      else this.operands.push(...valuesOf(word, this.session).filter((value) => value !== ''));
    }
    return this;
  }

  /** Notes one parameter; returns how many words its value takes. */
  private parameter(name: string, attached: string | undefined, next: Word | undefined): number {
    if (!valueNames.includes(name)) {
      if (!/^\$?false$/i.test(attached ?? '')) this.switches.add(name);
      return 0;
    }
    if (attached !== undefined) this.values.set(name, [attached]);
    else if (next) this.values.set(name, valuesOf(next, this.session));
    return attached === undefined ? 1 : 0;
  }
}

export const readParameters = (words: readonly Word[], session: Session): Parameters =>
  new Reader(session).read(words);

/** Paths a cmdlet is given, by position or by name. */
export const pathsIn = ({ operands, values }: Parameters): string[] => [
  ...operands,
  ...['path', 'literalpath', 'filepath'].flatMap((name) => values.get(name) ?? []),
];

/** One value of a parameter, or nothing. */
export const one = ({ values }: Parameters, name: string): string | undefined => values.get(name)?.[0];
