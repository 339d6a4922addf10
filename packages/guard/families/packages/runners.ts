import { reportArguments, reportEnvironmentFile } from '../../effects/secrets.ts';
import { options } from '../../program/options.ts';
import { runText } from '../../program/run.ts';
import type { Invocation, Program } from '../../shell/shell.ts';
import { mark, plain } from '../../text/text.ts';
import { binaryOf } from './binaries.ts';
import { runPackageScripts } from './package-scripts.ts';

/** Verbs after which a package manager runs the rest of its line as a command. */
// biome-ignore format: a table
const runs: Record<string, readonly string[]> = {
  npm: ['exec', 'x'], pnpm: ['exec', 'dlx', 'x'], yarn: ['exec', 'dlx', 'run', 'node'], bun: ['x', 'run'], poetry: ['run'], uv: ['run', 'tool'], pipenv: ['run'], bundle: ['exec'], hatch: ['run'], pdm: ['run'], rye: ['run'], pixi: ['run'], pipx: ['run'],
  conda: ['run'], mamba: ['run'], micromamba: ['run'], mise: ['exec', 'x'], rtx: ['exec', 'x'], asdf: ['exec'], rbenv: ['exec'], pyenv: ['exec'], nodenv: ['exec'], jenv: ['exec'], volta: ['run'], fnm: ['exec'], nvm: ['exec'], devbox: ['run'], lerna: ['exec'], nx: ['exec'], turbo: ['exec'], rush: ['exec'], composer: ['exec'], symfony: ['console', 'php', 'composer', 'run'], ddev: ['exec', 'artisan', 'drush', 'wp', 'php', 'magento', 'craft', 'mysql', 'psql', 'console', 'composer', 'npm', 'npx', 'yarn'], lando: ['ssh', 'artisan', 'drush', 'php', 'wp', 'mysql', 'psql', 'composer', 'npm', 'yarn'],
  dotenv: [], 'env-cmd': [], npx: [], bunx: [], pnpx: [], uvx: [], vlx: [], yarnpkg: ['exec'], railway: ['run'], vercel: ['exec'],
};

/** Verbs of managers that run any other word as a program or script of the project. */
// biome-ignore format: a table
const ownVerbs: Record<string, ReadonlySet<string>> = {
  yarn: new Set('add audit autoclean bin cache check config constraints create dedupe explain generate-lock-entry global help import info init install licenses link list login logout node npm outdated owner pack patch patch-commit plugin policies prod publish rebuild remove search self-update set stage tag team test unlink unplug up upgrade upgrade-interactive version versions why workspace workspaces build start dev lint'.split(' ')),
  pnpm: new Set('add approve-builds audit bin cache cat-file cat-index catalog config create dedupe deploy doctor env fetch find-hash get help import init install i ci install-test it licenses link ln list ls la ll login logout outdated owner pack patch patch-commit patch-remove prune publish rebuild rb remove rm un uninstall restart root run run-script search self-update server set setup start stop store test t team token unlink unpublish up update upgrade version view whoami why build dev lint'.split(' ')),
  bun: new Set('add a audit build create c discord getcompletes help i init install info link outdated patch pm publish remove rm repl run test unlink update upgrade why x exec'.split(' ')),
};

/** Verbs that are the program themselves: `symfony console`, `ddev drush`. */
const named = new Set([
  'console',
  'artisan',
  'drush',
  'wp',
  'php',
  'magento',
  'craft',
  'mysql',
  'psql',
  'composer',
  'npm',
  'npx',
  'yarn',
]);

const spec = {
  short: 'pcCewnfsF',
  valued:
    'package call prefix workspace filter with python name command env-file file from directory config project',
  stops: true,
};

const files = (call: Invocation): void => {
  if (!/^(dotenv|env-cmd|npx)$/.test(call.name)) return;
  const told = call.args.some((word) => /^-\w*e|^--env/.test(word));
  if (call.name === 'dotenv' && !told) reportEnvironmentFile('.env', call.reading);
  call.args.forEach((word, at) => {
    if (/^(-e|-f|--env-file|--file)$/.test(word))
      reportEnvironmentFile(call.args[at + 1] ?? '', call.reading);
    const value = /^--(?:env-file|file)=(.*)$/.exec(word)?.[1];
    if (value !== undefined) reportEnvironmentFile(value, call.reading);
  });
};

/** Whether a word is not a verb of a package manager but a program of the project, as in `yarn prisma ...`. */
const isOwnProgram = (manager: string, verb: string | undefined): boolean => {
  const verbs = Object.hasOwn(ownVerbs, manager) ? ownVerbs[manager] : undefined;
  return verbs !== undefined && verb !== undefined && /^[a-z][\w:-]*$/i.test(verb) && !verbs.has(verb);
};

/** Runs the program that stands behind a verb, and what options hold as text. */
const runInner = (words: readonly string[], direct: boolean, call: Invocation): string => {
  const inner = options(words, spec);
  for (const source of inner.values('c', 'call', 'command')) runText(plain(source), call);
  if (direct) files(call);
  const [name, ...args] = inner.operands[0] === '--' ? inner.operands.slice(1) : inner.operands;
  if (name === undefined) return mark.unknown;
  return call.shell.runWords([binaryOf(name), ...args], call.state.child(), call.stdin);
};

/** `npm run prisma -- migrate reset`: a script that is called like the program it starts, and what is handed to it. */
const runScript = (operands: readonly string[], call: Invocation): void => {
  const [name = '', ...args] = operands.filter((word) => word !== '--');
  if (args.length > 0 && /^[a-z][\w-]*$/.test(name)) call.shell.runWords([name, ...args], call.state.child());
};

const runner =
  (verbs: readonly string[], fallback: Program | undefined): Program =>
  (call) => {
    runPackageScripts(call);
    if (verbs.length === 0) return runInner(call.args, true, call);
    const { operands } = options(call.args, spec);
    const [verb = '', ...rest] = operands;
    if (verb === 'workspace' && call.name.startsWith('yarn'))
      return call.shell.runWords([call.name, ...rest.slice(1)], call.state.child(), call.stdin);
    if (verbs.includes(verb)) return runInner(named.has(verb) ? operands : rest, false, call);
    if (isOwnProgram(call.name, verb)) return call.shell.runWords(operands, call.state.child(), call.stdin);
    if (/^run(-script)?$/.test(verb)) runScript(rest, call);
    return (fallback ?? inert)(call);
  };

/** Install and test scripts are the person's own; only secrets among plain arguments count. */
const inert: Program = (call) => {
  reportArguments(
    call.args.filter((word) => word.includes('/') && !word.startsWith('@')),
    call.reading,
    call.state,
  );
  return mark.unknown;
};

/** `nix develop -c command`, `nix shell pkgs --command command`: everything behind the option is the command. */
const nix: Program = (call) => {
  const at = call.args.findIndex((word) => /^(-c|--command)$/.test(word));
  if (at >= 0) call.shell.runWords(call.args.slice(at + 1), call.state.child(), call.stdin);
  const dashes = call.args.indexOf('--');
  if (call.args[0] === 'run' && dashes >= 0) {
    const name = (call.args[1] ?? '').replace(/^.*#/, '');
    call.shell.runWords([name, ...call.args.slice(dashes + 1)], call.state.child(), call.stdin);
  }
  return mark.unknown;
};

/** All programs, those that run others on demand included. */
export const withRunners = (
  others: Readonly<Record<string, Program>>,
): Readonly<Record<string, Program>> => ({
  ...others,
  nix,
  ...Object.fromEntries(Object.entries(runs).map(([name, verbs]) => [name, runner(verbs, others[name])])),
});
