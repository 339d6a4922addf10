import { pathsOf } from '../../paths/path.ts';
import { type OptionSpec, options } from '../../program/options.ts';
import { reportCall } from '../../program/report.ts';
import { runText, runVariables } from '../../program/run.ts';
import type { Invocation, Program } from '../../shell/shell.ts';
import { mark, plain, toSource } from '../../text/text.ts';
import { branchSubcommands } from './branches.ts';
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

/** `alias.x=!command` runs a shell, `alias.x=words` stands for a subcommand; `core.pager=...` and its kin run programs. */
const configured = (values: readonly string[], call: Invocation): Map<string, string> => {
  const aliases = new Map<string, string>();
  for (const value of values) {
    const match =
      /^(alias\.([^=]+)|core\.(?:pager|editor|sshcommand|fsmonitor|hookspath)|sequence\.editor|diff\.external|credential\.helper|pager\.[^=]+|[^=]*\.(?:textconv|clean|smudge|process|driver))=([\s\S]*)$/i.exec(
        value,
      );
    if (!match) continue;
    if (match[2] !== undefined) aliases.set(match[2], match[3] as string);
    else if (/\s/.test(match[3] as string)) runText((match[3] as string).replace(/^!/, ''), call);
  }
  return aliases;
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

/** Variables git runs as programs. */
const programVariables = [
  'GIT_SSH_COMMAND',
  'GIT_EDITOR',
  'GIT_SEQUENCE_EDITOR',
  'GIT_PAGER',
  'GIT_EXTERNAL_DIFF',
  'GIT_ASKPASS',
  'GIT_PROXY_COMMAND',
  'PAGER',
  'EDITOR',
  'VISUAL',
];

const git: Program = (call) => {
  const globals = options(call.args, globalSpec);
  const pairs = [...globals.values('c'), ...environmentConfig(call)];
  const aliases = configured(pairs, call);
  runVariables(programVariables, call);
  const [name, ...args] = globals.operands;
  if (name === undefined) return undefined;
  const alias = aliases.get(name);
  if (alias?.startsWith('!')) return runText(`${alias.slice(1)} ${toSource(args)}`, call);
  if (alias !== undefined)
    return call.shell.runSource(`git ${plain(alias)} ${toSource(args)}`, call.state.child(), call.stdin);
  return run(name, args, inFolder(globals.value('C'), call), pairs);
};

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
