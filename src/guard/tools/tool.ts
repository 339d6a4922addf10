import { absolute } from '../paths/path.ts';
import { secretKind } from '../paths/secret-path.ts';
import { reportSecret, reportWrite } from '../programs/access.ts';
import { expandAlternatives } from '../programs/search.ts';
import type { Shell } from '../shell/shell.ts';
import type { State } from '../shell/state.ts';
import { activate, withoutMarks } from '../shell/text.ts';
import { hardCodedSecret } from './hard-coded.ts';

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

const readNames =
  /(^|_)(read|get|cat|view|open|load|show|search|grep|download|upload|send|attach|import|fetch|info|edit|write|save|create|append|delete|remove|move|copy|rename|put)/i;
const writeNames = /(^|_)(edit|write|save|create|append|delete|remove|move|rename|put|update)/i;
const pathFields =
  /^(path|paths|file|files|file_?path|file_?paths|filename|file_?name|source|destination|src|dest|dst|target|uri|uris|url|notebook_?path|absolute_?path|relative_?path|old_?path|new_?path|input_?path|output_?path|directory|root)$/i;

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
    observe(absolute(path, reading.places.project));
  for (const path of paths(tool.reads)) reportSecret(path, reading, state, 'read');
  for (const path of paths(tool.writes)) reportWrite(path, reading, state);
  for (const glob of (tool.globs ?? []).flatMap((name) => field(input, name)))
    if (!glob.startsWith('!')) reportGlob(glob, shell, state);
  const target = paths(tool.writes)[0] ?? '';
  for (const value of (tool.contents ?? []).flatMap((name) => field(input, name)))
    if (hardCodedSecret(value, target)) reading.report('hard-coded-secret', target);
};

const reportGlob = (glob: string, shell: Shell, state: State): void => {
  for (const one of expandAlternatives(glob))
    for (const item of one.split(',')) reportSecret(activate(item.trim()), shell.reading, state, 'read');
};

/** Tools of MCP servers: fields that are named like paths, and values that are plainly secrets' paths. */
const foreign = (
  name: string,
  input: unknown,
  shell: Shell,
  state: State,
  observe: (path: string) => void,
): void => {
  if (typeof input !== 'object' || input === null) return;
  const action = name.split('__').at(-1) ?? name;
  if (/list|stat|exists|tree/i.test(action) && !/read|content/i.test(action)) return;
  const writes = writeNames.test(action);
  for (const [key, value] of Object.entries(input).slice(0, 100)) {
    if (
      /^(command|cmd|script|shell)$/i.test(key) &&
      /shell|exec|run|command|terminal|bash|process/i.test(name)
    )
      for (const source of text(value)) shell.runSource(source, state);
    if (!pathFields.test(key)) continue;
    for (const one of text(value)) {
      const path = pathOf(one, shell);
      observe(absolute(path, shell.reading.places.project));
      if (/^https?:/.test(one)) continue;
      if (writes) reportWrite(path, shell.reading, state);
      else if (readNames.test(action) || secretKind(path) !== undefined)
        reportSecret(path, shell.reading, state, 'read');
    }
  }
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
