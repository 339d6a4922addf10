import { parse } from 'unbash';
import { disclosurePatterns } from '../../effects/disclosure.ts';
import { ask, definePatterns } from '../../findings/pattern.ts';
import { absolute } from '../../paths/path.ts';
import { options } from '../../program/options.ts';
import { runText } from '../../program/run.ts';
import { expandWords } from '../../shell/expand.ts';
import { runVariable } from '../../shell/run-variable.ts';
import type { Invocation, Program, Shell } from '../../shell/shell.ts';
import type { State } from '../../shell/state.ts';
import { expandTilde } from '../../shell/tilde.ts';
import { assign, parameterText } from '../../shell/variables.ts';
import { isKnown, mark } from '../../text/text.ts';

// biome-ignore format: a table
export const builtinPatterns = definePatterns({
  'history-clear': { category: 'system', decision: ask, brief: 'Clears the history of the shell', why: 'It is the only record of what was done.', suggestion: '', catches: ['history -c'], spares: ['history 10'] },
});

/** Folders a `cd` can lead to; `CDPATH` may put another folder in front of a relative one. */
const destinations = (folder: string, shell: Shell, state: State): string[] => {
  const search = parameterText('CDPATH', shell, state);
  const bases =
    isKnown(search) && search !== '' && !/^\.{0,2}\//.test(folder)
      ? search.split(':').filter((one) => one !== '')
      : [];
  const starts = bases.length > 0 ? bases : state.cwd;
  return starts.map((base) => absolute(folder, base));
};

const changeTo = (folder: string, call: Invocation): void => {
  const { state, shell } = call;
  state.unchecked = true;
  const old = state.cwd;
  state.cwd = folder === '-' ? [parameterText('OLDPWD', shell, state)] : destinations(folder, shell, state);
  if (old[0] !== undefined) state.set('OLDPWD', old[0]);
  state.variables.set('PWD', undefined);
};

const cd: Program = (call) => {
  const [folder] = options(call.args).operands;
  const dash = call.args.find((word) => word === '-');
  changeTo(folder ?? dash ?? parameterText('HOME', call.shell, call.state), call);
  return '';
};

const pushd: Program = (call) => {
  const folder = call.args.find((word) => !/^-n?$/.test(word));
  if (folder === undefined || /^[+-]\d+$/.test(folder)) {
    const [top, ...rest] = call.state.stack;
    call.state.stack = [call.state.cwd, ...rest];
    call.state.cwd = top ?? [mark.unknown];
    return '';
  }
  call.state.stack = [call.state.cwd, ...call.state.stack].slice(0, 32);
  changeTo(folder, call);
  return '';
};

const popd: Program = ({ state }) => {
  const [top, ...rest] = state.stack;
  state.cwd = top ?? [mark.unknown];
  state.stack = rest;
  return '';
};

/** Inside a function these names are its own: what they held comes back afterwards. */
const keepOuter = (name: string, { shell, state }: Invocation): void =>
  shell.frames.keepOuter(name, state.variables.get(name));

/** `name=value`, `name+=value`, `name=(words)` as `declare` and its kin take them. */
const declareOne = (word: string, call: Invocation, reference: boolean): void => {
  const match = /^([A-Za-z_]\w*)(?:\[[^\]]*\])?(\+?)=([\s\S]*)$/.exec(word);
  if (!match) return;
  const [, name, append, value] = match as unknown as [string, string, string, string];
  if (/^(local|declare|typeset)$/.test(call.name)) keepOuter(name, call);
  if (reference) call.state.variables.set(name, { values: [''], refersTo: value });
  else if (/^\(.*\)$/s.test(value)) {
    const command = parse(`: ${value.slice(1, -1)}`).commands[0]?.command;
    const words =
      command?.type === 'Command'
        ? expandWords(
            command.args.filter((one) => one.type === 'Word'),
            call.shell,
            call.state,
          )
        : [];
    call.state.variables.set(name, { values: [words[0] ?? ''], words });
  } else {
    const text = expandTilde(value, call.shell, call.state);
    runVariable(name, text, call.shell, call.state);
    assign(name, append ? parameterText(name, call.shell, call.state) + text : text, call.state);
  }
};

const declare: Program = (call) => {
  if (call.args.length === 0 || call.args.every((word) => word === '-p' || word === '-x')) {
    call.reading.report(disclosurePatterns['environment-print']);
    return mark.environment;
  }
  const reference =
    call.args.some((word) => /^-\w*n/.test(word)) && call.name !== 'export' && call.name !== 'readonly';
  for (const word of call.args) if (!word.startsWith('-')) declareOne(word, call, reference);
  return '';
};

