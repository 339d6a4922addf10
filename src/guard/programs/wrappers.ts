import type { Invocation, Program } from '../shell/shell.ts';
import { mark, plain, taints } from '../shell/text.ts';
import { type OptionSpec, options } from './options.ts';
import { isShell } from './shells.ts';

/** How a program that runs another one is read: its own options, then so many operands, then the command. */
interface Wrapper extends OptionSpec {
  /** Operands before the command, such as timeout's duration. */
  readonly skip?: number;
  /** Whether `NAME=value` may stand before the command. */
  readonly assignments?: boolean;
  /** Options whose value is itself shell source. */
  readonly source?: readonly string[];
  /** Option that changes the folder the command runs in. */
  readonly folder?: readonly string[];
}

const none: Wrapper = {};

// biome-ignore format: a table
const wrappers: Record<string, Wrapper> = {
  sudo: { short: 'CDghpRrTtUu', valued: ['user', 'group', 'host', 'prompt', 'chdir', 'chroot', 'role', 'type', 'close-from', 'other-user', 'command-timeout'], assignments: true, folder: ['D', 'chdir'] },
  doas: { short: 'Cu', assignments: true },
  pkexec: { valued: ['user'] },
  nice: { short: 'n', valued: ['adjustment'] },
  ionice: { short: 'cnpPu', valued: ['class', 'classdata', 'pid'] },
  chrt: { short: 'TPD', valued: ['sched-runtime', 'sched-period', 'sched-deadline'], skip: 1 },
  taskset: { skip: 1 },
  timeout: { short: 'ks', valued: ['kill-after', 'signal'], skip: 1 },
  gtimeout: { short: 'ks', valued: ['kill-after', 'signal'], skip: 1 },
  nohup: none,
  setsid: none,
  stdbuf: { short: 'ioe', valued: ['input', 'output', 'error'] },
  time: { short: 'fo', valued: ['format', 'output'] },
  '!': none,
  command: none,
  builtin: none,
  exec: { short: 'a' },
  busybox: none,
  toybox: none,
  unshare: { short: 'SGRw', valued: ['root', 'wd', 'setuid', 'setgid'] },
  nsenter: { short: 'tSGrw', valued: ['target', 'setuid', 'setgid', 'root', 'wd'] },
  chroot: { valued: ['userspec', 'groups'], skip: 1 },
  prlimit: { short: 'op', valued: ['output', 'pid'] },
  'systemd-run': { short: 'HMpEut', valued: ['unit', 'property', 'description', 'slice', 'uid', 'gid', 'nice', 'working-directory', 'setenv', 'host', 'machine', 'on-active', 'on-calendar', 'service-type'], folder: ['working-directory'] },
  'systemd-inhibit': { valued: ['what', 'who', 'why', 'mode'] },
  strace: { short: 'abeEIoOpPsSuUX', valued: ['output', 'trace', 'user', 'attach'] },
  ltrace: { short: 'aeloFnpsuwA', valued: [] },
  valgrind: none,
  flock: { short: 'wEc', valued: ['timeout', 'conflict-exit-code', 'command'], skip: 1, source: ['c', 'command'] },
  rtk: none,
  chronic: none,
  unbuffer: none,
  ts: none,
  ifne: none,
  faketime: { skip: 1 },
  fakeroot: none,
  proot: { short: 'rbwqk', valued: [] },
  firejail: none,
  bwrap: none,
  caffeinate: { short: 'tw' },
  'dbus-run-session': none,
  'xvfb-run': { short: 'enfpsw', valued: ['server-args', 'server-num', 'error-file', 'auth-file', 'xauth-protocol'] },
  setarch: { skip: 1 },
  linux32: none,
  linux64: none,
  arch: none,
  runcon: { short: 'tulr', valued: ['type', 'user', 'range', 'role'] },
  setpriv: { valued: ['reuid', 'regid', 'groups', 'inh-caps', 'bounding-set'] },
  gosu: { skip: 1 },
  'su-exec': { skip: 1 },
  cpulimit: { short: 'lpec', valued: ['limit', 'pid', 'exe', 'cpu'] },
  catchsegv: none,
  catch: none,
  entr: none,
  watchexec: { short: 'weiof', valued: ['watch', 'exts', 'ignore', 'filter', 'on-busy-update', 'shell'] },
  nodemon: { short: 'weixd', valued: ['watch', 'ext', 'exec', 'ignore', 'delay'], source: ['x', 'exec'] },
  concurrently: none,
  hyperfine: { short: 'wrmMnNsSp', valued: ['warmup', 'runs', 'prepare', 'setup', 'cleanup', 'shell'], source: ['p', 'prepare', 'setup', 'cleanup'] },
  direnv: none,
  'cross-env': { assignments: true },
  dotenvx: none,
  screen: { short: 'STceshtpX' },
  daemonize: { short: 'aceoplu' },
  'start-stop-daemon': { short: 'xapnucrgdNPIRKS', valued: ['exec', 'startas', 'pidfile', 'name', 'user', 'chdir'], source: ['x', 'exec', 'a', 'startas'] },
  torsocks: none,
  proxychains: { short: 'f' },
  proxychains4: { short: 'f' },
  numactl: { short: 'CNmip', valued: ['cpunodebind', 'membind', 'physcpubind', 'interleave'] },
  perf: none,
  tsocks: none,
  eatmydata: none,
  'aws-vault': none,
  choom: { short: 'np' },
  uclampset: { short: 'mM' },
  coproc: none,
};

