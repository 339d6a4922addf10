import {
  type CommandExpansionPart,
  type DoubleQuotedChild,
  forEachChild,
  type GlobPart,
  type ParameterExpansionPart,
  type ProcessSubstitutionPart,
  parse,
  type SyntaxNode,
  type Word,
  type WordPart,
} from 'unbash';
import { arithmetic } from './arithmetic.ts';
import { expandBraces } from './brace.ts';
import { Fields } from './fields.ts';
import { asPattern, changeCase, remove, replace, slice, transform } from './parameter.ts';
import type { Shell } from './shell.ts';
import type { State } from './state.ts';
import { activate, isKnown, mark } from './text.ts';
import { expandTilde } from './tilde.ts';
import { assign, parameterText, parameterWords, variable } from './variables.ts';

interface Expansion {
  readonly shell: Shell;
  readonly state: State;
  readonly separators: string;
}

const commandText = (part: CommandExpansionPart, { shell, state }: Expansion): string => {
  // Asking for the script parses its source: each level of nesting parses what is inside it once more.
  if (!shell.reading.spendText(part.text.length)) return mark.unknown;
  const { script } = part;
  if (!script) return mark.unknown;
  const text = shell.reading.deeper(() => shell.runScript(script, state.child(), state.input));
  const result = text.length > 100_000 ? text.replace(/\n$/, '') : text.replace(/\n+$/, '');
  if (result.length < 500) shell.reading.computed.add(result);
  return result;
};

/** Runs every substitution below a node whose own value is of no interest, such as an arithmetic expression. */
export const runSubstitutions = (node: SyntaxNode, shell: Shell, state: State): void => {
  const visit = (child: SyntaxNode): void => {
    if (
      (child.type === 'CommandExpansion' ||
        child.type === 'ArithmeticCommandExpansion' ||
        child.type === 'ProcessSubstitution') &&
      child.script
    ) {
      const { script } = child;
      shell.reading.deeper(() => shell.runScript(script, state.child()));
    } else forEachChild(child, visit);
  };
  visit(node);
};

const isSet = (operator: string, text: string): boolean =>
  !text.includes(mark.unset) && (text !== '' || !operator.startsWith(':'));

const defaulted = (part: ParameterExpansionPart, expansion: Expansion, text: string): string => {
  const { operation } = part;
  if (operation?.type !== 'Default') return text;
  const given = isSet(operation.operator, text);
  const operand = () => expandText(operation.operand, expansion.shell, expansion.state);
  if (operation.operator.endsWith('+')) return given ? operand() : '';
  if (given) return text;
  if (operation.operator.endsWith('?')) return mark.unknown;
  const value = operand();
  if (operation.operator.endsWith('=')) assign(part.parameter, value, expansion.state);
  return value;
};

const operated = (part: ParameterExpansionPart, expansion: Expansion, text: string): string => {
  const { operation } = part;
  const operand = (word: Word | undefined) =>
    word ? expandText(word, expansion.shell, expansion.state) : '';
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
    const at = Number(expandText(part.index, shell, state));
    if (Number.isInteger(at)) return words[at < 0 ? words.length + at : at] ?? mark.unset;
    return words.join(' ');
  }
  const found = variable(part.parameter, state);
  if (found?.words) return found.words[0] ?? '';
  return parameterText(part.parameter, shell, state);
};

const parameterExpansion = (part: ParameterExpansionPart, expansion: Expansion): string => {
  if (part.prefix === '#') return mark.unknown;
  if (part.prefix === '!' && part.operation?.type !== 'Names') {
    const name = indexed(part, expansion);
    return isKnown(name) ? parameterText(name, expansion.shell, expansion.state) : mark.unknown;
  }
  return operated(part, expansion, indexed(part, expansion));
};

const isAll = (name: string | undefined): boolean => name === '@' || name === '*';

/** The words of `$@`, `${a[@]}` and slices of them; undefined when the part is no list. */
const listOf = (part: WordPart, { shell, state }: Expansion): readonly string[] | undefined => {
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
  const from = Number(expandText(operation.offset, shell, state)) - (isAll(part.parameter) ? 1 : 0);
  const count = operation.length && Number(expandText(operation.length, shell, state));
  if (Number.isNaN(from)) return words;
  const start = Math.max(0, from);
  return words.slice(start, count === undefined ? undefined : start + count);
};

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
      return part.parts.map((one) => partText(one, expansion)).join('');
    case 'ProcessSubstitution':
      return processSubstitution(part, expansion);
    default:
      return part.text;
  }
};

/** A name for the stream of `<(...)` or `>(...)`: a file that holds what the script prints, or a sink that feeds it. */
const processSubstitution = (part: ProcessSubstitutionPart, { shell, state }: Expansion): string => {
  const { script } = part;
  const path = `/dev/fd/substitution-${shell.reading.serial()}`;
  if (!script) return path;
  const text = shell.reading.deeper(() => shell.runScript(script, state.child()));
  if (part.operator === '<') state.files.set(path, text);
  else state.outputs.set(path, part.text.slice(2, -1));
  return path;
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

/** Expands one word to its fields: nothing, one, or several. */
const expandWord = (word: Word, shell: Shell, state: State): string[] => {
  const { parts } = word;
  if (!parts) return [startsWithTilde(word) ? expandTilde(word.value, shell, state) : word.value];
  if (parts.some((part) => part.type === 'BraceExpansion')) {
    const sources = expandBraces(word.text);
    if (sources.length > 1 || sources[0] !== word.text) {
      if (!shell.reading.spend(sources.length)) return [];
      return sources.flatMap((source) => reparsed(source, shell, state));
    }
  }
  const expansion = { shell, state, separators: separatorsOf(shell, state) };
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

/** Expands parts without splitting: the right side of an assignment, a here-document, a redirection's target. */
export const expandParts = (parts: readonly WordPart[], shell: Shell, state: State): string => {
  const expansion = { shell, state, separators: '' };
  return parts
    .map((part) => {
      if (part.type === 'DoubleQuoted' || part.type === 'LocaleString') {
        const fields = new Fields(shell.reading.places.home);
        addQuoted(part, fields, expansion);
        fields.close();
        return fields.done.join(' ');
      }
      return partText(part, expansion);
    })
    .join('');
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
