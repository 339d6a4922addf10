import { isSecretVariable } from '../secrets/secret-variable.ts';
import { mark } from '../text/text.ts';
import type { Shell } from './shell.ts';
import type { State, Variable } from './state.ts';

/** Variables every session has, as far as they can be known without looking. */
const given = (name: string, shell: Shell, state: State): string | undefined => {
  switch (name) {
    case 'HOME':
    case 'USERPROFILE':
      return shell.reading.places.home;
    case 'PWD':
      return state.cwd[shell.choose(state.cwd.length)] as string;
    case 'USER':
    case 'LOGNAME':
    case 'USERNAME':
      return shell.reading.places.home.split('/').at(-1) ?? '';
    case 'TMPDIR':
    case 'TMP':
    case 'TEMP':
      return '/tmp';
    case 'CLAUDE_PROJECT_DIR':
    case 'INIT_CWD':
      return shell.reading.places.project;
    case 'SHELL':
    case 'BASH':
      return '/bin/bash';
    case 'IFS':
      return ' \t\n';
    default:
      return undefined;
  }
};

/** Values the shell makes up; never empty, never a path. */
// biome-ignore format: a list
const madeUp = new Set(['RANDOM', 'SECONDS', 'PPID', 'UID', 'EUID', 'LINENO', 'BASHPID', 'EPOCHSECONDS', 'SRANDOM', 'HOSTNAME', 'OLDPWD', '!', '?', '#', '-', '_']);

const positionalText = (name: string, shell: Shell, state: State): string => {
  if (name === '0') return state.scriptName;
  if (state.positional === undefined) return mark.unknown;
  return state.positional[Number(name) - 1] ?? (shell.frames.names.length > 0 ? '' : mark.unset);
};

/** The variable itself, followed through `declare -n`. */
export const variable = (name: string, state: State): Variable | undefined => {
  let found = state.variables.get(name);
  for (let hops = 0; found?.refersTo !== undefined && hops < 8; hops++)
    found = state.variables.get(found.refersTo);
  return found;
};

/** One of the texts a parameter can have at this point. */
export const parameterText = (name: string, shell: Shell, state: State): string => {
  if (/^\d+$/.test(name)) return positionalText(name, shell, state);
  if (name === '@' || name === '*') return (state.positional ?? [mark.unknown]).join(' ');
  const known = variable(name, state);
  if (known) return known.values[shell.choose(known.values.length)] ?? '';
  if (name === '$') return '4711'; // a number, so that `/tmp/.$$` can be no name but that
  if (madeUp.has(name)) return mark.unknown;
  return given(name, shell, state) ?? (isSecretVariable(name) ? mark.unset + mark.secret : mark.unset);
};

/** The words of `"${name[@]}"` or `"$@"`. */
export const parameterWords = (name: string, shell: Shell, state: State): readonly string[] => {
  if (name === '@' || name === '*') return state.positional ?? [mark.unknown];
  const known = variable(name, state);
  if (known?.words) return known.words;
  return known ? [parameterText(name, shell, state)] : [mark.unknown];
};

/** Assigns one text, keeping references (`declare -n`) in mind. */
export const assign = (name: string, value: string, state: State): void => {
  const target = state.variables.get(name)?.refersTo ?? name;
  state.set(target, value);
};
