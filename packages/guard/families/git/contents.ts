import { reportArgument, reportRead } from '../../effects/secrets.ts';
import { activate } from '../../text/text.ts';
import { dry, type ReadSubcommand, type Subcommand } from './subcommand.ts';

/** `:!path` and `:(exclude)path` leave something out. */
export const isExcluded = (word: string): boolean => /^:([!^]|\([^)]*exclude[^)]*\))/.test(word);

const objectPath = (word: string): string => word.replace(/^[^:]*:/, '').replace(/^\.\//, '');

/** Subcommands that print the contents of what they name. */
export const shows: ReadSubcommand = (given, call) => {
  for (const word of given.operands.filter((one) => !isExcluded(one)))
    reportArgument(word.includes(':') ? objectPath(word) : word, call.reading, call.state);
  for (const word of given.values('contents', 'no-index')) reportRead(word, call.reading, call.state);
  return undefined;
};

/** `log` prints contents only when it is asked for patches. */
const log: ReadSubcommand = (given, call) =>
  given.has('p', 'u', 'patch', 'L', 'c', 'cc') ? shows(given, call) : undefined;

/** The first operand of `git grep` is what it looks for, the others are where. */
const grep: ReadSubcommand = (given, call) => {
  const paths = given.has('e', 'f') ? given.operands : given.operands.slice(1);
  for (const word of paths) if (!isExcluded(word)) reportArgument(activate(word), call.reading, call.state);
  return undefined;
};

/** Adding a secret copies it into the repository's history. */
const add: ReadSubcommand = (given, call) => {
  if (!dry(given))
    for (const word of given.operands.filter((one) => !isExcluded(one)))
      reportArgument(word, call.reading, call.state);
  return undefined;
};

// biome-ignore format: a table
export const contentSubcommands: Readonly<Record<string, Subcommand>> = {
  show: { options: { short: 'nUGSO', valued: 'format pretty stat since until' }, read: shows },
  diff: { options: { short: 'nUGSO', valued: 'word-diff-regex src-prefix dst-prefix' }, read: shows },
  'cat-file': { read: shows },
  'hash-object': { options: { short: 't' }, read: shows },
  blame: { read: shows },
  annotate: { read: shows },
  archive: { read: shows },
  difftool: { read: shows },
  log: { options: { short: 'nGSUL', valued: 'format pretty since until author grep after before date max-count diff-filter' }, read: log },
  grep: { options: { short: 'efABCm', valued: 'after-context before-context context max-count max-depth threads' }, read: grep },
  add: { read: add },
  stage: { read: add },
};
