import type { Pattern } from '../findings/pattern.ts';
import { globMatches } from '../text/glob.ts';
import { activate } from '../text/text.ts';
import type { Options } from './options.ts';

/**
 * Ways in which a program's command line destroys or reveals, each with its pattern. A rule is written as it would be typed:
 *
 *     'volume rm|remove|prune'     these words, in this order, at the start of the operands
 *     '... delete|destroy'         these words in this order, anywhere among the operands
 *     'rm -f|--force'              the word, and one of these options wherever it stands
 *     'apply --destroy !--help'    not with this option
 *     'rollback --target=0'        the option with this value
 *     'secrets $'                  these words and no operand behind them
 *     '* delete-*'                 `*` stands for any text within a word
 */
export type Rules = Readonly<Record<string, Pattern>>;

/** A rule as it is matched, and what it stands for. */
export interface Rule<What> {
  readonly words: readonly (readonly string[])[];
  readonly anywhere: boolean;
  readonly options: readonly (readonly string[])[];
  readonly unless: readonly string[];
  readonly what: What;
}

const dashes = /^!?--?/;

const optionNames = (text: string): string[] => text.split('|').map((one) => one.replace(dashes, ''));

const readRule = <What>(text: string, what: What): Rule<What> => {
  if (text.includes('|...')) throw new Error(`rule "${text}": \`...\` stands at the start of a rule`);
  const parts = text.split(' ').filter((part) => part !== '' && part !== '...');
  return {
    words: parts.filter((part) => !dashes.test(part)).map((part) => part.split('|')),
    anywhere: text.startsWith('... '),
    options: parts.filter((part) => part.startsWith('-')).map(optionNames),
    unless: parts.filter((part) => part.startsWith('!')).flatMap(optionNames),
    what,
  };
};

/** Reads a table of rules once. */
export const readRules = <What>(rules: Readonly<Record<string, What>>): readonly Rule<What>[] =>
  Object.entries(rules).map(([text, what]) => readRule(text, what));

const matchesWord = (alternatives: readonly string[], word: string | undefined): boolean =>
  word !== undefined &&
  alternatives.some((one) => (one.includes('*') ? globMatches(activate(one), word) : one === word));

const matchesWords = ({ words, anywhere }: Rule<unknown>, operands: readonly string[]): boolean => {
  if (!anywhere)
    return words.every((word, at) =>
      word[0] === '$' ? operands.length === at : matchesWord(word, operands[at]),
    );
  let at = 0;
  for (const operand of operands) if (at < words.length && matchesWord(words[at] ?? [], operand)) at++;
  return at === words.length;
};

/** `target=0`: the option and the value it must have. */
const hasValue = (text: string, given: Options): boolean => {
  const at = text.indexOf('=');
  return at > 0 && given.values(text.slice(0, at)).some((value) => matchesWord([text.slice(at + 1)], value));
};

/** Whether an option was given; one in capitals may be the value of another, as in `-X DELETE`. */
const hasOption = (names: readonly string[], given: Options): boolean =>
  names.some(
    (name) =>
      given.has(name) ||
      hasValue(name, given) ||
      (/^[A-Z]{2,}$/.test(name) && given.given.some(([, value]) => value?.toUpperCase() === name)),
  );

const matches = (rule: Rule<unknown>, given: Options): boolean =>
  matchesWords(rule, given.operands) &&
  rule.options.every((names) => hasOption(names, given)) &&
  !hasOption(rule.unless, given);

/** What the rules stand for that one of the readings of a command line matches. */
export const matching = <What>(rules: readonly Rule<What>[], readings: readonly Options[]): What[] =>
  rules.filter((rule) => readings.some((given) => matches(rule, given))).map(({ what }) => what);