const set: Program = (call) => {
  if (call.args.length === 0) {
    call.reading.report(disclosurePatterns['environment-print']);
    return mark.environment;
  }
  const at = call.args.indexOf('--');
  if (at >= 0) call.state.positional = call.args.slice(at + 1);
  else if (!/^[-+]/.test(call.args[0] as string)) call.state.positional = call.args;
  return '';
};

const shift: Program = ({ state, args }) => {
  if (state.positional) state.positional = state.positional.slice(Number(args[0] ?? 1) || 1);
  return '';
};

const unset: Program = ({ state, args }) => {
  const functions = args.includes('-f');
  for (const name of args) {
    if (name.startsWith('-')) continue;
    if (functions) state.functions.set(name, undefined);
    else state.variables.set(name, { values: [mark.unset] });
  }
  return '';
};

/** Most lines of known input a variable is given as possibilities. */
const mostLines = 6;

const read: Program = (call) => {
  const given = options(call.args, { short: 'adinNptu' });
  const descriptor = given.value('u');
  const text = descriptor === undefined ? call.stdin : call.state.descriptors.get(descriptor);
  const lines = text === undefined ? [mark.unknown] : text.split(/[\n\0]/).filter((line) => line !== '');
  const kept = lines.length > mostLines ? [...lines.slice(0, mostLines), mark.unknown] : lines;
  const array = given.value('a');
  const names = array === undefined ? (given.operands.length > 0 ? given.operands : ['REPLY']) : [array];
  const separators = parameterText('IFS', call.shell, call.state);
  const pieces = kept.map((line) =>
    names.length === 1 && array === undefined ? [line.trim()] : splitLine(line, separators),
  );
  names.forEach((name, index) => {
    const values = pieces.map((row) =>
      index === names.length - 1 ? row.slice(index).join(' ') : (row[index] ?? ''),
    );
    call.state.variables.set(name, {
      values: values.length > 0 ? values : [''],
      ...(array !== undefined && { words: pieces[0] ?? [] }),
    });
  });
  return '';
};

const splitLine = (line: string, separators: string): string[] => {
  const pieces: string[] = [''];
  for (const character of line) {
    if (!separators.includes(character)) pieces[pieces.length - 1] += character;
    else if (pieces.at(-1) !== '') pieces.push('');
  }
  return pieces.filter((piece) => piece !== '');
};

const mapfile: Program = (call) => {
  const given = options(call.args, { short: 'dnOsuCc' });
  for (const callback of given.values('C')) runText(callback, call);
  const lines = (call.stdin ?? mark.unknown)
    .split('\n')
    .filter((line) => line !== '')
    .slice(0, 64);
  call.state.variables.set(given.operands[0] ?? 'MAPFILE', { values: [lines[0] ?? ''], words: lines });
  return '';
};

const alias: Program = (call) => {
  for (const word of call.args) {
    const at = word.indexOf('=');
    if (at > 0) call.state.aliases.set(word.slice(0, at), word.slice(at + 1));
  }
  return '';
};

const unalias: Program = ({ state, args }) => {
  for (const name of args) state.aliases.set(name, undefined);
  return '';
};

/** `trap`: its command runs sooner or later, in whatever folder the script is then in. */
const trap: Program = (call) => {
  const [command] = call.args.filter((word) => !/^-[lpP]?$/.test(word));
  if (command === undefined || call.args[0] === '-' || call.args.length < 2) return '';
  return runText(command, call);
};

/** Writes its arguments, with escapes where this shell would resolve them. */
export const silent: Program = () => '';

const pwd: Program = ({ state }) => `${state.cwd[0] ?? mark.unknown}\n`;

/** `hash -p /bin/rm ls`: from here on `ls` is rm. */
const hash: Program = (call) => {
  const given = options(call.args, { short: 'p' });
  const path = given.value('p');
  const [name] = given.operands;
  if (path !== undefined && name !== undefined) call.state.aliases.set(name, path);
  return '';
};

export const builtinPrograms: Record<string, Program> = {
  cd,
  chdir: cd,
  pushd,
  popd,
  dirs: silent,
  declare,
  typeset: declare,
  local: declare,
  export: declare,
  readonly: declare,
  set,
  shift,
  unset,
  read,
  mapfile,
  readarray: mapfile,
  alias,
  unalias,
  trap,
  pwd,
  hash,
  let: silent,
  history: ({ args, reading }) => {
    if (args.includes('-c')) reading.report(builtinPatterns['history-clear']);
    return mark.unknown;
  },
};
