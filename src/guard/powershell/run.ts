import { looksDangerous } from '../looks.ts';
import { reportArgument, reportSecret } from '../programs/access.ts';
import { reportDelete } from '../programs/delete.ts';
import type { Shell } from '../shell/shell.ts';
import type { State } from '../shell/state.ts';
import { activate, mark } from '../shell/text.ts';
import {
  aliases,
  disks,
  downloads,
  fetches,
  moved,
  reads,
  switchNames,
  valueNames,
  writes,
} from './names.ts';
import { readPowerShell, type Word } from './tokens.ts';

/** Where the reader stands: the shell it reports to and the variables set so far. */
interface Session {
  readonly shell: Shell;
  readonly state: State;
  readonly variables: Map<string, string>;
}

interface Parameters {
  readonly switches: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, string>;
  readonly operands: readonly string[];
}

const fullName = (name: string): string | undefined => {
  const lower = name.toLowerCase();
  if (lower === 'wi') return 'whatif';
  if (lower === 'cf') return 'confirm';
  if (lower === 'ea') return 'erroraction';
  if (lower === 'lp' || lower === 'pspath') return 'literalpath';
  return [...switchNames, ...valueNames].find((one) => one.startsWith(lower));
};

/** `$env:USERPROFILE`, `$HOME`, `$PWD`, `$name`, `${name}` in a word. */
const expand = (word: Word, session: Session): string => {
  const { home } = session.shell.reading.places;
  // biome-ignore format: a table
  const known: Record<string, string> = { home, 'env:home': home, 'env:userprofile': home, pwd: session.state.cwd[0] ?? '', psscriptroot: session.state.cwd[0] ?? '', 'env:temp': '/tmp', 'env:tmp': '/tmp', 'env:systemdrive': 'C:', 'env:systemroot': 'C:\\Windows', 'env:windir': 'C:\\Windows', 'env:programfiles': 'C:\\Program Files', 'env:appdata': `${home}/AppData/Roaming`, 'env:localappdata': `${home}/AppData/Local`, true: 'true', false: 'false', null: '' };
  const text = word.text.replace(/\$\{?([A-Za-z_][\w:]*)\}?/g, (_, name: string) => {
    const lower = name.toLowerCase();
    return (
      session.variables.get(lower) ?? (Object.hasOwn(known, lower) ? known[lower] : undefined) ?? mark.unknown
    );
  });
  return word.nested.length > 0 && text === '' ? mark.unknown : text;
};

const readParameters = (words: readonly Word[], session: Session): Parameters => {
  const switches = new Set<string>();
  const values = new Map<string, string>();
  const operands: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as Word;
    const match =
      word.quoted && word.text.startsWith('-') ? null : /^-([A-Za-z]+)(?::(.*))?$/.exec(word.text);
    if (!match) operands.push(...listItems(word, expand(word, session)));
    else at += parameter(match, words[at + 1], { switches, values }, session);
  }
  return { switches, values, operands };
};

const parameter = (
  match: RegExpExecArray,
  next: Word | undefined,
  into: { switches: Set<string>; values: Map<string, string> },
  session: Session,
): number => {
  const name = fullName(match[1] as string) ?? (match[1] as string).toLowerCase();
  if (!valueNames.includes(name)) {
    if (!/^\$?false$/i.test(match[2] ?? '')) into.switches.add(name);
    return 0;
  }
  if (match[2] !== undefined) into.values.set(name, match[2]);
  else if (next) into.values.set(name, expand(next, session));
  return match[2] === undefined ? 1 : 0;
};

const listItems = (word: Word, text: string): string[] =>
  word.quoted ? [text] : text.split(',').filter((item) => item !== '');

const paths = ({ operands, values }: Parameters): string[] => [
  ...operands,
  ...['path', 'literalpath', 'filepath'].flatMap((name) =>
    (values.get(name) ?? '').split(',').filter((one) => one !== ''),
  ),
];

