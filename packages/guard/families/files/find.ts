import { reportDelete } from '../../effects/delete.ts';
import { leavesAlone } from '../../effects/harmless-programs.ts';
import { reportProtectedSearch } from '../../effects/protected.ts';
import { reportSecret } from '../../effects/secrets.ts';
import { reportWrite } from '../../effects/write.ts';
import { definePatterns, deny } from '../../findings/pattern.ts';
import { absolute } from '../../paths/path.ts';
import { placeOf } from '../../paths/place.ts';
import { options } from '../../program/options.ts';
import type { Invocation, Program } from '../../shell/shell.ts';
import { hasGlob, mark, plain } from '../../text/text.ts';
import { type Action, FindExpression } from './find-expression.ts';

// biome-ignore format: a table
export const findPatterns = definePatterns({
  'delete-computed': { category: 'delete', decision: deny, brief: 'Deletes what a search finds under a folder that only a running command can tell', why: 'The folder cannot be known beforehand, and a search goes all the way down.', suggestion: 'Write the folder out.', catches: ['find "$(printf /tmp/x)" -delete'], spares: ['find . -name $(printf pattern)'] },
});

const isExpression = (word: string): boolean => /^(-[a-zA-Z]|[!(),]$|\\[()!]$)/.test(word);

const readStarts = (args: readonly string[]): [string[], number] => {
  let at = 0;
  while (/^-[HLP]$|^-O\d|^-D$/.test(args[at] ?? '')) at += args[at] === '-D' ? 2 : 1;
  const starts: string[] = [];
  for (; at < args.length && !isExpression(args[at] as string); at++) starts.push(args[at] as string);
  return [starts.length > 0 ? starts : ['.'], at];
};

/** What find would name: the start itself when nothing is filtered, else names below it. */
const results = (starts: readonly string[], { names, filtered }: Action): string[] =>
  starts.flatMap((start) => {
    const folder = start.replace(/\/+$/, '');
    // A start that is written like a file is what is found.
    if (!filtered)
      return [
        `${folder}/${mark.each}`,
        ...(/(^|\/)[^/]*[^/.][^/]*\.\w+$|(^|\/)\.\w/.test(folder) ? [start] : []),
      ];
    if (names.length === 0) return [`${folder}/${mark.star}x`];
    return names.map((name) => (plain(name) === plain(start) ? start : `${folder}/${name}`));
  });

const filterable = new Set(['project', 'inside', 'temp-root', 'temp']);

const reportFound = (starts: readonly string[], action: Action, call: Invocation): void => {
  const { reading, state } = call;
  for (const start of starts) {
    // A start that only a running program can tell may be any folder, or an expression in disguise.
    if (reading.computed.has(start)) reading.report(findPatterns['delete-computed'], plain(start));
    const place = placeOf(absolute(start, state.cwd[0] ?? ''), reading.places);
    if (!action.filtered || !filterable.has(place)) reportDelete(start, reading, state, true);
  }
  for (const name of results(starts, action)) reportSecret(name, reading, state, 'write');
};

const removes = ({ kind, words, filtered }: Action): boolean =>
  kind === 'delete' || (!filtered && /(^|\/)(rm|unlink|shred)$/.test(words[0] ?? '') && words.includes('{}'));

const changes = ({ kind, words: [program = '', ...args] }: Action): boolean =>
  kind === 'delete' || (program !== '' && !leavesAlone(program.replace(/^.*\//, ''), args));

const runCommand = (starts: readonly string[], action: Action, call: Invocation): string => {
  const found = results(starts, action);
  const own = call.state.child();
  if (action.kind === 'execdir' && action.filtered)
    own.cwd = [`${absolute(starts[0] ?? '.', call.state.cwd[0] ?? '')}/x`];
  const holder = action.words.some((word) => word.includes('{}'));
  let output = '';
  for (const one of holder ? found.slice(0, 8) : [''])
    output += call.shell.runWords(
      action.words.map((word) => word.replaceAll('{}', () => one)),
      own,
      undefined,
    );
  return output;
};

/** `find`: what it deletes, what it runs on what it finds, what it writes; prints names that a pipe can use. */
const find: Program = (call) => {
  const [starts, at] = readStarts(call.args);
  const { actions, outputs } = new FindExpression(call.args, at).read();
  for (const output of outputs) reportWrite(output, call.reading, call.state);
  let printed = '';
  for (const action of actions.slice(0, 64)) {
    if (removes(action)) reportFound(starts, action, call);
    if (changes(action))
      for (const start of starts) reportProtectedSearch(start, action.names, call.reading, call.state);
    if (action.words.length > 0) printed += runCommand(starts, action, call);
    printed += `${results(starts, action).join('\n')}\n`;
  }
  return printed;
};

// biome-ignore format: a table
const fdSpec = { short: 'edtESocj', valued: 'extension max-depth min-depth type exclude size changed-within changed-before owner color threads base-directory search-path' };

/** `fd`: a pattern, folders, and a command to run on what was found. */
const fd: Program = (call) => {
  const at = call.args.findIndex((word) => /^(-x|-X|--exec|--exec-batch)$/.test(word));
  const given = options(at < 0 ? call.args : call.args.slice(0, at), fdSpec);
  const [pattern = '', start = given.value('search-path', 'base-directory') ?? '.'] = given.operands;
  const endings = given.values('e', 'extension').map((ending) => `${mark.star}.${ending}`);
  const name = pattern
    .replace(/^\^|\$$/g, '')
    .replaceAll('\\', '')
    .replaceAll('.*', mark.star);
  const isAll = pattern === '' || pattern === '.';
  const found = isAll && endings.length === 0 ? start : `${start}/${isAll ? endings[0] : name}`;
  if (at >= 0) {
    const words = call.args.slice(at + 1).filter((word) => word !== ';');
    const holder = words.some((word) => word.includes('{}'));
    call.shell.runWords(
      holder ? words.map((word) => word.replaceAll('{}', () => found)) : [...words, found],
      call.state.child(),
    );
    // Removing all that is found below a folder is as good as removing the folder.
    if (/(^|\/)(rm|unlink|shred)$/.test(words[0] ?? '') && !hasGlob(found) && found === start)
      reportDelete(start, call.reading, call.state, true);
  }
  return `${found}\n${mark.unknown}\n`;
};

export const findPrograms: Record<string, Program> = { find, gfind: find, bfs: find, fd, fdfind: fd };
