import { reportDelete } from '../effects/delete.ts';
import { reportArguments, reportEnvironmentFile, reportRead } from '../effects/secrets.ts';
import { reportWrite } from '../effects/write.ts';
import type { Invocation, Program } from '../shell/shell.ts';
import { derived, mark, plain } from '../text/text.ts';
import { type OptionSpec, type Options, options } from './options.ts';
import { matching, type Rules, readRules } from './rules.ts';
import { runText } from './run.ts';

/**
 * Which values of a command line are meant, separated by spaces: names of options, `*` for all operands, `1` for the
 * first, `2-` for all but the first, `<` for all but the last, `>` for the last.
 */
type Selection = string;

/** What a program does, where that can be told from its options and operands alone. */
export interface ProgramTable extends OptionSpec {
  /** Files it reads. Without it every argument that looks like a path is looked at. */
  readonly reads?: Selection;
  readonly writes?: Selection;
  readonly deletes?: Selection;
  /** Folders it deletes with everything in them. */
  readonly deletesTrees?: Selection;
  /** Text it runs in a shell. */
  readonly runs?: Selection;
  /** Operands that are a command of their own, from this one on. */
  readonly runsOperands?: number;
  /** Files of environment variables it loads. */
  readonly loads?: Selection;
  /** Ways in which its subcommands destroy. */
  readonly rules?: Rules;
  /** Subcommands, written as rules, that print stored secrets. */
  readonly reveals?: readonly string[];
  /** Options with which it only explains itself or tries: then no rule holds. */
  readonly harmless?: string;
  /** What it prints otherwise; something unknown where this is missing. */
  readonly prints?: 'input' | 'network' | 'decoded' | 'nothing';
  /** What else it does. What this returns is what the program prints. */
  also?(call: Invocation, given: Options): string | undefined;
}

const defaultHarmless = 'help dry-run dryrun check';

/** The values a selection means. */
const selected = (selection: Selection | undefined, { operands, values }: Options): string[] =>
  (selection ?? '').split(' ').flatMap((name) => {
    if (name === '') return [];
    if (name === '*') return [...operands];
    if (name === '1') return operands.slice(0, 1);
    if (name === '2-') return operands.slice(1);
    if (name === '<') return operands.slice(0, -1);
    if (name === '>') return operands.slice(-1);
    return values(name);
  });

/** `--dry-run=none` is not a dry run. */
const isHarmless = (names: readonly string[], { given, operands }: Options): boolean =>
  operands[0] === 'help' ||
  given.some(([name, value]) => names.includes(name) && !/^(none|false|no)$/.test(value ?? ''));

/**
 * The ways a command line can be read: as the table has it; without its letters, which one subcommand may take a value
 * with and another not; and with a value behind every option that is not listed.
 */
const readingsOf = (args: readonly string[], spec: OptionSpec, given: Options): readonly Options[] => [
  given,
  ...(spec.short === undefined ? [] : [options(args, { ...spec, short: '' })]),
  options(args, { ...spec, greedy: true }),
];

const pathLike = (args: readonly string[]): string[] =>
  args.filter((word) => /[/.]/.test(word) && !/\s/.test(word));

const touch = (table: ProgramTable, given: Options, call: Invocation): void => {
  const { reading, state, args } = call;
  if (table.reads === undefined) reportArguments(pathLike(args), reading, state);
  for (const word of selected(table.reads, given)) reportRead(word, reading, state);
  for (const word of selected(table.loads, given)) reportEnvironmentFile(word, reading);
  for (const word of selected(table.writes, given)) reportWrite(word, reading, state);
  for (const word of selected(table.deletes, given)) reportDelete(word, reading, state, false);
  for (const word of selected(table.deletesTrees, given)) reportDelete(word, reading, state, true);
};

const run = (table: ProgramTable, given: Options, call: Invocation): void => {
  for (const source of selected(table.runs, given)) runText(source, call);
  const words = table.runsOperands === undefined ? [] : given.operands.slice(table.runsOperands);
  if (words.length > 0) call.shell.runWords(words, call.state.child(), call.stdin);
};

const printed = ({ prints }: ProgramTable, { stdin }: Invocation): string => {
  if (prints === 'input') return derived(stdin);
  if (prints === 'nothing') return '';
  if (prints === 'network') return mark.network;
  return prints === 'decoded' ? mark.decoded : mark.unknown;
};

/** Makes a program from what it does. */
export const program = (table: ProgramTable): Program => {
  const rules = readRules(table.rules ?? {});
  const reveals = readRules(Object.fromEntries((table.reveals ?? []).map((text) => [text, mark.stored])));
  const harmless = (table.harmless ?? defaultHarmless).split(' ');
  return (call) => {
    const given = options(call.args, table);
    touch(table, given, call);
    run(table, given, call);
    const readings = rules.length + reveals.length > 0 ? readingsOf(call.args, table, given) : [];
    const acts = !readings.some((one) => isHarmless(harmless, one));
    if (acts)
      for (const pattern of matching(rules, readings))
        call.reading.report(pattern, plain(`${call.name} ${call.args.join(' ')}`));
    const output = table.also?.(call, given) ?? printed(table, call);
    return acts ? output + matching(reveals, readings).join('') : output;
  };
};

/** One program under several names. */
export const named = (names: string, one: Program): Record<string, Program> =>
  Object.fromEntries(names.split(' ').map((name) => [name, one]));
