import { mark } from '../text/text.ts';
import type { Shell } from './shell.ts';
import type { State } from './state.ts';
import { parameterText } from './variables.ts';

const tildePrefix = (text: string, shell: Shell, state: State): string | undefined => {
  if (text === '') return shell.reading.places.home === '' ? undefined : parameterText('HOME', shell, state);
  if (text === '+') return state.cwd[0];
  if (text === '-') return mark.unset;
  if (!/^[a-z_][a-z0-9_-]*$/i.test(text)) return undefined;
  if (text === 'root') return '/root';
  const home = shell.reading.places.home;
  return home.endsWith(`/${text}`) ? home : `${home.slice(0, home.lastIndexOf('/'))}/${text}`;
};

/** Expands a leading `~`, `~user`, `~+` of unquoted text. */
export const expandTilde = (text: string, shell: Shell, state: State): string => {
  if (!text.startsWith('~')) return text;
  const end = text.indexOf('/');
  const name = end < 0 ? text.slice(1) : text.slice(1, end);
  const folder = tildePrefix(name, shell, state);
  return folder === undefined ? text : folder + (end < 0 ? '' : text.slice(end));
};
