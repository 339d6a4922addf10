import { reportPrinted } from '../effects/disclosure.ts';
import { reportSecret } from '../effects/secrets.ts';
import { reportWrite } from '../effects/write.ts';
import { sqlPattern } from '../families/databases/sql.ts';
import { workingTreePatterns } from '../families/git/working-tree.ts';
import { expandAlternatives } from '../families/text/search.ts';
import { ask, definePatterns } from '../findings/pattern.ts';
import { unreadablePatterns } from '../findings/unreadable.ts';
import { absolute } from '../paths/path.ts';
import { runPowerShell } from '../powershell/run.ts';
import type { Shell } from '../shell/shell.ts';
import type { State } from '../shell/state.ts';
import { activate, plain, withoutMarks } from '../text/text.ts';
import { fileTools, harmlessTools } from './client-tools.ts';
import {
  codeField,
  commandField,
  contentField,
  databaseTool,
  deletesBy,
  describesBy,
  patchField,
  pathField,
  queryField,
  writesBy,
} from './fields.ts';
import { hardCodedPatterns, hardCodedSecret } from './hard-coded.ts';

// biome-ignore format: a table
export const toolPatterns = definePatterns({
  'tool-delete': { category: 'infrastructure', decision: ask, brief: 'Deletes by way of a tool of a server', why: 'The name of the tool says so, and what a server deletes stays deleted.', suggestion: 'Let a person do it.', catches: [], spares: [] },
});

/** Most fields, and most items of a list, that are looked at. */
const mostItems = 200;

/** Deepest nesting of an input that is looked at; a deeper one is a finding. */
const deepest = 12;

/** Servers whose things are the agent's own notes and pages: what they delete is their own. */
const keepsNotes = /^mcp__(memory|sequential|todo|scratchpad|browser|playwright|puppeteer|chrome)/i;

/** Where a call of a tool is reported to. */
interface ToolCall {
  readonly name: string;
  readonly shell: Shell;
  readonly state: State;
  /** Whether the tool writes to the paths it names. */
  readonly writes: boolean;
  observe(path: string): void;
}

type Input = Readonly<Record<string, unknown>>;

const isInput = (value: unknown): value is Input =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every text in a value, however deep it stands. */
const texts = (value: unknown, call: ToolCall, depth = 0): string[] => {
  if (typeof value === 'string') return [withoutMarks(value)];
  if (typeof value !== 'object' || value === null) return [];
  const items = Object.values(value);
  if (depth > deepest || items.length > mostItems)
    call.shell.reading.report(unreadablePatterns['too-complex']);
  return depth > deepest ? [] : items.slice(0, mostItems).flatMap((item) => texts(item, call, depth + 1));
};

/** `~/x`, `file://host/x` and `customscheme:/x` as paths. */
const pathOf = (value: string, { shell }: ToolCall): string =>
  value
    .trim()
    .replace(/^[a-z][a-z0-9+.-]+:\/\/[^/]*(?=\/)/i, '')
    .replace(/^[a-z][a-z0-9+.-]+:(?=\/)/i, '')
    .replace(/^~(?=\/|$)|^\$HOME(?=\/|$)|^\$\{HOME\}(?=\/|$)/, () => shell.reading.places.home);

const reportPath = (value: string, call: ToolCall, writes: boolean): void => {
  if (/^(https?|wss?|data|mailto):/i.test(value.trim())) return;
  const { reading } = call.shell;
  const path = pathOf(value, call);
  call.observe(absolute(path, call.state.cwd[0] ?? reading.places.project));
  if (writes) reportWrite(path, reading, call.state);
  else reportSecret(path, reading, call.state, 'read');
};

const reportGlob = (glob: string, { shell, state }: ToolCall): void => {
  if (glob.startsWith('!')) return;
  for (const one of expandAlternatives(glob))
    for (const item of one.split(',')) reportSecret(activate(item.trim()), shell.reading, state, 'read');
};

const reportContents = (contents: readonly string[], path: string, { shell }: ToolCall): void => {
  if (contents.some((one) => hardCodedSecret(one, path)))
    shell.reading.report(hardCodedPatterns['hard-coded-secret'], path);
};

/** A tool whose fields are known: the client's file tools and those of other agents. */
const fileTool = (input: Input, call: ToolCall): void => {
  const tool = fileTools[call.name] ?? {};
  const values = (names: readonly string[] | undefined) =>
    (names ?? []).flatMap((name) => (Object.hasOwn(input, name) ? texts(input[name], call) : []));
  for (const path of values(tool.reads)) reportPath(path, call, false);
  for (const path of values(tool.writes)) reportPath(path, call, true);
  for (const glob of values(tool.globs)) reportGlob(glob, call);
  reportContents(values(tool.contents), pathOf(values(tool.writes)[0] ?? '', call), call);
};

