import { type DoubleQuotedChild, type GlobPart, parse, type Word, type WordPart } from 'unbash';
import { unreadablePatterns } from '../findings/unreadable.ts';
import { activate, bounded, mark } from '../text/text.ts';
import { arithmetic } from './arithmetic.ts';
import { expandBraces } from './brace.ts';
import { Fields } from './fields.ts';
import { type Expansion, listOf, parameterExpansion } from './parameter-expansion.ts';
import type { Shell } from './shell.ts';
import type { State } from './state.ts';
import { commandText, processSubstitution, runSubstitutions } from './substitution.ts';
import { expandTilde } from './tilde.ts';
import { parameterText } from './variables.ts';

const expansionIn = (shell: Shell, state: State, separators: string): Expansion => ({
  shell,
  state,
  separators,
  text: (word) => expandText(word, shell, state),
});

/** What a part stands for as one text, whether quoted or not. */
const partText = (part: WordPart | DoubleQuotedChild, expansion: Expansion): string => {
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return part.value;
    case 'SimpleExpansion':
      return parameterText(part.text.slice(1), expansion.shell, expansion.state);
    case 'ParameterExpansion':
      return parameterExpansion(part, expansion);
    case 'CommandExpansion':
      return commandText(part, expansion);
    case 'ArithmeticExpansion':
      runSubstitutions(part, expansion.shell, expansion.state);
      return part.expression ? arithmetic(part.expression, expansion.shell, expansion.state) : mark.unknown;
    case 'DoubleQuoted':
    case 'LocaleString':
      return bounded(part.parts.map((one) => bounded(partText(one, expansion))).join(''));
    case 'ProcessSubstitution':
      return processSubstitution(part, expansion);
    default:
      return part.text;
  }
};

const globMark: Record<string, string> = { star: mark.star, question: mark.any };

const addQuoted = (
  part: WordPart & { parts: readonly DoubleQuotedChild[] },
  fields: Fields,
  expansion: Expansion,
): void => {
  // An empty quotation still makes a word.
  if (part.parts.length === 0) fields.add('');
  for (const child of part.parts) {
    const list = listOf(child, expansion);
    if (list && child.text !== '$*' && !child.text.endsWith('[*]}')) fields.list(list);
    else fields.add(list ? list.join(' ') : partText(child, expansion));
  }
};

const extendedGlob = (part: WordPart & { type: 'ExtendedGlob' }, { shell }: Expansion): string => {
  if (part.operator === '!' || /[()]/.test(part.pattern)) return mark.star;
  const options = part.pattern.split('|').map(activate);
  return options[shell.choose(Math.min(options.length, 6))] ?? mark.star;
};

const addExpansion = (part: WordPart, fields: Fields, expansion: Expansion): void => {
  const words = listOf(part, expansion) ?? [partText(part, expansion)];
  words.forEach((word, index) => {
    if (index > 0) fields.close();
    fields.split(word, expansion.separators);
  });
};

const globText = (part: GlobPart): string =>
  part.kind === 'bracket'
    ? mark.open + part.text.slice(1, -1).replaceAll('\\', '') + mark.close
    : (globMark[part.kind] ?? part.text);

const addPart = (part: WordPart, fields: Fields, expansion: Expansion): void => {
  switch (part.type) {
    case 'DoubleQuoted':
    case 'LocaleString':
      addQuoted(part, fields, expansion);
      break;
    case 'Glob':
      fields.add(globText(part));
      break;
    case 'ExtendedGlob':
      fields.add(extendedGlob(part, expansion));
      break;
    case 'SimpleExpansion':
    case 'ParameterExpansion':
    case 'CommandExpansion':
      addExpansion(part, fields, expansion);
      break;
    default:
      fields.add(partText(part, expansion));
  }
};

const separatorsOf = (shell: Shell, state: State): string =>
  parameterText('IFS', shell, state).replaceAll(mark.unset, '');

const startsWithTilde = (word: Word): boolean => word.text.startsWith('~');

/** A leading unquoted tilde belongs to the first literal part; a quoted rest does not take part in the user's name. */
const literalHead = (
  parts: readonly WordPart[],
  word: Word,
  shell: Shell,
  state: State,
): string | undefined => {
  const first = parts[0];
  if (first?.type !== 'Literal' || !startsWithTilde(word)) return undefined;
  if (!first.value.includes('/') && parts.length > 1 && parts[1]?.text.match(/^["']?\//) === null)
    return undefined;
  return expandTilde(first.value, shell, state);
};

/** Most words that are kept of braces that were not expanded to the end. */
const mostLeftOver = 8;

/** Expands one word to its fields: nothing, one, or several. */
const expandWord = (word: Word, shell: Shell, state: State): string[] => {
  const { parts } = word;
  if (!parts) return [startsWithTilde(word) ? expandTilde(word.value, shell, state) : word.value];
  if (parts.some((part) => part.type === 'BraceExpansion')) {
    const { words: sources, complete } = expandBraces(word.text);
    if (!complete) {
      // Words that would have to be expanded again and again are not: one expression then stands for a program's whole work.
      shell.reading.report(unreadablePatterns['too-complex']);
      return [...sources.slice(0, mostLeftOver)];
    }
    if (sources.length > 1 || sources[0] !== word.text) {
      if (!shell.reading.spend(sources.length)) return [];
      return sources.flatMap((source) => reparsed(source, shell, state));
    }
  }
  const expansion = expansionIn(shell, state, separatorsOf(shell, state));
  const fields = new Fields(shell.reading.places.home);
  const head = literalHead(parts, word, shell, state);
  parts.forEach((part, index) => {
    if (index === 0 && head !== undefined) fields.add(head);
    else addPart(part, fields, expansion);
  });
  fields.close();
  return fields.done;
};

const reparsed = (source: string, shell: Shell, state: State): string[] => {
  const statement = parse(`: ${source}`).commands[0]?.command;
  if (statement?.type !== 'Command') return [source];
  return statement.args.flatMap((one) => (one.type === 'Word' ? expandWord(one, shell, state) : [one.text]));
};

/** Expands words as the arguments of a command: braces, tildes, parameters, substitutions, splitting; globs stay marked. */
export const expandWords = (words: readonly Word[], shell: Shell, state: State): string[] =>
  words.flatMap((word) => expandWord(word, shell, state));

/** Longest text that costs nothing to make. */
const freeCharacters = 4096;

/** Expands parts without splitting: the right side of an assignment, a here-document, a redirection's target. */
export const expandParts = (parts: readonly WordPart[], shell: Shell, state: State): string => {
  const expansion = expansionIn(shell, state, '');
  let text = '';
  for (const part of parts) {
    if (part.type === 'DoubleQuoted' || part.type === 'LocaleString') {
      const fields = new Fields(shell.reading.places.home);
      addQuoted(part, fields, expansion);
      fields.close();
      text = bounded(text + fields.done.join(' '));
    } else text = bounded(text + partText(part, expansion));
  }
  // Short texts are paid for by the step they belong to; a variable that doubles is not.
  return text.length < freeCharacters || shell.reading.spendText(text.length) ? text : mark.unknown;
};

/** Expands one word without splitting or globbing. */
export const expandText = (word: Word, shell: Shell, state: State): string => {
  const { parts } = word;
  if (!parts) return startsWithTilde(word) ? expandTilde(word.value, shell, state) : word.value;
  const head = literalHead(parts, word, shell, state);
  return head === undefined
    ? expandParts(parts, shell, state)
    : head + expandParts(parts.slice(1), shell, state);
};
