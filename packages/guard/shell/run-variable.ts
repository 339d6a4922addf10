import { plain } from '../text/text.ts';
import type { Shell } from './shell.ts';
import type { State } from './state.ts';

/** Variables whose value the shell itself expands or runs unasked. */
const ofShell = /^(PS[0-4]|PROMPT_COMMAND)$/;

/** Variables that programs take a command line from: pagers, editors, browsers, askers of passwords, wrappers of compilers. */
const ofPrograms =
  /(PAGER|EDITOR|VISUAL|BROWSER|ASKPASS|SSH_COMMAND|PROXY_COMMAND|EXTERNAL_DIFF|WRAPPER|RUNNER|LESSOPEN|LESSCLOSE|FZF_\w+_COMMAND|script_shell)$/i;

/** `LESSOPEN='|command %s'`: marks in front that say how its output is read. */
const withoutMarks = (text: string): string => text.replace(/^[\s|@!-]+/, '');

/** Reads the command in a variable that is run sooner or later. A bare name does no harm. */
export const runVariable = (
  name: string,
  value: string | readonly string[],
  shell: Shell,
  state: State,
): void => {
  if (typeof value !== 'string') return;
  const run = (source: string): void => {
    shell.reading.deeper(() => shell.runSource(source, state.child()));
  };
  if (ofShell.test(name)) run(name === 'PROMPT_COMMAND' ? value : `: "${value.replaceAll('"', '')}"`);
  else if (ofPrograms.test(name) && /\s/.test(value)) run(plain(withoutMarks(value)));
};
