import { type OptionSpec, options } from '../../program/options.ts';
import type { Invocation, Program } from '../../shell/shell.ts';
import { mark, plain } from '../../text/text.ts';

// biome-ignore format: a table
const parallelSpec: OptionSpec = {
  short: 'jSnNIaLdPCE',
  valued: 'jobs max-procs arg-file env sshlogin sshloginfile colsep delimiter joblog results delay timeout retries tmpdir workdir wd max-args block recstart recend halt load memfree tagstring basefile return nice shebang',
  long: 'pipe pipepart dry-run eta progress bar keep-order group ungroup tag null line-buffer no-notice will-cite quote',
  stops: true,
};

/** Values after `:::` (and `:::+`, `::::` files, which are unknown), one list per source. */
const parallelSources = (words: readonly string[]): [readonly string[], string[][]] => {
  const start = words.findIndex((word) => /^::::?\+?$/.test(word));
  if (start < 0) return [words, []];
  const sources: string[][] = [];
  for (const word of words.slice(start)) {
    if (/^:::\+?$/.test(word)) sources.push([]);
    else if (/^::::\+?$/.test(word)) sources.push([mark.unknown]);
    else sources.at(-1)?.push(word);
  }
  return [words.slice(0, start), sources];
};

const combine = (sources: readonly string[][]): string[][] => {
  let rows: string[][] = [[]];
  for (const source of sources)
    rows = rows.flatMap((row) => source.slice(0, 32).map((value) => [...row, value])).slice(0, 64);
  return rows;
};

const fill = (word: string, row: readonly string[]): string =>
  word
    .replace(/\{(\d+)[./]*\}/g, (_, number: string) => row[Number(number) - 1] ?? '')
    .replace(/\{[./]*\}/g, () => row.join(' '));

/** `parallel`: its command is shell source with the arguments put in place. */
export const parallel: Program = (call) => {
  const given = options(call.args, parallelSpec);
  const [command, sources] = parallelSources(given.operands);
  const rows =
    sources.length > 0
      ? combine(sources)
      : (call.stdin?.split('\n').filter((line) => line !== '') ?? [mark.unknown])
          .slice(0, 64)
          .map((line) => [line]);
  let output = '';
  for (const row of rows) {
    const holder = command.some((word) => /\{[\d./]*\}/.test(word));
    const words = command.map((word) => fill(word, row));
    output += runParallel(words, holder || given.has('pipe', 'pipepart') ? [] : row, call);
  }
  return output;
};

const runParallel = (words: readonly string[], added: readonly string[], call: Invocation): string => {
  const all = [...words, ...added];
  if (all.length === 0) return '';
  // One word is a whole command line, several are a command of their own; `parallel bash -c ::: 'x'` joins both ways.
  if (words.length <= 1 && (all.length === 1 || /\s/.test(words[0] ?? '')))
    return call.shell.runSource(all.map(plainSource).join(' '), call.state.child());
  return call.shell.runWords(all, call.state.child());
};

const plainSource = (word: string): string => plain(word);
