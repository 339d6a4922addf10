import { Argument, Command } from 'commander';
import type { CommandGroup } from '../command.ts';
import { print } from '../terminal.ts';

/** What can follow a command: its subcommands, the values of its arguments, its options. */
export interface CompletionChoice {
  /** The words that lead to it: `config set`; empty for the program itself. */
  readonly path: string;
  readonly words: readonly (readonly [word: string, brief: string])[];
}

const choiceOf = (command: Command, path: string): CompletionChoice => ({
  path,
  words: [
    ...command.commands.map((child) => [child.name(), child.description()] as const),
    ...command.registeredArguments.flatMap(({ argChoices }) =>
      (argChoices ?? []).map((value) => [value, ''] as const),
    ),
    ...command.options
      .filter(({ hidden }) => !hidden)
      .map((option) => [option.long ?? option.short ?? '', option.description] as const),
    ['--help', 'show help'],
  ],
});

/** Every command below `command`, with what can follow it. */
export const choicesOf = (command: Command, path = ''): readonly CompletionChoice[] => [
  choiceOf(command, path),
  ...command.commands.flatMap((child) => choicesOf(child, `${path} ${child.name()}`.trim())),
];

const program = 'start-observability';
const list = ({ words }: CompletionChoice): string => words.map(([word]) => word).join(' ');

/** Shell lines that set `words` to what can follow `$path`. */
const cases = (choices: readonly CompletionChoice[]): string =>
  choices.map((choice) => `    '${choice.path}') words='${list(choice)}' ;;`).join('\n');

// The words typed so far that are names of commands make the path.
const bash = (choices: readonly CompletionChoice[]): string => `_start_observability() {
  local word path='' words='' i
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    case " ${choices.map(({ path }) => path.replaceAll(' ', '/')).join(' ')} " in
      *" \${path:+\${path// //}/}$word "*) path="\${path:+$path }$word" ;;
    esac
  done
  case $path in
${cases(choices)}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -F _start_observability ${program}`;

const zsh = (choices: readonly CompletionChoice[]): string => `#compdef ${program}
autoload -U +X bashcompinit && bashcompinit
${bash(choices)}`;

const quote = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

const condition = (path: string): string =>
  path === ''
    ? '__fish_use_subcommand'
    : path
        .split(' ')
        .map((word) => `__fish_seen_subcommand_from ${word}`)
        .join('; and ');

const fish = (choices: readonly CompletionChoice[]): string =>
  [
    `complete -c ${program} -f`,
    ...choices.flatMap(({ path, words }) =>
      words.map(
        ([word, brief]) =>
          `complete -c ${program} -n ${quote(condition(path))} -a ${quote(word)} -d ${quote(brief)}`,
      ),
    ),
  ].join('\n');

const shells: Readonly<Record<string, (choices: readonly CompletionChoice[]) => string>> = {
  bash,
  zsh,
  fish,
};

const help = `
Examples:
  eval "$(start-observability completion bash)"              in ~/.bashrc
  eval "$(start-observability completion zsh)"               in ~/.zshrc, after compinit
  start-observability completion fish > ~/.config/fish/completions/start-observability.fish`;

export const group: CommandGroup = 'help';

export const brief = 'Print what makes a shell complete commands';

export const build = (): Command =>
  new Command('completion')
    .description('Print what makes a shell complete commands and options.')
    .addArgument(new Argument('<shell>').choices(Object.keys(shells)))
    .addHelpText('after', help)
    .action((shell: string, _options: unknown, self: Command) => {
      if (self.parent) print(shells[shell]?.(choicesOf(self.parent)) ?? '');
    });