const assignment = /^[A-Za-z_]\w*=/;

/** Sets the `NAME=value` words in front of a command and returns the rest. */
export const takeAssignments = (words: readonly string[], call: Invocation): readonly string[] => {
  let at = 0;
  for (; assignment.test(words[at] ?? ''); at++) {
    const word = words[at] as string;
    const equals = word.indexOf('=');
    call.state.set(word.slice(0, equals), word.slice(equals + 1));
  }
  return words.slice(at);
};

const changeFolder = (call: Invocation, folder: string | undefined): Invocation => {
  if (folder === undefined) return call;
  const state = call.state.child();
  call.shell.runWords(['cd', '--', folder], state);
  return { ...call, state };
};

/** Verbs such as `direnv exec DIR` or `aws-vault exec PROFILE --` that stand between a wrapper and its command. */
const verbs: Record<string, number> = { exec: 1, run: 0, stat: 0, record: 0, trace: 0 };
const verbWrappers = new Set(['direnv', 'aws-vault', 'dotenvx', 'perf']);

const afterVerb = (name: string, operands: readonly string[]): readonly string[] => {
  if (!verbWrappers.has(name)) return operands;
  const verb = operands[0] ?? '';
  const skip = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (skip === undefined) return [];
  const rest = operands.slice(1 + skip);
  const dashes = operands.indexOf('--');
  return dashes >= 0 ? operands.slice(dashes + 1) : rest;
};

/** What is left of a wrapper's operands when its own are taken away. */
const commandOf = (operands: readonly string[], wrapper: Wrapper, call: Invocation): readonly string[] => {
  let rest = operands.slice(wrapper.skip ?? 0);
  while (rest[0] === '--') rest = rest.slice(1);
  return afterVerb(call.name, wrapper.assignments ? takeAssignments(rest, call) : rest);
};

const wrap =
  (wrapper: Wrapper): Program =>
  (call) => {
    const given = options(call.args, { ...wrapper, stops: true });
    if (call.name === 'command' && /^-[vV]$/.test(call.args[0] ?? '')) return mark.unknown;
    for (const source of given.values(...(wrapper.source ?? [])))
      call.shell.runSource(source, call.state.child(), call.stdin);
    const inner = changeFolder(call, wrapper.folder && given.value(...wrapper.folder));
    const rest = commandOf(given.operands, wrapper, inner);
    if (rest.length === 0) return call.stdin;
    if (wrapper.source && rest[0] === '-c')
      return call.shell.runSource(plain(rest[1] ?? ''), inner.state.child(), call.stdin);
    return call.shell.runWords(rest, inner.state, call.stdin);
  };

