import { pathsOf } from '../../paths/path.ts';
import { type OptionSpec, type Options, options } from '../../program/options.ts';
import { reportCall } from '../../program/report.ts';
import { runText } from '../../program/run.ts';
import type { Invocation, Program } from '../../shell/shell.ts';
import { mark, plain, toSource } from '../../text/text.ts';
import { branchSubcommands } from './branches.ts';
import { configured } from './configured.ts';
import { contentSubcommands } from './contents.ts';
import { historyPatterns, historySubcommands } from './history.ts';
import { otherSubcommands } from './others.ts';
import type { Subcommand } from './subcommand.ts';
import { cleansUnasked, workingTreeSubcommands } from './working-tree.ts';

const subcommands: Readonly<Record<string, Subcommand>> = {
  ...contentSubcommands,
  ...workingTreeSubcommands,
  ...branchSubcommands,
  ...historySubcommands,
  ...otherSubcommands,
};

const globalSpec: OptionSpec = {
  short: 'Cc',
  valued: 'git-dir work-tree namespace exec-path config-env super-prefix attr-source',
  stops: true,
};

const environmentConfig = (call: Invocation): string[] => {
  const count = Number(call.state.variables.get('GIT_CONFIG_COUNT')?.values[0] ?? 0);
  const pairs: string[] = [];
  for (let at = 0; at < Math.min(count || 0, 32); at++) {
    const key = call.state.variables.get(`GIT_CONFIG_KEY_${at}`)?.values[0];
    const value = call.state.variables.get(`GIT_CONFIG_VALUE_${at}`)?.values[0];
    if (key !== undefined && value !== undefined) pairs.push(`${key}=${value}`);
  }
  return pairs;
};

const git: Program = (call) => {
  const globals = options(call.args, globalSpec);
  const pairs = [...globals.values('c'), ...environmentConfig(call)];
  const aliases = configured(pairs, call);
  const [name, ...args] = globals.operands;
  if (name === undefined) return undefined;
  const alias = aliases.get(name);
  if (alias?.startsWith('!')) return runText(`${alias.slice(1)} ${toSource(args)}`, call);
  if (alias !== undefined)
    return call.shell.runSource(`git ${plain(alias)} ${toSource(args)}`, call.state.child(), call.stdin);
  const at = inFolder(globals.value('C'), call);
  return run(name, args, name === 'clean' ? inFolder(workTreeOf(globals, call), at) : at, pairs);
};

/** The working tree, where it is told apart from the repository, as people do who keep their home in git. */
const workTreeOf = (globals: Options, { state }: Invocation): string | undefined =>
  globals.value('work-tree') ?? state.variables.get('GIT_WORK_TREE')?.values[0];

const inFolder = (folder: string | undefined, call: Invocation): Invocation => {
  if (folder === undefined) return call;
  const state = call.state.child();
  state.cwd = pathsOf(folder, call.state);
  return { ...call, state };
};

const run = (
  name: string,
  args: readonly string[],
  call: Invocation,
  pairs: readonly string[],
): string | undefined => {
  const subcommand = Object.hasOwn(subcommands, name) ? subcommands[name] : undefined;
  const given = options(args, subcommand?.options);
  const unasked =
    name === 'clean' && pairs.some((pair) => /^clean\.requireforce=(false|no|off|0)$/i.test(pair));
  for (const source of given.values('upload-pack', 'receive-pack', 'exec'))
    if (name !== 'rebase' && /\s/.test(source)) runText(source, call);
  if (args[0] === '--help') return undefined;
  if (name === 'stash' && given.operands[0] === 'show') contentSubcommands['show']?.read(given, call);
  return subcommand
    ? subcommand.read(given, { ...call, args, name: unasked ? cleansUnasked : `git ${name}` })
    : mark.unknown;
};

export const gitPrograms: Record<string, Program> = {
  git,
  'git-filter-repo': (call) => run('filter-repo', call.args, call, []),
  bfg: (call) => reportCall(historyPatterns['git-history-rewrite'], call),
  hub: (call) =>
    call.args[0] === 'delete' ? reportCall(historyPatterns['git-history-rewrite'], call) : git(call),
};
