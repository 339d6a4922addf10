import type { Invocation, Program } from '../shell/shell.ts';
import { mark, plain } from '../shell/text.ts';
import { reportArguments } from './access.ts';
import { options } from './options.ts';
import { runPackageScripts } from './scripts.ts';
import { reportEnvironmentFile } from './services.ts';
import { runText } from './shells.ts';

/** Verbs after which a package manager runs the rest of its line as a command. */
// biome-ignore format: a table
const runs: Record<string, readonly string[]> = {
  npm: ['exec', 'x'], pnpm: ['exec', 'dlx'], yarn: ['exec', 'dlx', 'run'], bun: ['x', 'run'], poetry: ['run'], uv: ['run', 'tool'], pipenv: ['run'], bundle: ['exec'], hatch: ['run'], pdm: ['run'], rye: ['run'],
  conda: ['run'], mamba: ['run'], mise: ['exec', 'x'], asdf: ['exec'], rbenv: ['exec'], pyenv: ['exec'], nix: ['develop', 'shell', 'run'], devbox: ['run'], op: ['run'], doppler: ['run'], infisical: ['run'], chamber: ['exec'], lerna: ['exec'], nx: ['exec'], turbo: ['exec'], dotenv: [], 'env-cmd': [], npx: [], bunx: [], pnpx: [], uvx: [], yarnpkg: ['exec'],
};

const spec = {
  short: 'pcCewnfs',
  valued: [
    'package',
    'call',
    'prefix',
    'workspace',
    'filter',
    'with',
    'python',
    'name',
    'command',
    'env-file',
    'file',
    'from',
    'directory',
    'config',
    'project',
  ],
  stops: true,
};

const files = (call: Invocation): void => {
  if (!/^(dotenv|env-cmd|npx)$/.test(call.name)) return;
  const told = call.args.some((word) => /^-\w*e|^--env/.test(word));
  if (call.name === 'dotenv' && !told) reportEnvironmentFile('.env', call);
  call.args.forEach((word, at) => {
    if (/^(-e|-f|--env-file|--file)$/.test(word)) reportEnvironmentFile(call.args[at + 1] ?? '', call);
    const value = /^--(?:env-file|file)=(.*)$/.exec(word)?.[1];
    if (value !== undefined) reportEnvironmentFile(value, call);
  });
};

const runner =
  (verbs: readonly string[], fallback: Program | undefined): Program =>
  (call) => {
    runPackageScripts(call);
    const outer = options(call.args, spec);
    const direct = verbs.length === 0;
    const verb = outer.operands[0];
    if (!direct && !verbs.includes(verb ?? '')) return (fallback ?? inert)(call);
    const inner = direct ? outer : options(outer.operands.slice(1), spec);
    for (const source of inner.values('c', 'call', 'command')) runText(plain(source), call);
    if (direct) files(call);
    const [name, ...args] = inner.operands[0] === '--' ? inner.operands.slice(1) : inner.operands;
    if (name === undefined) return mark.unknown;
    return call.shell.runWords([withoutVersion(name), ...args], call.state.child(), call.stdin);
  };

/** `npx rimraf@5` runs rimraf. */
const withoutVersion = (name: string): string =>
  /^[\w./-]+@[\w.^~-]+$/.test(name) ? name.slice(0, name.indexOf('@')) : name;

/** Install and test scripts are somebody's own; only secrets among plain arguments count. */
const inert: Program = (call) => {
  reportArguments(
    call.args.filter((word) => word.includes('/') && !word.startsWith('@')),
    call.reading,
    call.state,
  );
  return mark.unknown;
};

export const packagePrograms = (others: Record<string, Program>): Record<string, Program> =>
  Object.fromEntries(Object.entries(runs).map(([name, verbs]) => [name, runner(verbs, others[name])]));
