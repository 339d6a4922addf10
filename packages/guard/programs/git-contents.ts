import { activate } from '../shell/text.ts';
import { reportArgument, reportRead } from './access.ts';
import type { Subcommand } from './git-subcommands.ts';

/** `:!path` and `:(exclude)path` leave something out. */
export const isExcluded = (word: string): boolean => /^:([!^]|\([^)]*exclude[^)]*\))/.test(word);

const objectPath = (word: string): string => word.replace(/^[^:]*:/, '').replace(/^\.\//, '');

/** Subcommands that print the contents of what they name. */
export const shows: Subcommand = (given, call) => {
  for (const word of given.operands.filter((one) => !isExcluded(one)))
    reportArgument(word.includes(':') ? objectPath(word) : word, call.reading, call.state);
  for (const word of given.values('contents', 'no-index')) reportRead(word, call.reading, call.state);
  return undefined;
};

/** `log` prints contents only when it is asked for patches. */
export const log: Subcommand = (given, call) =>
  given.has('p', 'u', 'patch', 'L', 'c', 'cc') ? shows(given, call) : undefined;

/** The first operand of `git grep` is what it looks for, the others are where. */
export const grep: Subcommand = (given, call) => {
  const paths = given.has('e', 'f') ? given.operands : given.operands.slice(1);
  for (const word of paths) if (!isExcluded(word)) reportArgument(activate(word), call.reading, call.state);
  return undefined;
};