/** Splits the text of `env -S` and of similar options: quotes and escapes, no expansion. */
export const splitWords = (text: string): string[] =>
  [...text.matchAll(/(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+/g)].map(([word]) =>
    word.replace(
      /"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)/g,
      (_, double?: string, single?: string, escaped?: string) => double ?? single ?? escaped ?? '',
    ),
  );

const env: Program = (call) => {
  const state = call.state.child();
  const given = options(call.args, {
    short: 'uCSP',
    valued: ['unset', 'chdir', 'split-string'],
    long: ['ignore-environment', 'null', 'debug'],
    stops: true,
  });
  const inner = changeFolder({ ...call, state }, given.value('C', 'chdir'));
  const split = given.values('S', 'split-string').flatMap(splitWords);
  let rest = takeAssignments([...split, ...given.operands], inner);
  if (rest[0] === '-') rest = takeAssignments(rest.slice(1), inner);
  for (const name of given.values('u', 'unset')) state.variables.set(name, undefined);
  if (rest.length > 0) return call.shell.runWords(rest, inner.state, call.stdin);
  call.reading.report('environment-print');
  return mark.environment;
};

/** Words of xargs' input: separated by blanks, or by the given delimiter. */
const inputWords = (stdin: string, delimiter: string | undefined): string[] =>
  delimiter === undefined
    ? splitWords(stdin)
    : stdin
        .split(delimiter)
        .filter((word) => word.trim() !== '')
        .map((word) => word.replace(/\n$/, ''));

const delimiterOf = (given: ReturnType<typeof options>): string | undefined => {
  if (given.has('0', 'null')) return '\0';
  const delimiter = given.value('d', 'delimiter');
  if (delimiter !== undefined) return delimiter === '\\n' ? '\n' : delimiter === '\\0' ? '\0' : delimiter;
  return given.has('I', 'i', 'replace') ? '\n' : undefined;
};

/** Most words of known input that are read. */
const mostWords = 64;

const xargsInput = (call: Invocation, given: ReturnType<typeof options>): string[] => {
  const file = given.value('a', 'arg-file');
  const text =
    file === undefined
      ? call.stdin
      : `${call.shell.readFile(file, call.state, call.stdin)}\n${call.stdin ?? ''}`;
  if (text === undefined) return [mark.unknown];
  const delimiter = delimiterOf(given);
  // Separators that were printed by programs only understood in part may be either kind.
  const words = inputWords(
    delimiter === '\0' && !text.includes('\0') ? text.replaceAll('\n', '\0') : text,
    delimiter,
  );
  return words.length > mostWords ? [...words.slice(0, mostWords), mark.unknown + taints(text)] : words;
};

/** A shell may be given whole lines, depending on options such as -L; both readings are followed. */
const runLines = (words: readonly string[], call: Invocation): void => {
  const lines = (call.stdin ?? '').split(/[\n\0]/).filter((line) => line !== '');
  for (const line of lines.slice(0, mostWords)) call.shell.runWords([...words, line], call.state.child());
};

const xargs: Program = (call) => {
  const given = options(call.args, {
    short: 'adEILnPsRSJ',
    valued: [
      'arg-file',
      'delimiter',
      'max-lines',
      'max-args',
      'max-procs',
      'max-chars',
      'process-slot-var',
      'eof',
    ],
    long: ['replace', 'null', 'no-run-if-empty', 'verbose', 'interactive', 'open-tty', 'exit', 'show-limits'],
    stops: true,
  });
  const words = given.operands.length > 0 ? given.operands : ['echo'];
  const input = xargsInput(call, given);
  if (input.length === 0 && call.stdin !== undefined && given.has('r', 'no-run-if-empty')) return '';
  const replace = given.value('I', 'J', 'replace') ?? (given.has('i', 'replace') ? '{}' : undefined);
  if (replace === undefined || replace === '') {
    if (isShell(words[0]?.replace(/^.*\//, '') ?? '')) runLines(words, call);
    return call.shell.runWords([...words, ...input], call.state.child());
  }
  let output = '';
  for (const item of input.length > 0 ? input : [mark.unknown]) {
    output += call.shell.runWords(
      words.map((word) => word.replaceAll(replace, () => item)),
      call.state.child(),
    );
  }
  return output;
};

// biome-ignore format: a table
const parallelSpec: OptionSpec = {
  short: 'jSnNIaLdPCE',
  valued: ['jobs', 'max-procs', 'arg-file', 'env', 'sshlogin', 'sshloginfile', 'colsep', 'delimiter', 'joblog', 'results', 'delay', 'timeout', 'retries', 'tmpdir', 'workdir', 'wd', 'max-args', 'block', 'recstart', 'recend', 'halt', 'load', 'memfree', 'tagstring', 'basefile', 'return', 'nice', 'shebang'],
  long: ['pipe', 'pipepart', 'dry-run', 'eta', 'progress', 'bar', 'keep-order', 'group', 'ungroup', 'tag', 'null', 'line-buffer', 'no-notice', 'will-cite', 'quote'],
  stops: true,
};

/** Values after `:::` (and `:::+`, `::::` files, which are unknown), one list per source. */
const parallelSources = (words: readonly string[]): [readonly string[], string[][]] => {
  const start = words.findIndex((word) => /^::::?\+?$/.test(word));
  if (start < 0) return [words, []];
  const sources: string[][] = [];
  for (const word of words.slice(start)) {
    if (/^:::\+?$/.test(word)) sources.push([]);
    else if (/^::::\+?$/.test(word)) sources.push([mark.unknown]);
    else sources.at(-1)?.push(word);
  }
  return [words.slice(0, start), sources];
};

const combine = (sources: readonly string[][]): string[][] => {
  let rows: string[][] = [[]];
  for (const source of sources)
    rows = rows.flatMap((row) => source.slice(0, 32).map((value) => [...row, value])).slice(0, 64);
  return rows;
};

const fill = (word: string, row: readonly string[]): string =>
  word
    .replace(/\{(\d+)[./]*\}/g, (_, number: string) => row[Number(number) - 1] ?? '')
    .replace(/\{[./]*\}/g, () => row.join(' '));

/** `parallel`: its command is shell source with the arguments put in place. */
const parallel: Program = (call) => {
  const given = options(call.args, parallelSpec);
  const [command, sources] = parallelSources(given.operands);
  const rows =
    sources.length > 0
      ? combine(sources)
      : (call.stdin?.split('\n').filter((line) => line !== '') ?? [mark.unknown])
          .slice(0, 64)
          .map((line) => [line]);
  let output = '';
  for (const row of rows) {
    const holder = command.some((word) => /\{[\d./]*\}/.test(word));
    const words = command.map((word) => fill(word, row));
    output += runParallel(words, holder || given.has('pipe', 'pipepart') ? [] : row, call);
  }
  return output;
};

const runParallel = (words: readonly string[], added: readonly string[], call: Invocation): string => {
  const all = [...words, ...added];
  if (all.length === 0) return '';
  // One word is a whole command line, several are a command of their own; `parallel bash -c ::: 'x'` joins both ways.
  if (words.length <= 1 && (all.length === 1 || /\s/.test(words[0] ?? '')))
    return call.shell.runSource(all.map(plainSource).join(' '), call.state.child());
  return call.shell.runWords(all, call.state.child());
};

const plainSource = (word: string): string => plain(word);

const watch: Program = (call) => {
  const given = options(call.args, {
    short: 'nq',
    valued: ['interval', 'equexit'],
    long: ['exec', 'differences', 'beep', 'color'],
    stops: true,
  });
  if (given.has('x', 'exec')) return call.shell.runWords(given.operands, call.state.child());
  // Its words are joined and read again by a shell; read as they stand as well, whatever a quote was meant to keep together.
  if (given.operands.length > 1) call.shell.runWords(given.operands, call.state.child());
  return call.shell.runSource(given.operands.map(plain).join(' '), call.state.child());
};

export const wrapperPrograms: Record<string, Program> = {
  ...Object.fromEntries(Object.entries(wrappers).map(([name, wrapper]) => [name, wrap(wrapper)])),
  env,
  genv: env,
  xargs,
  gxargs: xargs,
  parallel,
  'parallel.moreutils': parallel,
  watch,
  viddy: watch,
};
