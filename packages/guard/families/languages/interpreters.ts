import type { Value } from '../../code/functions.ts';
import type { Language } from '../../code/tokens.ts';
import { reportArgument, reportEnvironmentFile } from '../../effects/secrets.ts';
import { inputOf } from '../../program/input.ts';
import { options } from '../../program/options.ts';
import type { Invocation, Program } from '../../shell/shell.ts';
import { derived, mark } from '../../text/text.ts';
import { binaryOf } from '../packages/binaries.ts';
import { isOwnScript, runOwnScript } from '../stack/own.ts';
import { runCode } from './inline-code.ts';
import { type Interpreter, interpreters, slashes } from './interpreter-table.ts';

/** A program file this command wrote, or the one on standard input. */
const runFile = (
  file: string,
  call: Invocation,
  { language }: Interpreter,
  args: readonly string[] = [],
): string | undefined => {
  const text = call.shell.readFile(file, call.state, call.stdin);
  return text === mark.unknown ? undefined : runCode(text, call, language, args);
};

/** The program a script is the command line of: a framework's, or that of an installed package. */
const programOfScript = (path: string): string | undefined => {
  const framework =
    /(?:^|\/)(artisan|manage\.py|rails|rake|yii|spark|craft|ace)(?:\.[jt]s)?$/.exec(path) ??
    /(?:^|\/)(?:\.?bin|vendor\/bin)\/([\w.-]+?)(?:\.(?:js|phar|php|rb))?$/.exec(path) ??
    /(?:^|\/)(composer|wp-cli|drush|phinx)\.phar$/.exec(path);
  if (framework) return framework[1] === 'wp-cli' ? 'wp' : framework[1];
  const installed = /(?:^|\/)node_modules\/((?:@[\w.-]+\/)?[\w.-]+)\//.exec(path);
  return installed ? binaryOf(installed[1] as string) : undefined;
};

const withOperands = (
  interpreter: Interpreter,
  operands: readonly string[],
  call: Invocation,
): string | undefined => {
  const [first, ...rest] = operands;
  if (first !== undefined && isOwnScript(first)) return runOwnScript({ ...call, args: rest });
  for (const word of rest) reportArgument(word, call.reading, call.state);
  const framework = programOfScript(first ?? '');
  if (framework !== undefined)
    return call.shell.runWords(
      [framework, ...call.args.slice(call.args.indexOf(first ?? '') + 1)],
      call.state,
      call.stdin,
    );
  if (first !== undefined && first !== '-') return runFile(first, call, interpreter, rest);
  return call.stdin === undefined ? undefined : runCode(call.stdin, call, interpreter.language, rest);
};

const interpret =
  (interpreter: Interpreter): Program =>
  (call) => {
    const given = options(attached(call.args, interpreter), interpreter);
    for (const file of given.values('env-file', 'env-file-if-exists'))
      reportEnvironmentFile(file, call.reading);
    const texts = given.values(...interpreter.code);
    const { operands } = given;
    if (interpreter.verbs) return withVerb(interpreter, operands, call);
    if (interpreter.first) return awkLike(interpreter, given, texts, call);
    const printed = program(interpreter, given, texts, call);
    return printed ?? derived(call.stdin);
  };

const program = (
  interpreter: Interpreter,
  given: ReturnType<typeof options>,
  texts: readonly string[],
  call: Invocation,
): string | undefined => {
  const { operands } = given;
  if (texts.length > 0) {
    // `-p expression` prints what it comes to.
    const printing = given.has('p', 'print') && interpreter.language === slashes;
    return withTexts(
      printing ? texts.map((text) => `print(${text})`) : texts,
      operands,
      call,
      interpreter.language,
    );
  }
  if (given.has(...(interpreter.elsewhere ?? []))) return modules(given.value('m') ?? '', operands, call);
  return operands.length > 0 || !given.has('version', 'help', 'V', 'v')
    ? withOperands(interpreter, operands, call)
    : undefined;
};

const withTexts = (
  texts: readonly string[],
  operands: readonly string[],
  call: Invocation,
  language: Language,
): string | undefined => {
  for (const word of operands) reportArgument(word, call.reading, call.state);
  const outputs = texts.map((text) => runCode(text, call, language, operands));
  return outputs.find((output) => output !== undefined);
};

