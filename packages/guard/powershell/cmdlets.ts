import { reportDelete } from '../effects/delete.ts';
import { disclosurePatterns } from '../effects/disclosure.ts';
import { originPatterns } from '../effects/origin.ts';
import { reportSecret } from '../effects/secrets.ts';
import { devicePatterns } from '../families/system/devices.ts';
import { processPatterns } from '../families/system/processes.ts';
import type { Pattern } from '../findings/pattern.ts';
import { absolute } from '../paths/path.ts';
import { reportOrigin } from '../program/run.ts';
import { derived, mark } from '../text/text.ts';
import { moduleRule, printsSecret } from './modules.ts';
import { disks, downloads, fetches, moved, reads, writes } from './names.ts';
import { one, type Parameters, pathsIn } from './parameters.ts';
import { pathText, type Session, valuesOf } from './session.ts';
import type { Word } from './tokens.ts';

/** One cmdlet about to be run. */
export interface Cmdlet {
  readonly name: string;
  /** As it was typed, with its folder. */
  readonly typed: string;
  readonly words: readonly Word[];
  readonly given: Parameters;
  readonly piped: readonly string[];
  readonly session: Session;
}

type Run = (cmdlet: Cmdlet) => readonly string[] | undefined;

const nothing: readonly string[] = [];

const secret = (path: string, how: 'read' | 'write', session: Session): void => {
  reportSecret(pathText(path, session), session.shell.reading, session.state, how);
};

const removeItem: Run = ({ given, piped, session }) => {
  if (given.switches.has('whatif')) return nothing;
  const deep = given.switches.has('recurse') || given.operands.some((word) => /^\/s$/i.test(word));
  const targets = [...pathsIn(given), ...piped].filter((word) => !/^\/[sqfa]$/i.test(word));
  for (const target of targets)
    reportDelete(pathText(target, session), session.shell.reading, session.state, deep);
  return nothing;
};

const read: Run = ({ name, given, piped, session }) => {
  // The first operand of a search is what it looks for, and what is piped in is text.
  const searches = name === 'select-string' || name === 'findstr';
  const paths = searches
    ? pathsIn({ ...given, operands: one(given, 'pattern') ? given.operands : given.operands.slice(1) })
    : [...pathsIn(given), ...piped];
  for (const path of paths) secret(path, 'read', session);
  const destination = one(given, 'destination');
  if (destination !== undefined) secret(destination, 'write', session);
  return nothing;
};

/** Writes a text, so that a script written here is read when it is run. */
const write: Run = ({ given, piped, session }) => {
  const [path, ...rest] = pathsIn(given);
  if (path === undefined) return nothing;
  const text = [...rest, ...(given.values.get('value') ?? []), ...piped].join('\n');
  session.shell.writeFile(pathText(path, session), text || mark.unknown, session.state);
  return nothing;
};

const fetch: Run = ({ name, typed, words, given, piped, session }) => {
  if (piped.some((text) => text.includes(mark.environment)))
    session.shell.reading.report(disclosurePatterns['environment-sent']);
  const sent = one(given, 'infile');
  if (sent !== undefined) secret(sent, 'read', session);
  // Outside Windows these names are the programs themselves.
  if (/^(curl|wget)/i.test(typed)) {
    const args = words.slice(1).flatMap((word) => valuesOf(word, session));
    session.shell.runWords([typed, ...args], session.state);
  }
  const file =
    one(given, 'outfile') ?? (name === 'start-bitstransfer' ? one(given, 'destination') : undefined);
  if (file === undefined) return [mark.network];
  session.shell.writeFile(pathText(file, session), mark.network, session.state);
  return nothing;
};

/** `Get-ChildItem`: the folder, narrowed down by a filter. */
const list: Run = ({ given }) => {
  const folders = pathsIn(given).filter((path) => !path.startsWith('/') || path.length > 2);
  if (folders.some((path) => /^env:\\?$/i.test(path))) return [mark.environment];
  const filter = one(given, 'filter') ?? one(given, 'include');
  const starts = folders.length > 0 ? folders : ['.'];
  return filter === undefined || /^\*+$/.test(filter) ? starts : starts.map((start) => `${start}/${filter}`);
};

const joinPath: Run = ({ given }) => {
  const parts = [...pathsIn(given), ...(given.values.get('childpath') ?? [])];
  return [parts.join('/')];
};

const evaluate: Run = ({ words, given, piped, session }) => {
  const nested = words.flatMap((word) => [...word.nested, ...word.blocks]).join(' ');
  const source = [...given.operands, ...(given.values.get('command') ?? []), ...piped].join(' ');
  const { reading } = session.shell;
  reportOrigin(source, { reading });
  if (downloads.test(nested) || downloads.test(source)) reading.report(originPatterns['remote-code']);
  if (/frombase64string/i.test(nested + source)) reading.report(originPatterns['decoded-code']);
  session.run(source.replaceAll(mark.unknown, ''));
  return nothing;
};

