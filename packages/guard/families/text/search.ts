import { reportArgument, reportRead } from '../../effects/secrets.ts';
import { inputOf } from '../../program/input.ts';
import { type OptionSpec, options } from '../../program/options.ts';
import type { Invocation, Program } from '../../shell/shell.ts';
import { resolveEscapes } from '../../text/escapes.ts';
import { activate, derived, mark, plain } from '../../text/text.ts';

const grepSpec: OptionSpec = {
  short: 'efABCmdD',
  valued:
    'regexp file include exclude exclude-dir exclude-from after-context before-context context max-count label binary-files directories color colour',
  long: 'recursive ignore-case files-with-matches line-number word-regexp fixed-strings extended-regexp perl-regexp count quiet null invert-match',
};

const ripgrepSpec: OptionSpec = {
  short: 'efgtTABCmjrMdE',
  valued:
    'regexp file glob iglob type type-not after-context before-context context max-count threads replace max-columns max-depth pre pre-glob ignore-file sort sortr encoding color colors path-separator max-filesize engine field-match-separator',
  long: 'files files-with-matches hidden no-ignore ignore-case line-number fixed-strings multiline json count',
};

/** A pattern that names a file, as in `ls -a | grep '^.env$'`: what passes the filter is that name. */
const nameIn = (pattern: string): string =>
  plain(pattern)
    .replace(/^\^|\$$/g, '')
    .replaceAll('\\', '');

/** A glob given as text: its wildcards count even though they were quoted from the shell. */
const reportGlobs = (globs: readonly string[], call: Invocation): void => {
  for (const glob of globs) {
    if (glob.startsWith('!')) continue;
    for (const one of expandAlternatives(glob)) reportArgument(activate(one), call.reading, call.state);
  }
};

/** `{a,b}` of a glob as its alternatives, one level deep. */
export const expandAlternatives = (glob: string): string[] => {
  const match = /^([^{}]*)\{([^{}]*)\}([^{}]*)$/.exec(glob);
  return match ? (match[2] as string).split(',').map((item) => `${match[1]}${item}${match[3]}`) : [glob];
};

/** What passes a filter: all of it as far as it is known, and the names the patterns spell out. */
const passedOn = (stdin: string, patterns: readonly string[], given: ReturnType<typeof options>): string => {
  const narrowed = !given.has('v', 'invert-match') && patterns.some((pattern) => /\w/.test(pattern));
  const passed = narrowed ? stdin.replaceAll(mark.each, `${mark.star}x`) : stdin;
  return `${passed}\n${patterns.map(nameIn).join('\n')}\n`;
};

/** Words of ssh's configuration that say where and as whom, and hold no secret. */
const sshKeyword =
  /^[\^\s(\\sb*+]*(host|hostname|user|port|match|include|proxyjump|identityfile|identitiesonly|addkeystoagent|forwardagent|serveralive\w*|controlmaster|controlpath)\b/i;
const sshConfiguration = /(^|\/)\.ssh\/(config|config\.d\/[^/]+)$/;

/** `grep Host ~/.ssh/config`: which hosts there are, out of a file that is denied as a whole. */
const isKeywordSearch = (file: string, patterns: readonly string[]): boolean =>
  sshConfiguration.test(plain(file)) &&
  patterns.length > 0 &&
  patterns.every((pattern) => sshKeyword.test(plain(pattern)));

/** What a search finds in files, which are read for it. */
const found = (files: readonly string[], patterns: readonly string[], call: Invocation): string => {
  const read = files.filter((file) => !isKeywordSearch(file, patterns));
  for (const file of read) reportArgument(file, call.reading, call.state);
  return read.length > 0 ? derived(inputOf(read, call)) : mark.unknown;
};

const search =
  (spec: OptionSpec): Program =>
  (call) => {
    const given = options(call.args, spec);
    const explicit = given.has('e', 'regexp', 'f', 'file', 'files', 'type-list');
    const files = explicit ? given.operands : given.operands.slice(1);
    const patterns = explicit ? given.values('e', 'regexp') : given.operands.slice(0, 1);
    for (const file of given.values('f', 'file', 'exclude-from', 'ignore-file'))
      reportRead(file, call.reading, call.state);
    reportGlobs(given.values('include', 'g', 'glob', 'iglob'), call);
    for (const program of given.values('pre')) call.shell.runWords([program], call.state.child());
    if (files.length > 0) return found(files, patterns, call);
    if (call.stdin === undefined) return mark.unknown;
    return passedOn(call.stdin, patterns, given);
  };

/** `jq '... | "text \\(.x)"'` prints that text, with what it puts in unknown. */
const writtenOut = (program: string): string | undefined => {
  const text = /(?:^|\|)\s*"((?:[^"\\]|\\.)*)"\s*$/.exec(program.slice(0, 4096))?.[1];
  if (text === undefined) return undefined;
  return `${resolveEscapes(text.replace(/\\\([^()]*\)/g, mark.unknown))}\n`;
};

/** Programs whose first operand is a program text, not a path: jq, yq. */
const filter: Program = (call) => {
  const given = options(call.args, {
    short: 'fL',
    valued: 'arg argjson slurpfile rawfile from-file args jsonargs indent tab',
  });
  const skipped = call.args.flatMap((word, at) =>
    /^--(arg|argjson|slurpfile|rawfile)$/.test(word) ? [at + 1, at + 2] : [],
  );
  for (const at of skipped)
    if (/^--(slurpfile|rawfile)$/.test(call.args[at - 2] ?? ''))
      reportRead(call.args[at] ?? '', call.reading, call.state);
  const names = new Set(skipped.map((at) => call.args[at]));
  const [program = '', ...files] = given.operands.filter((word) => !names.has(word));
  for (const file of files) reportArgument(file, call.reading, call.state);
  return writtenOut(program) ?? derived(call.stdin) + (/@base(64|32)d\b/.test(program) ? mark.decoded : '');
};

export const searchPrograms: Record<string, Program> = {
  grep: search(grepSpec),
  egrep: search(grepSpec),
  fgrep: search(grepSpec),
  ggrep: search(grepSpec),
  zgrep: search(grepSpec),
  ugrep: search(ripgrepSpec),
  rg: search(ripgrepSpec),
  ripgrep: search(ripgrepSpec),
  ag: search(ripgrepSpec),
  ack: search(grepSpec),
  jq: filter,
  yq: filter,
  gojq: filter,
};
