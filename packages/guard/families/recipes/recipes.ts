import { absolute } from '../../paths/path.ts';
import { type OptionSpec, options } from '../../program/options.ts';
import { reportOrigin, runText } from '../../program/run.ts';
import type { Invocation, Program } from '../../shell/shell.ts';
import { mark, plain } from '../../text/text.ts';
import { type Makefile, readMakefile, recipeSource, rulesFor } from './makefile.ts';

/** A program that runs recipes out of a file: where the file is, and what is known of its command line. */
interface Runner extends OptionSpec {
  readonly files: readonly string[];
  readonly indented: RegExp;
}

const make: Runner = {
  short: 'fCjIoWEl',
  valued: 'file makefile directory jobs eval old-file what-if include-dir load-average',
  long: 'dry-run just-print recon question touch silent keep-going always-make help version',
  files: ['GNUmakefile', 'makefile', 'Makefile'],
  indented: /^\t/,
};

const just: Runner = {
  short: 'fdE',
  valued: 'justfile working-directory set dotenv-path',
  long: 'list summary show dump dry-run help version',
  files: ['justfile', 'Justfile', '.justfile'],
  indented: /^[ \t]/,
};

const looksOnly = ['n', 'dry-run', 'just-print', 'recon', 'help', 'version', 'l', 'list', 'summary', 'dump'];

/** The text of every file of recipes the call names, or finds because this command wrote it. */
const recipeText = (runner: Runner, given: ReturnType<typeof options>, call: Invocation): string => {
  const named = given.values('f', 'file', 'makefile', 'justfile');
  const own = runner.files.filter((file) =>
    call.state.files.get(absolute(file, call.state.cwd[0] ?? mark.unknown)),
  );
  const files = named.length > 0 ? named : own.slice(0, 1);
  const texts = files.map((file) => call.shell.readFile(file, call.state, call.stdin));
  return [...given.values('E', 'eval'), ...texts].join('\n');
};

/** What the recipes do that lead to the goals, each line in a shell of its own. */
const follow = (makefile: Makefile, operands: readonly string[], call: Invocation): void => {
  const set = operands.filter((word) => /^[\w.]+=/.test(word));
  for (const [name, value] of makefile.variables) runSetting(name, value, call);
  for (const word of set)
    runSetting(word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1), call);
  const goals = operands.filter((word) => !set.includes(word));
  const oneShell = makefile.rules.some(({ targets }) => targets.includes('.ONESHELL'));
  const lines = rulesFor(makefile, goals).flatMap(({ recipe }) => (oneShell ? [recipe.join('\n')] : recipe));
  for (const line of lines) if (call.reading.spend()) runText(recipeSource(line), call);
};

/** `make`, `just`. */
const recipes =
  (runner: Runner): Program =>
  (call) => {
    const given = options(call.args, runner);
    const folder = given.value('C', 'directory', 'd', 'working-directory');
    const state = call.state.child();
    if (folder !== undefined) call.shell.runWords(['cd', '--', folder], state);
    const text = recipeText(runner, given, { ...call, state });
    if (text === '' || text === mark.unknown) return mark.unknown;
    reportOrigin(text, call);
    if (!call.reading.spendText(text.length * 4)) return mark.unknown;
    const makefile = readMakefile(plain(text), runner.indented);
    const inner: Invocation = { ...call, state, stdin: undefined };
    for (const command of makefile.atOnce) runText(recipeSource(command), inner);
    if (!given.has(...looksOnly)) follow(makefile, given.operands, inner);
    call.state.absorbFiles(state);
    return mark.unknown;
  };

/** A variable of the makefile as one of the shell: its value may name others. */
const runSetting = (name: string, value: string, { shell, state }: Invocation): void => {
  if (/^[A-Za-z_]\w*$/.test(name))
    shell.runSource(
      `${name}="${recipeSource(value.replace(/^(['"])(.*)\1$/, '$2')).replace(/["`\\]/g, '\\$&')}"`,
      state,
    );
};

export const recipePrograms: Record<string, Program> = {
  make: recipes(make),
  gmake: recipes(make),
  bmake: recipes(make),
  just: recipes(just),
};
