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

export const readParameters = (words: readonly Word[], session: Session): Parameters => {
  const switches = new Set<string>();
  const values = new Map<string, readonly string[]>();
  const operands: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as Word;
    const match = word.quoted ? null : /^-([A-Za-z]+)(?::(.*))?$/.exec(word.text);
    if (!match) {
      operands.push(...valuesOf(word, session).filter((value) => value !== ''));
      continue;
    }
    const name = fullName(match[1] as string);
    if (!valueNames.includes(name)) {
      if (!/^\$?false$/i.test(match[2] ?? '')) switches.add(name);
    } else if (match[2] !== undefined) values.set(name, [match[2]]);
    else {
      const next = words[++at];
      if (next) values.set(name, valuesOf(next, session));
    }
  }
  return { switches, values, operands };
};

/** Paths a cmdlet is given, by position or by name. */
export const pathsIn = ({ operands, values }: Parameters): string[] => [
  ...operands,
  ...['path', 'literalpath', 'filepath'].flatMap((name) => values.get(name) ?? []),
];

/** One value of a parameter, or nothing. */
export const one = ({ values }: Parameters, name: string): string | undefined => values.get(name)?.[0];
