import { parse } from 'unbash';

/** Each whole command of a script, however many lines it takes. */
export const wholeCommands = (script: string): string[] =>
  parse(script).commands.map(({ pos, end }) => script.slice(pos, end));