/** A PowerShell path for the rules of the other shell: slashes turned, home expanded, wildcards active. */
const pathText = (text: string, session: Session): string =>
  activate(
    text
      .replace(/^~(?=[\\/]|$)/, () => session.shell.reading.places.home)
      .replace(/^(microsoft\.powershell\.core\\)?filesystem::/i, '')
      .replaceAll('\\', '/'),
  );

const removeItem = (given: Parameters, piped: readonly string[], session: Session): void => {
  if (given.switches.has('whatif')) return;
  const deep = given.switches.has('recurse') || given.operands.some((word) => /^\/s$/i.test(word));
  const targets = [...paths(given), ...piped].filter((word) => !/^\/[sqfa]$/i.test(word));
  for (const target of targets)
    reportDelete(pathText(target, session), session.shell.reading, session.state, deep);
};

const touch = (given: Parameters, how: 'read' | 'write', session: Session): void => {
  for (const path of paths(given).slice(0, how === 'write' ? 1 : undefined))
    reportSecret(pathText(path, session), session.shell.reading, session.state, how);
  const destination = given.values.get('destination');
  if (destination)
    reportSecret(pathText(destination, session), session.shell.reading, session.state, 'write');
};

const invokeExpression = (
  words: readonly Word[],
  given: Parameters,
  session: Session,
  piped: string,
): void => {
  const nested = words.flatMap((word) => word.nested).join(' ');
  const source = [...given.operands, given.values.get('command') ?? ''].join(' ');
  if (downloads.test(nested) || downloads.test(source) || piped.includes(mark.network))
    session.shell.reading.report('remote-code');
  if (/frombase64string/i.test(nested + source)) session.shell.reading.report('decoded-code');
  run(source.replaceAll(mark.unknown, ''), session);
};

/** Runs one command; returns what it hands to the next one of its pipeline, as paths. */
const command = (words: readonly Word[], piped: readonly string[], session: Session): string[] => {
  for (const word of words)
    for (const source of word.nested) session.shell.reading.deeper(() => run(source, session));
  const first = words[0];
  if (!first) return [];
  if (assign(words, session)) return [];
  const raw = expand(first, session)
    .replace(/^.*[\\/]/, '')
    .replace(/\.(exe|cmd|bat)$/i, '');
  const lower = raw.toLowerCase();
  const name = (Object.hasOwn(aliases, lower) ? aliases[lower] : undefined) ?? lower;
  const given = readParameters(words.slice(1), session);
  return act({ name, words, given, piped, session });
};

/** One cmdlet about to be run. */
interface Cmdlet {
  readonly name: string;
  readonly words: readonly Word[];
  readonly given: Parameters;
  readonly piped: readonly string[];
  readonly session: Session;
}

const nothing: string[] = [];

/** Makes a cmdlet of something that hands nothing on. */
const ending =
  (run: (cmdlet: Cmdlet) => void) =>
  (cmdlet: Cmdlet): string[] => {
    run(cmdlet);
    return nothing;
  };

/** The first operand of a search is what it looks for. */
const searched = (given: Parameters): Parameters => ({ ...given, operands: given.operands.slice(1) });

/** Cmdlets with rules of their own; each returns what it hands to the next one of its pipeline. */
const cmdlets: Record<string, (cmdlet: Cmdlet) => string[] | undefined> = {
  'remove-item': ending(({ given, piped, session }) => removeItem(given, piped, session)),
  'set-location': ending(({ given, session }) => setLocation(given, session)),
  'invoke-expression': ending(({ words, given, piped, session }) =>
    invokeExpression(words.slice(1), given, session, piped.join(' ')),
  ),
  'select-string': ending(({ given, session }) => touch(searched(given), 'read', session)),
  findstr: ending(({ given, session }) => touch(searched(given), 'read', session)),
  'get-childitem': ({ given }) => (paths(given).length > 0 ? paths(given) : ['.']),
  'get-item': ({ given }) => paths(given),
  'where-object': ({ piped }) => [...piped],
  'select-object': ({ piped }) => [...piped],
  'sort-object': ({ piped }) => [...piped],
  '?': ({ piped }) => [...piped],
  'foreach-object': ({ words, piped, session }) => forEach(words, piped, session),
  '%': ({ words, piped, session }) => forEach(words, piped, session),
};