/** `-we 'code'`, `-ne`, `-pe`, `-vc`: a cluster that ends in the option for code. `-pi.bak -e` stays as it is. */
const attached = (args: readonly string[], { code }: Interpreter): readonly string[] =>
  args.flatMap((word) => {
    const last = word.at(-1) ?? '';
    return /^-[A-Za-z]{2,5}$/.test(word) && code.includes(last) && !/^-[IMmrW]/.test(word)
      ? [...word.slice(1, -1)]
          .filter((letter) => !code.includes(letter))
          .map((letter) => `-${letter}`)
          .concat(`-${last}`)
      : [word];
  });

const withVerb = (interpreter: Interpreter, operands: readonly string[], call: Invocation): string => {
  const [verb, ...rest] = operands;
  if (interpreter.verbs?.includes(verb ?? ''))
    for (const text of rest) runCode(text, call, interpreter.language);
  else if (verb === 'run') withOperands(interpreter, rest, call);
  else if (verb === undefined || verb === '-') withOperands(interpreter, [], call);
  return mark.unknown;
};

const awkLike = (
  interpreter: Interpreter,
  given: ReturnType<typeof options>,
  texts: readonly string[],
  call: Invocation,
): string => {
  const files = given.values(...(interpreter.elsewhere ?? []));
  const [first, ...rest] = given.operands;
  const explicit = texts.length + files.length > 0;
  const operands = explicit ? given.operands : rest;
  for (const word of operands) reportArgument(word, call.reading, call.state);
  const assigned = new Map<string, Value>();
  for (const word of [...given.values('v', 'assign'), ...operands]) {
    const match = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(word);
    if (match) assigned.set(match[1] as string, match[2] as string);
  }
  for (const file of files) runFile(file, call, interpreter);
  const programs = explicit ? texts : first === undefined ? [] : [first];
  const inputs = operands.filter((word) => !/^[A-Za-z_]\w*=/.test(word));
  const records = inputs.length === 0 ? call : { ...call, stdin: inputOf(inputs, call) };
  const outputs = programs.map((text) => runCode(text, records, interpreter.language, operands, assigned));
  return outputs.find((output) => output !== undefined) ?? derived(records.stdin);
};

/** Modules that are the command line of a program, and the program. */
// biome-ignore format: a table
const commandModules: Readonly<Record<string, string | undefined>> = {
  base64: 'base64', gzip: 'gzip', django: 'django-admin', alembic: 'alembic', flask: 'flask', celery: 'celery', aerich: 'aerich', keyring: 'keyring', airflow: 'airflow', awscli: 'aws', 'aws.cli': 'aws', ansible: 'ansible', 'dbt.cli.main': 'dbt', prefect: 'prefect', mlflow: 'mlflow', superset: 'superset', poetry: 'poetry', uv: 'uv', pipx: 'pipx', pipenv: 'pipenv', hatch: 'hatch', platformio: 'pio', sqlite_utils: 'sqlite-utils', huggingface_hub: 'hf', pgcli: 'pgcli', iredis: 'iredis', yoyo: 'yoyo',
};

/** `python -m module`: of the modules that do something to files. */
const modules = (name: string, operands: readonly string[], call: Invocation): string | undefined => {
  if (/^(http\.server|SimpleHTTPServer|venv|virtualenv|pip|ensurepip|pytest|unittest)$/.test(name))
    return undefined;
  const program = commandModules[name];
  if (program !== undefined)
    return call.shell.runWords(
      [program, ...call.args.slice(call.args.indexOf(name) + 1)],
      call.state,
      call.stdin,
    );
  for (const word of operands) reportArgument(word, call.reading, call.state);
  return undefined;
};

export const interpreterPrograms: Record<string, Program> = Object.fromEntries(
  Object.entries(interpreters).map(([name, interpreter]) => [name, interpret(interpreter)]),
);

/** `python3.12`, `ruby3.2`, `php8.3`: an interpreter with its version. */
export const versioned = (name: string): Program | undefined => {
  const base = /^([a-z]+)-?\d[\d.]*$/.exec(name)?.[1];
  return base && Object.hasOwn(interpreterPrograms, base) ? interpreterPrograms[base] : undefined;
};
