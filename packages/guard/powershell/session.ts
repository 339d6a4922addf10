import { unreadablePatterns } from '../findings/unreadable.ts';
import { isSecretVariable } from '../secrets/secret-variable.ts';
import type { Shell } from '../shell/shell.ts';
import type { State } from '../shell/state.ts';
import { activate, bounded, mark } from '../text/text.ts';
import { hole, type Word } from './tokens.ts';

/** Where the reader stands: the shell it reports to and the variables set so far. */
export interface Session {
  readonly shell: Shell;
  readonly state: State;
  readonly variables: Map<string, readonly string[]>;
  /** Runs source and returns what it hands on. */
  run(source: string): readonly string[];
}

/** Variables every session has. */
const known = ({ shell, state }: Session): Readonly<Record<string, string>> => {
  const { home } = shell.reading.places;
  const here = state.cwd[0] ?? mark.unknown;
  // biome-ignore format: a table
  return { home, profile: `${home}/Documents/PowerShell/Microsoft.PowerShell_profile.ps1`, 'env:home': home, 'env:userprofile': home, pwd: here, psscriptroot: here, 'env:temp': '/tmp', 'env:tmp': '/tmp', 'env:systemdrive': 'C:', 'env:systemroot': 'C:\\Windows', 'env:windir': 'C:\\Windows', 'env:programfiles': 'C:\\Program Files', 'env:appdata': `${home}/AppData/Roaming`, 'env:localappdata': `${home}/AppData/Local`, true: 'true', false: 'false', null: '' };
};

const variableValues = (name: string, session: Session): readonly string[] => {
  const lower = name.toLowerCase();
  const own = session.variables.get(lower);
  const given = known(session);
  const secret = /^env:/.test(lower) && isSecretVariable(name) ? mark.unknown + mark.secret : mark.unknown;
  return own ?? [Object.hasOwn(given, lower) ? (given[lower] as string) : secret];
};

/** Most items of one list that are looked at. */
const mostItems = 500;

const variable = /^\$\{?([A-Za-z_][\w:]*)\}?$/;

/** The values of a word: `$env:USERPROFILE`, `$HOME`, `$name`, `(command)`, and lists of them. */
export const valuesOf = (word: Word, session: Session): string[] => {
  const outputs = word.nested.map((source) => session.shell.reading.nested(() => session.run(source), []));
  if (!session.shell.reading.spend()) return [mark.unknown];
  let at = 0;
  if (word.items.length > mostItems) session.shell.reading.report(unreadablePatterns['too-complex']);
  return word.items.slice(0, mostItems).flatMap((item) => {
    const whole = variable.exec(item);
    if (whole) return [...variableValues(whole[1] as string, session)];
    if (item === hole) {
      const output = outputs[at++] ?? [];
      return output.length > 0 ? [...output] : [mark.unknown];
    }
    return bounded(
      item
        .replaceAll(hole, () => outputs[at++]?.join(' ') || mark.unknown)
        .replace(/\$\{?([A-Za-z_][\w:]*)\}?/g, (_, name: string) => variableValues(name, session).join(' ')),
    );
  });
};

/** The same as one text. */
export const textOf = (word: Word, session: Session): string => valuesOf(word, session).join(',');

/** A PowerShell path for the rules of the other shell: slashes turned, home expanded, wildcards active. */
export const pathText = (text: string, { shell }: Session): string =>
  activate(
    text
      .replace(/^~(?=[\\/]|$)/, () => shell.reading.places.home)
      .replace(/^(microsoft\.powershell\.core\\)?filesystem::/i, '')
      .replaceAll('\\', '/'),
  );
