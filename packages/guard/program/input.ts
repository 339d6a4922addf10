import { reportRead } from '../effects/secrets.ts';
import type { Invocation, Program } from '../shell/shell.ts';
import { derived, isKnown } from '../text/text.ts';
import { options } from './options.ts';

/** What a filter reads: its file operands, or standard input. */
export const inputOf = (files: readonly string[], { shell, state, stdin }: Invocation): string =>
  files.length === 0 ? (stdin ?? '') : files.map((file) => shell.readFile(file, state, stdin)).join('');

/** Programs that print what they read unchanged, or all that matters of it. */
export const passes =
  (short = ''): Program =>
  (call) => {
    const given = options(call.args, { short });
    for (const value of given.given)
      if (value[1] !== undefined) reportRead(value[1], call.reading, call.state);
    return inputOf(given.operands, call);
  };

export const known = (text: string, change: (text: string) => string): string =>
  isKnown(text) ? change(text) : derived(text);
