import { runText } from '../../program/run.ts';
import type { Invocation } from '../../shell/shell.ts';

/** Options whose value a program starts or hands to a shell, besides whatever else it does. */
// biome-ignore format: a table
const commandOptions: Readonly<Record<string, readonly string[]>> = {
  split: ['--filter'], sort: ['--compress-program'], tcpdump: ['-z'], dpkg: ['--pre-invoke', '--post-invoke'], wget: ['--use-askpass'],
  bat: ['--pager'], batcat: ['--pager'], delta: ['--pager'], rg: ['--pre', '--hostname-bin'], ag: ['--pager'], ack: ['--pager'],
  fzf: ['--preview', '--bind'], sk: ['--preview', '--bind', '--cmd', '-c'], mysql: ['--pager'], mariadb: ['--pager'],
  nano: ['-s', '--speller'], cpio: ['--rsh-command'], tar: ['--rsh-command', '--info-script', '--new-volume-script', '-F'], capsh: ['-c'],
  sqlmap: ['--os-cmd'], npm: ['--script-shell', 'script-shell', 'editor', 'viewer'], pnpm: ['--script-shell', 'script-shell'], gh: ['pager', 'editor', 'browser'], rpm: ['--pipe'], go: ['-toolexec', '-exec'],
  git: ['--open-files-in-pager', '-O', '--extcmd', '-x'],
};

/** `key:execute(command)`, `ctrl-r:reload:command`: what a key of fzf runs. */
const keyAction = /\b(?:execute|execute-silent|become|reload|transform|preview)(?:\((.*)\)|:(.*))/g;

/** Settings of apt and macros of rpm that hold a command. */
const settings: readonly (readonly [RegExp, RegExp])[] = [
  [/^(apt|apt-get|aptitude|dpkg)$/, /-invoke(?:::)?=(.+\s.+)$/gi],
  [/^rpm/, /%\(([^()]*)\)/g],
  [/^g?make$/, /^(?:SHELL|\.SHELLFLAGS)=(.+\s.+)$/g],
];

/** The value of an option that starts at a word, in any of its spellings. */
const optionValue = (option: string, words: readonly string[], at: number): string | undefined => {
  const word = words[at] as string;
  if (word === option) return words[at + 1];
  if (word.startsWith(`${option}=`)) return word.slice(option.length + 1);
  return option.length === 2 && word.startsWith(option) ? word.slice(2) : undefined;
};

const runValue = (value: string, call: Invocation): void => {
  const keys = [...value.matchAll(keyAction)];
  for (const [, bracketed, rest] of keys) runText(bracketed ?? rest ?? '', call);
  // A bare name does no harm.
  if (keys.length === 0 && /\s/.test(value)) runText(value, call);
};

/** Runs the commands that options and settings of a program hold: `fzf --preview`, `split --filter`, `apt-get -o ...Invoke`. */
export const runOptionCommands = (call: Invocation): void => {
  const names = Object.hasOwn(commandOptions, call.name) ? (commandOptions[call.name] ?? []) : [];
  const macros = settings.flatMap(([program, command]) => (program.test(call.name) ? [command] : []));
  if (names.length + macros.length === 0) return;
  call.args.forEach((word, at) => {
    for (const name of names) {
      const value = optionValue(name, call.args, at);
      if (value !== undefined) runValue(value, call);
    }
    for (const macro of macros) for (const [, text = ''] of word.matchAll(macro)) runText(text, call);
  });
};