/** A command as one text, as a list of words, or as a program with its arguments. */
const runCommand = (value: unknown, args: readonly string[], call: ToolCall): void => {
  const { shell, state, name } = call;
  const words = texts(value, call);
  const isWords = Array.isArray(value) && value.every((word) => typeof word === 'string');
  if (/powershell|pwsh/i.test(name)) for (const source of words) runPowerShell(source, shell, state);
  // A list may be the words of one command or several commands: both readings are followed.
  if (isWords || args.length > 0) shell.runWords([...words, ...args], state.child());
  for (const source of words)
    reportPrinted(
      shell.runSource([source, ...args.map(plain)].join(' '), state.child()),
      source,
      shell.reading,
    );
};

/** Program text: read as the languages that agents run, and as a script of a shell where it is nothing of the kind. */
const runCode = (sources: readonly string[], { shell, state, name }: ToolCall): void => {
  for (const source of sources) {
    if (/shell|bash|terminal|command|exec|run|sh$/i.test(name)) shell.runSource(source, state.child());
    shell.runWords(['node', '-e', source], state.child());
    shell.runWords(['python3', '-c', source], state.child());
  }
};

const patchLine =
  /^(?:\*\*\* (?:Add|Update|Delete|Move to|Move) ?(?:File)?: |\+\+\+ (?:b\/)?|--- (?:a\/)?)(\S.*)$/gm;

/** Paths that the text of a patch names. */
const reportPatch = (patches: readonly string[], call: ToolCall): void => {
  for (const patch of patches)
    for (const [, path] of [...patch.matchAll(patchLine)].slice(0, mostItems))
      if (path !== '/dev/null') reportPath(path as string, call, true);
};

const reportQueries = (queries: readonly string[], { shell }: ToolCall): void => {
  for (const sql of queries) {
    const pattern = sqlPattern(sql);
    if (pattern) shell.reading.report(pattern, sql);
  }
};

/** What fields mean by their names, and what is done with what they carry. */
const meanings: readonly {
  readonly of: (key: string, call: ToolCall) => boolean;
  readonly read: (value: unknown, call: ToolCall, input: Input) => void;
}[] = [
  {
    of: (key) => commandField.test(key),
    read: (value, call, input) => runCommand(value, texts(input['args'] ?? input['arguments'], call), call),
  },
  {
    of: (key, call) => codeField.test(key) && !contentOnly(key, call),
    read: (value, call) => runCode(texts(value, call), call),
  },
  { of: (key) => patchField.test(key), read: (value, call) => reportPatch(texts(value, call), call) },
  {
    of: (key, { name }) => queryField.test(key) && databaseTool.test(name),
    read: (value, call) => reportQueries(texts(value, call), call),
  },
  {
    of: (key, { writes }) => contentField.test(key) && writes,
    read: (value, call) => reportContents(texts(value, call), call.name, call),
  },
  {
    of: (key, { name }) => pathField.test(key) && !describesBy(actionOf(name)),
    read: (value, call) => {
      for (const one of texts(value, call)) reportPath(one, call, call.writes);
    },
  },
];

/** What one field of an input carries; fields of fields are looked at alike. */
const reportField = (key: string, value: unknown, input: Input, call: ToolCall, depth: number): void => {
  for (const { of, read } of meanings) if (of(key, call)) read(value, call, input);
  for (const item of Array.isArray(value) ? value.slice(0, mostItems) : [value])
    if (isInput(item)) reportFields(item, call, depth + 1);
};

/** `source` of a copy is a path, `code` of an editor is text for a file. */
const contentOnly = (key: string, { writes }: ToolCall): boolean => writes || /^source$/i.test(key);

const reportFields = (input: Input, call: ToolCall, depth = 0): void => {
  if (depth > deepest || !call.shell.reading.spend()) {
    call.shell.reading.report(unreadablePatterns['too-complex']);
    return;
  }
  for (const [key, value] of Object.entries(input).slice(0, mostItems))
    reportField(key, value, input, call, depth);
};

/** The tool's own name, without the server's. */
const actionOf = (name: string): string => name.split('__').at(-1) ?? name;

const isTrue = (value: unknown): boolean => value === true || value === 'true';

/** Calls of the client's own tools that say what they do in a field of its own. */
const reportOwn = (input: Input, { name, shell }: ToolCall): void => {
  if (name === 'ExitWorktree' && isTrue(input['discard_changes']))
    shell.reading.report(workingTreePatterns['git-worktree-remove'], 'ExitWorktree discard_changes');
};

/**
 * Judges a call of a tool other than the shells: by the commands, programs, paths and queries that its fields carry, and by
 * the text it writes. What a tool is called matters only where a field could be either.
 */
export const judgeTool = (
  name: string,
  input: unknown,
  shell: Shell,
  state: State,
  observe: (path: string) => void,
): void => {
  const call: ToolCall = { name, shell, state, writes: writesBy(actionOf(name)), observe };
  if (name.startsWith('mcp__') && deletesBy(actionOf(name)) && !keepsNotes.test(name))
    shell.reading.report(toolPatterns['tool-delete'], name);
  const fields = isInput(input) ? input : { command: input };
  if (Object.hasOwn(fileTools, name)) fileTool(fields, call);
  else if (Object.hasOwn(harmlessTools, name)) reportOwn(fields, call);
  else {
    reportOwn(fields, call);
    reportFields(fields, call);
  }
};
