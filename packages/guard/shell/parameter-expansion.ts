import type { ParameterExpansionPart, Word, WordPart } from 'unbash';
import { isKnown, mark } from '../text/text.ts';
import { asPattern, changeCase, remove, replace, slice, transform } from './parameter.ts';
import type { Shell } from './shell.ts';
import type { State } from './state.ts';
import { assign, parameterText, parameterWords, variable } from './variables.ts';

/** Where words are expanded. */
export interface Expansion {
  readonly shell: Shell;
  readonly state: State;
  readonly separators: string;
  /** Expands a word inside another one without splitting it. */
  text(word: Word): string;
}

const isSet = (operator: string, text: string): boolean =>
  !text.includes(mark.unset) && (text !== '' || !operator.startsWith(':'));

const defaulted = (part: ParameterExpansionPart, expansion: Expansion, text: string): string => {
  const { operation } = part;
  if (operation?.type !== 'Default') return text;
  const given = isSet(operation.operator, text);
  const operand = () => expansion.text(operation.operand);
  if (operation.operator.endsWith('+')) return given ? operand() : '';
  if (given) return text;
  if (operation.operator.endsWith('?')) return mark.unknown;
  const value = operand();
  if (operation.operator.endsWith('=')) assign(part.parameter, value, expansion.state);
  return value;
};

const operated = (part: ParameterExpansionPart, expansion: Expansion, text: string): string => {
  const { operation } = part;
  const operand = (word: Word | undefined) => (word ? expansion.text(word) : '');
  switch (operation?.type) {
    case 'Default':
      return defaulted(part, expansion, text);
    case 'Remove':
      return remove(text, operation.operator, asPattern(operand(operation.operand)));
    case 'Replace':
      return replace(
        text,
        operation.operator,
        asPattern(operand(operation.pattern)),
        operand(operation.replacement),
      );
    case 'Slice':
      return slice(text, operand(operation.offset), operation.length && operand(operation.length));
    case 'CaseModification':
      return changeCase(text, operation.operator);
    case 'Transform':
      return transform(text, operand(operation.operand));
    case 'Names':
    case 'Unknown':
      return mark.unknown;
    default:
      return text;
  }
};

const indexed = (part: ParameterExpansionPart, expansion: Expansion): string => {
  const { shell, state } = expansion;
  if (part.index) {
    const words = parameterWords(part.parameter, shell, state);
    const at = Number(expansion.text(part.index));
    if (Number.isInteger(at)) return words[at < 0 ? words.length + at : at] ?? mark.unset;
    return words.join(' ');
  }
  const found = variable(part.parameter, state);
  if (found?.words) return found.words[0] ?? '';
  return parameterText(part.parameter, shell, state);
};

export const parameterExpansion = (part: ParameterExpansionPart, expansion: Expansion): string => {
  if (part.prefix === '#') return mark.unknown;
  if (part.prefix === '!' && part.operation?.type !== 'Names') {
    const name = indexed(part, expansion);
    return isKnown(name) ? parameterText(name, expansion.shell, expansion.state) : mark.unknown;
  }
  return operated(part, expansion, indexed(part, expansion));
};

const isAll = (name: string | undefined): boolean => name === '@' || name === '*';

/** The words of `$@`, `${a[@]}` and slices of them; undefined when the part is not a list. */
export const listOf = (part: WordPart, expansion: Expansion): readonly string[] | undefined => {
  const { shell, state } = expansion;
  if (part.type === 'SimpleExpansion') {
    return part.text === '$@' || part.text === '$*' ? parameterWords('@', shell, state) : undefined;
  }
  if (part.type !== 'ParameterExpansion' || part.prefix) return undefined;
  if (!isAll(part.parameter) && !isAll(part.index?.text)) return undefined;
  const { operation } = part;
  if (operation && operation.type !== 'Slice') return undefined;
  const words = parameterWords(part.parameter, shell, state);
  if (!operation) return words;
  // Positional parameters are numbered from one.
  const from = Number(expansion.text(operation.offset)) - (isAll(part.parameter) ? 1 : 0);
  const count = operation.length && Number(expansion.text(operation.length));
  if (Number.isNaN(from)) return words;
  const start = Math.max(0, from);
  return words.slice(start, count === undefined ? undefined : start + count);
};
