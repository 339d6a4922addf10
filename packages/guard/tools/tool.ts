import { reportSecret } from '../effects/secrets.ts';
import { reportWrite } from '../effects/write.ts';
import { expandAlternatives } from '../families/text/search.ts';
import { absolute } from '../paths/path.ts';
import type { Shell } from '../shell/shell.ts';
import type { State } from '../shell/state.ts';
import { activate, withoutMarks } from '../text/text.ts';
import { hardCodedPatterns, hardCodedSecret } from './hard-coded.ts';

/** How the client's own tools name paths, and what they do with them. */
interface Tool {
  readonly reads?: readonly string[];
  readonly writes?: readonly string[];
  /** Fields whose text ends up in a file. */
  readonly contents?: readonly string[];
  /** Fields with globs that pick files to read. */
  readonly globs?: readonly string[];
}

const tools: Record<string, Tool> = {
  Read: { reads: ['file_path'] },
  Edit: { writes: ['file_path'], contents: ['new_string'] },
  MultiEdit: { writes: ['file_path'], contents: ['edits'] },
  Write: { writes: ['file_path'], contents: ['content'] },
  NotebookRead: { reads: ['notebook_path'] },
  NotebookEdit: { writes: ['notebook_path'], contents: ['new_source'] },
  Grep: { reads: ['path'], globs: ['glob'] },
  // Names only: nothing is opened.
  Glob: {},
  LS: {},
};

const writeNames = /(^|_)(edit|write|save|create|append|delete|remove|move|rename|put|update)/i;
const pathFields =
  /^(path|paths|file|files|file_?path|file_?paths|filename|file_?name|source|destination|src|dest|dst|target|uri|uris|url|notebook_?path|absolute_?path|relative_?path|old_?path|new_?path|input_?path|output_?path|directory|root)$/i;

const commandFields = /^(command|cmd|script|shell)$/i;
const runners = /shell|exec|run|command|terminal|bash|process/i;
const queryFields = /^(sql|query|queries|statement)$/i;
const databases = /sql|postgres|maria|database|clickhouse|duckdb|supabase|bigquery|snowflake/i;
const contentFields = /^(content|contents|text|data|new_string|new_text|new_source)$/i;

const text = (value: unknown): string[] => {
  if (typeof value === 'string') return [withoutMarks(value)];
  if (Array.isArray(value)) return value.slice(0, 200).flatMap(text);
  if (typeof value === 'object' && value !== null) return Object.values(value).slice(0, 200).flatMap(text);
  return [];
};

const field = (input: unknown, name: string): string[] =>
  typeof input === 'object' && input !== null && Object.hasOwn(input, name)
    ? text((input as Record<string, unknown>)[name])
    : [];

/** `~/x`, `file://host/x` and `customscheme:/x` as paths. */
const pathOf = (value: string, shell: Shell): string =>
  value
    .trim()
    .replace(/^[a-z][a-z0-9+.-]+:\/\/[^/]*(?=\/)/i, '')
    .replace(/^[a-z][a-z0-9+.-]+:(?=\/)/i, '')
    .replace(/^~(?=\/|$)/, () => shell.reading.places.home);

const known = (
  tool: Tool,
  input: unknown,
  shell: Shell,
  state: State,
  observe: (path: string) => void,
): void => {
  const { reading } = shell;
  const paths = (names: readonly string[] | undefined) =>
    (names ?? []).flatMap((name) => field(input, name)).map((value) => pathOf(value, shell));
  for (const path of [...paths(tool.reads), ...paths(tool.writes)])
    observe(absolute(path, state.cwd[0] ?? reading.places.project));
  for (const path of paths(tool.reads)) reportSecret(path, reading, state, 'read');
  for (const path of paths(tool.writes)) reportWrite(path, reading, state);
  for (const glob of (tool.globs ?? []).flatMap((name) => field(input, name)))
    if (!glob.startsWith('!')) reportGlob(glob, shell, state);
  const target = paths(tool.writes)[0] ?? '';
  for (const value of (tool.contents ?? []).flatMap((name) => field(input, name)))
    if (hardCodedSecret(value, target)) reading.report(hardCodedPatterns['hard-coded-secret'], target);
};

const reportGlob = (glob: string, shell: Shell, state: State): void => {
  for (const one of expandAlternatives(glob))
    for (const item of one.split(',')) reportSecret(activate(item.trim()), shell.reading, state, 'read');
};

/** Where the fields of a foreign tool's input are reported to. */
interface Report {
  readonly shell: Shell;
  readonly state: State;
  readonly writes: boolean;
  observe(path: string): void;
}

const reportPath = (value: string, { shell, state, writes, observe }: Report): void => {
  if (/^https?:/.test(value)) return;
  const path = pathOf(value, shell);
  observe(absolute(path, state.cwd[0] ?? shell.reading.places.project));
  if (writes) reportWrite(path, shell.reading, state);
  else reportSecret(path, shell.reading, state, 'read');
};

const describesOnly = (action: string): boolean =>
  /list|stat|exists|tree/i.test(action) && !/read|content/i.test(action);

const runQueries = (texts: readonly string[], { shell, state }: Report): void => {
  for (const sql of texts) shell.runWords(['psql', '-c', sql], state);
};

const reportContent = (texts: readonly string[], action: string, { shell }: Report): void => {
  if (texts.some((one) => hardCodedSecret(one, '')))
    shell.reading.report(hardCodedPatterns['hard-coded-secret'], action);
};

/** A command as one text, as a list of words, or as a program with its arguments. */
const runCommand = (value: unknown, args: readonly string[], { shell, state }: Report): void => {
  const words = text(value);
  if (Array.isArray(value) || args.length > 0) shell.runWords([...words, ...args], state);
  else for (const source of words) shell.runSource(source, state);
};

/** What one field of a foreign tool's input means, by the names of the field and of the tool. */
const reportField = (
  tool: string,
  key: string,
  value: unknown,
  args: readonly string[],
  report: Report,
): void => {
  if (commandFields.test(key) && runners.test(tool)) runCommand(value, args, report);
  if (queryFields.test(key) && databases.test(tool)) runQueries(text(value), report);
  if (contentFields.test(key) && report.writes) reportContent(text(value), tool, report);
  if (pathFields.test(key)) for (const one of text(value)) reportPath(one, report);
};

/** Tools of MCP servers: fields that are named like paths, and commands of tools that run them. */
const foreign = (
  name: string,
  input: unknown,
  shell: Shell,
  state: State,
  observe: (path: string) => void,
): void => {
  const action = name.split('__').at(-1) ?? name;
  if (typeof input !== 'object' || input === null || describesOnly(action)) return;
  const report: Report = { shell, state, writes: writeNames.test(action), observe };
  const args = field(input, 'args');
  for (const [key, value] of Object.entries(input).slice(0, 100)) reportField(name, key, value, args, report);
};

/** Judges a call of a tool other than the shells: by the paths it names and the text it writes. */
export const judgeTool = (
  name: string,
  input: unknown,
  shell: Shell,
  state: State,
  observe: (path: string) => void,
): void => {
  const tool = Object.hasOwn(tools, name) ? tools[name] : undefined;
  if (tool) known(tool, input, shell, state, observe);
  else if (name.startsWith('mcp__') || /file|read|write|edit|notebook|shell|exec/i.test(name))
    foreign(name, input, shell, state, observe);
};