/** A block with each thing that is piped in. */
const forEach: Run = ({ words, piped, session }) => {
  const blocks = words.flatMap((word) => word.blocks);
  for (const item of piped.slice(0, 8))
    for (const block of blocks) {
      if (/\$_\.Delete\(/i.test(block))
        reportDelete(pathText(item, session), session.shell.reading, session.state, true);
      session.run(block.replaceAll(/\$_(\.FullName|\.PSPath)?/gi, () => `'${item}'`));
    }
  if (piped.length === 0) for (const block of blocks) session.run(block);
  return nothing;
};

/** `foreach ($x in list) { ... }` */
const loop = (cmdlet: Cmdlet): boolean => {
  const { words, session } = cmdlet;
  const match = /^\s*\$(\w+)\s+in\s+([\s\S]+)$/i.exec(words[1]?.nested[0] ?? '');
  if (!match) return false;
  const items = session.run(match[2] as string);
  for (const item of (items.length > 0 ? items : [mark.unknown]).slice(0, 8)) {
    session.variables.set((match[1] as string).toLowerCase(), [item]);
    for (const block of words.flatMap((word) => word.blocks)) session.run(block);
  }
  return true;
};

const startProcess: Run = ({ given, session }) => {
  const [program = '', ...rest] = pathsIn(given);
  const args = [...rest, ...(given.values.get('argumentlist') ?? [])].flatMap((word) =>
    /^\/c\s/i.test(word) ? word.split(/\s+/) : [word],
  );
  session.shell.runWords([program, ...args], session.state.child());
  return nothing;
};

const stopProcess: Run = ({ given, session }) => {
  if (one(given, 'name') !== undefined && given.switches.has('force'))
    session.shell.reading.report(processPatterns['kill-by-name'], 'Stop-Process -Name');
  return nothing;
};

/** `robocopy /MIR` deletes at the target whatever the source does not have. */
const mirror: Run = ({ given, session }) => {
  const [, target] = given.operands.filter((word) => !/^\/\w+/.test(word));
  if (target !== undefined && given.operands.some((word) => /^\/(mir|purge)$/i.test(word)))
    reportDelete(pathText(target, session), session.shell.reading, session.state, true);
  return nothing;
};

/** Cmdlets with rules of their own; each returns what it hands to the next one of its pipeline. */
const cmdlets: Readonly<Record<string, Run>> = {
  'remove-item': removeItem,
  'set-location': ({ given, session }) => {
    const [folder] = pathsIn(given);
    if (folder !== undefined) session.shell.runWords(['cd', pathText(folder, session)], session.state);
    return nothing;
  },
  'invoke-expression': evaluate,
  'invoke-sqlcmd': ({ given, session }) => {
    for (const sql of [...given.operands, ...(given.values.get('query') ?? [])])
      session.shell.runWords(['psql', '-c', sql], session.state.child());
    return nothing;
  },
  'select-string': read,
  findstr: read,
  'get-childitem': list,
  'get-item': ({ given, session }) =>
    pathsIn(given).flatMap((path) => (/^env:/i.test(path) ? session.run(`$${path}`) : [path])),
  'resolve-path': ({ given }) => pathsIn(given),
  'get-location': ({ session }) => [session.state.cwd[0] ?? mark.unknown],
  'join-path': joinPath,
  'where-object': ({ piped }) => piped,
  'select-object': ({ piped }) => piped,
  'sort-object': ({ piped }) => piped,
  'out-string': ({ piped }) => piped,
  'convertto-json': ({ piped }) => piped,
  'foreach-object': forEach,
  'invoke-command': forEach,
  'start-job': forEach,
  'start-process': startProcess,
  'stop-process': stopProcess,
  robocopy: mirror,
  'write-output': ({ given, piped }) => [...given.operands, ...piped],
  'write-host': ({ given, piped }) => [...given.operands, ...piped],
};

const harmless = /^(write-host|(get|measure|test|format|out|write|select|join|split|resolve|convert\w*)-.*)$/;

/** Anything else is a program of the system, or a script this command made. */
const program: Run = ({ name, typed, words, piped, session }) => {
  const { shell, state } = session;
  const text = state.files.get(absolute(pathText(typed, session), state.cwd[0] ?? mark.unknown));
  if (text !== undefined) {
    reportOrigin(text, shell);
    session.run(text);
    return nothing;
  }
  const args = words.slice(1).flatMap((word) => valuesOf(word, session));
  const output = shell.runWords([name, ...args], state, piped.length > 0 ? piped.join('\n') : undefined);
  return output.length > 4096 ? [derived(output)] : output.split('\n').filter((line) => line !== '');
};

/** How a cmdlet without rules of its own is read. */
const byKind = (name: string): Run => {
  if (fetches.test(name)) return fetch;
  if (reads.has(name)) return read;
  if (writes.has(name)) return write;
  return harmless.test(name) ? () => nothing : program;
};

/** Runs one cmdlet; returns what it hands on. */
export const act = (cmdlet: Cmdlet): readonly string[] => {
  const { name, words, session } = cmdlet;
  const { reading } = session.shell;
  if (name === 'foreach-object' && loop(cmdlet)) return nothing;
  const told = words.map(({ text }) => text).join(' ');
  const rule = moduleRule(name, told);
  if (rule) reading.report(rule, told);
  if (printsSecret(name, told)) return [mark.unknown + mark.stored];
  const own = Object.hasOwn(cmdlets, name) ? cmdlets[name] : undefined;
  if (own) return own(cmdlet) ?? nothing;
  if (downloads.test(words[0]?.nested.join(' ') ?? '')) return [mark.network];
  if (disks.has(name)) reading.report(devicePatterns['device-format'], told);
  else if (Object.hasOwn(moved, name)) reading.report(moved[name] as Pattern);
  else return byKind(name)(cmdlet) ?? nothing;
  return nothing;
};
