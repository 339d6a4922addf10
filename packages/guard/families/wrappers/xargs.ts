import { options } from '../../program/options.ts';
import { splitWords } from '../../program/split-words.ts';
import type { Invocation, Program } from '../../shell/shell.ts';
import { mark, taints } from '../../text/text.ts';
import { isShell } from '../shells/shells.ts';

/** Words of xargs' input: separated by blanks, or by the given delimiter. */
const inputWords = (stdin: string, delimiter: string | undefined): string[] =>
  delimiter === undefined
    ? splitWords(stdin)
    : stdin
        .split(delimiter)
        .filter((word) => word.trim() !== '')
        .map((word) => word.replace(/\n$/, ''));

const delimiterOf = (given: ReturnType<typeof options>): string | undefined => {
  if (given.has('0', 'null')) return '\0';
  const delimiter = given.value('d', 'delimiter');
  if (delimiter !== undefined) return delimiter === '\\n' ? '\n' : delimiter === '\\0' ? '\0' : delimiter;
  return given.has('I', 'i', 'replace') ? '\n' : undefined;
};

/** Most words of known input that are read. */
const mostWords = 64;

const xargsInput = (call: Invocation, given: ReturnType<typeof options>): string[] => {
  const file = given.value('a', 'arg-file');
  const text =
    file === undefined
      ? call.stdin
      : `${call.shell.readFile(file, call.state, call.stdin)}\n${call.stdin ?? ''}`;
  if (text === undefined) return [mark.unknown];
  const delimiter = delimiterOf(given);
  // Separators that were printed by programs only understood in part may be either kind.
  const words = inputWords(
    delimiter === '\0' && !text.includes('\0') ? text.replaceAll('\n', '\0') : text,
    delimiter,
  );
  return words.length > mostWords ? [...words.slice(0, mostWords), mark.unknown + taints(text)] : words;
};

/** A shell may be given whole lines, depending on options such as -L; both readings are followed. */
const runLines = (words: readonly string[], call: Invocation): void => {
  const lines = (call.stdin ?? '').split(/[\n\0]/).filter((line) => line !== '');
  for (const line of lines.slice(0, mostWords)) call.shell.runWords([...words, line], call.state.child());
};

export const xargs: Program = (call) => {
  const given = options(call.args, {
    short: 'adEILnPsRSJ',
    valued: 'arg-file delimiter max-lines max-args max-procs max-chars process-slot-var eof',
    long: 'replace null no-run-if-empty verbose interactive open-tty exit show-limits',
    stops: true,
  });
  const words = given.operands.length > 0 ? given.operands : ['echo'];
  const input = xargsInput(call, given);
  if (input.length === 0 && call.stdin !== undefined && given.has('r', 'no-run-if-empty')) return '';
  const replace = given.value('I', 'J', 'replace') ?? (given.has('i', 'replace') ? '{}' : undefined);
  if (replace === undefined || replace === '') {
    if (isShell(words[0]?.replace(/^.*\//, '') ?? '')) runLines(words, call);
    return call.shell.runWords([...words, ...input], call.state.child());
  }
  let output = '';
  for (const item of input.length > 0 ? input : [mark.unknown]) {
    output += call.shell.runWords(
      words.map((word) => word.replaceAll(replace, () => item)),
      call.state.child(),
    );
  }
  return output;
};
