import { disclosurePatterns } from '../../effects/disclosure.ts';
import { options } from '../../program/options.ts';
import { reportCall } from '../../program/report.ts';
import { splitWords } from '../../program/split-words.ts';
import { runVariable } from '../../shell/run-variable.ts';
import type { Invocation, Program } from '../../shell/shell.ts';
import { mark, plain } from '../../text/text.ts';
import { schedulePatterns } from '../system/schedules.ts';
import { parallel } from './parallel.ts';
import { type Wrapper, wrappers } from './wrapper-table.ts';
import { xargs } from './xargs.ts';

const assignment = /^[A-Za-z_]\w*=/;

/** Sets the `NAME=value` words in front of a command and returns the rest. */
export const takeAssignments = (words: readonly string[], call: Invocation): readonly string[] => {
  let at = 0;
  for (; assignment.test(words[at] ?? ''); at++) {
    const word = words[at] as string;
    const equals = word.indexOf('=');
    const [name, value] = [word.slice(0, equals), word.slice(equals + 1)];
    runVariable(name, value, call.shell, call.state);
    call.state.set(name, value);
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
const verbWrappers = new Set(['direnv', 'dotenvx', 'perf']);

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

/** Without a command most wrappers do nothing; `sudo -s` and its kin start a shell. */
const withoutCommand = (
  given: ReturnType<typeof options>,
  wrapper: Wrapper,
  call: Invocation,
): string | undefined =>
  wrapper.shell && given.has(...wrapper.shell)
    ? call.shell.runWords(['sh'], call.state.child(), call.stdin)
    : call.stdin;

const wrap =
  (wrapper: Wrapper): Program =>
  (call) => {
    const given = options(call.args, { ...wrapper, stops: true });
    if (call.name === 'command' && /^-[vV]$/.test(call.args[0] ?? '')) return mark.unknown;
    for (const source of given.values(...(wrapper.source ?? [])))
      call.shell.runSource(source, call.state.child(), call.stdin);
    const inner = changeFolder(call, wrapper.folder && given.value(...wrapper.folder));
    const rest = commandOf(given.operands, wrapper, inner);
    if (rest.length === 0) return withoutCommand(given, wrapper, inner);
    if (wrapper.source && rest[0] === '-c')
      return call.shell.runSource(plain(rest[1] ?? ''), inner.state.child(), call.stdin);
    return call.shell.runWords(rest, inner.state, call.stdin);
  };

const env: Program = (call) => {
  const state = call.state.child();
  const given = options(call.args, {
    short: 'uCSP',
    valued: 'unset chdir split-string',
    long: 'ignore-environment null debug',
    stops: true,
  });
  const inner = changeFolder({ ...call, state }, given.value('C', 'chdir'));
  const split = given.values('S', 'split-string').flatMap(splitWords);
  let rest = takeAssignments([...split, ...given.operands], inner);
  if (rest[0] === '-') rest = takeAssignments(rest.slice(1), inner);
  for (const name of given.values('u', 'unset')) state.variables.set(name, undefined);
  if (rest.length > 0) return call.shell.runWords(rest, inner.state, call.stdin);
  call.reading.report(disclosurePatterns['environment-print']);
  return mark.environment;
};

const watch: Program = (call) => {
  const given = options(call.args, {
    short: 'nq',
    valued: 'interval equexit',
    long: 'exec differences beep color',
    stops: true,
  });
  if (given.has('x', 'exec')) return call.shell.runWords(given.operands, call.state.child());
  // Its words are joined and read again by a shell; read as they stand as well, whatever a quote was meant to keep together.
  if (given.operands.length > 1) call.shell.runWords(given.operands, call.state.child());
  return call.shell.runSource(given.operands.map(plain).join(' '), call.state.child());
};

/** Options of systemd-run that make a timer of it. */
const timers =
  /^--on-(calendar|active|boot|startup|unit-active|unit-inactive|clock-change|timezone-change)\b/;

/** `systemd-run --on-calendar=...`: runs its command later, again and again. */
const systemdRun: Program = (call) => {
  if (call.args.some((word) => timers.test(word))) reportCall(schedulePatterns['schedule-add'], call);
  return wrap(wrappers['systemd-run'] as Wrapper)(call);
};

/** `ip netns exec NAME command`, `ip vrf exec NAME command`; all else of ip does no harm that is known. */
const ip: Program = (call) => {
  const at = call.args.indexOf('exec');
  return at < 0 ? undefined : call.shell.runWords(call.args.slice(at + 2), call.state.child(), call.stdin);
};

/** `start-stop-daemon -x program -- arguments`. */
const daemon: Program = (call) => {
  const spec = wrappers['start-stop-daemon'] as Wrapper;
  const given = options(call.args, spec);
  for (const program of given.values(...(spec.source ?? [])))
    call.shell.runWords([...splitWords(program), ...given.operands], call.state.child(), call.stdin);
  return '';
};

export const wrapperPrograms: Record<string, Program> = {
  ...Object.fromEntries(Object.entries(wrappers).map(([name, wrapper]) => [name, wrap(wrapper)])),
  'systemd-run': systemdRun,
  'start-stop-daemon': daemon,
  ip,
  env,
  genv: env,
  xargs,
  gxargs: xargs,
  parallel,
  'parallel.moreutils': parallel,
  watch,
  viddy: watch,
};