const harmless =
  /^(write-output|write-host|(get|measure|test|format|out|write|select|join|split|resolve|convert\w*)-.*)$/;

const act = (cmdlet: Cmdlet): string[] => {
  const { name, words, given, session } = cmdlet;
  const { reading } = session.shell;
  const own = Object.hasOwn(cmdlets, name) ? cmdlets[name] : undefined;
  if (own) return own(cmdlet) ?? nothing;
  if (fetches.test(name) || downloads.test(words[0]?.nested.join(' ') ?? '')) return [mark.network];
  if (disks.has(name)) reading.report('device-format', words.map(({ text }) => text).join(' '));
  else if (Object.hasOwn(moved, name)) reading.report(moved[name] as string);
  else if (reads.has(name)) touch(given, 'read', session);
  else if (writes.has(name)) touch(given, 'write', session);
  else if (!harmless.test(name)) other(name, words, session);
  return nothing;
};

/** `ForEach-Object { Remove-Item $_ }`: the block with each thing that is piped in. */
const forEach = (words: readonly Word[], piped: readonly string[], session: Session): string[] => {
  for (const item of piped.slice(0, 8))
    for (const source of words.flatMap((word) => word.nested))
      run(
        source.replaceAll(/\$_(\.FullName|\.PSPath)?/gi, () => `'${item}'`),
        session,
      );
  return [];
};

const setLocation = (given: Parameters, session: Session): void => {
  const [folder] = paths(given);
  if (folder !== undefined) session.shell.runWords(['cd', pathText(folder, session)], session.state);
};

/** Anything else is a program of the system and is read as the other shell would. */
const other = (name: string, words: readonly Word[], session: Session): void => {
  const args = words.slice(1).map((word) => expand(word, session));
  if (name === 'start-process' || name === '&' || name === '.') {
    for (const word of args) reportArgument(word, session.shell.reading, session.state);
    return;
  }
  session.shell.runWords([name, ...args], session.state);
};

const assign = (words: readonly Word[], session: Session): boolean => {
  const [target, equals, value] = words;
  const attached = /^\$([A-Za-z_]\w*)=(.*)$/.exec(target?.text ?? '');
  if (attached) {
    session.variables.set(
      (attached[1] as string).toLowerCase(),
      expand({ ...(target as Word), text: attached[2] as string }, session),
    );
    return true;
  }
  const name = /^\$([A-Za-z_]\w*)$/.exec(target?.text ?? '')?.[1];
  if (name === undefined || equals?.text !== '=') return false;
  session.variables.set(name.toLowerCase(), value ? expand(value, session) : '');
  if (words.length > 3) command(words.slice(2), [], session);
  return true;
};

const run = (source: string, session: Session): string => {
  const { reading } = session.shell;
  if (!reading.spendText(source.length)) return '';
  const { pipelines, unfinished } = readPowerShell(source);
  if (unfinished) reading.report(looksDangerous(source) ? 'unreadable-dangerous' : 'unreadable');
  for (const pipeline of pipelines) {
    if (!reading.spend()) return '';
    let piped: string[] = [];
    for (const words of pipeline) piped = reading.nested(() => command(words, piped, session), []);
    redirections(pipeline, session);
  }
  return '';
};

/** `> file` stands among the words. */
const redirections = (pipeline: readonly Word[][], session: Session): void => {
  for (const words of pipeline) {
    words.forEach((word, at) => {
      const target = /^\d?>>?$/.test(word.text) && !word.quoted ? words[at + 1] : undefined;
      if (target)
        session.shell.writeFile(pathText(expand(target, session), session), mark.unknown, session.state);
    });
  }
};

/** Reads PowerShell source: its own cmdlets by their own rules, programs by those of the other shell. */
export const runPowerShell = (source: string, shell: Shell, state: State): void => {
  shell.reading.deeper(() => run(source, { shell, state: state.child(), variables: new Map() }));
};
