import { absolute } from '../../paths/path.ts';
import { options } from '../../program/options.ts';
import { runText } from '../../program/run.ts';
import type { Invocation } from '../../shell/shell.ts';
import { isKnown, mark } from '../../text/text.ts';

const managers = new Set(['npm', 'pnpm', 'yarn', 'bun']);

/** Verbs that are scripts of their own, and those that run scripts on the way. */
const direct = new Set(['test', 't', 'start', 'stop', 'restart', 'build', 'dev', 'lint']);
const onTheWay: Readonly<Record<string, readonly string[]>> = {
  install: ['preinstall', 'install', 'postinstall', 'prepublish', 'preprepare', 'prepare', 'postprepare'],
  publish: ['prepublishOnly', 'prepack', 'prepare', 'postpack', 'publish', 'postpublish'],
  version: ['preversion', 'version', 'postversion'],
};
const sameAs: Readonly<Record<string, string>> = {
  i: 'install',
  ci: 'install',
  add: 'install',
  t: 'test',
  pack: 'publish',
};

const scriptsIn = (text: string): Readonly<Record<string, unknown>> => {
  try {
    const { scripts } = JSON.parse(text) as { scripts?: unknown };
    return typeof scripts === 'object' && scripts !== null ? (scripts as Record<string, unknown>) : {};
  } catch {
    return {};
  }
};

const namesOf = (operands: readonly string[], manager: string): readonly string[] => {
  const [verb = '', name] = operands;
  const full = manager === 'npm' && Object.hasOwn(sameAs, verb) ? (sameAs[verb] as string) : verb;
  if (full === 'run' || full === 'run-script')
    return name === undefined ? [] : [`pre${name}`, name, `post${name}`];
  if (Object.hasOwn(onTheWay, full)) return onTheWay[full] as readonly string[];
  return direct.has(full) || manager !== 'npm' ? [`pre${full}`, full, `post${full}`] : [];
};

/** Scripts of a `package.json` this command wrote, when a package manager is told to run them. */
export const runPackageScripts = (call: Invocation): void => {
  if (!managers.has(call.name)) return;
  const given = options(call.args, { short: 'C', valued: 'prefix dir cwd workspace filter' });
  const folder = given.value('prefix', 'C', 'dir', 'cwd') ?? '.';
  const file = absolute(`${folder}/package.json`, call.state.cwd[0] ?? mark.unknown);
  const text = call.state.files.get(file);
  if (text === undefined || !isKnown(text) || given.has('ignore-scripts')) return;
  if (!call.reading.spendText(text.length * 4)) return;
  const scripts = scriptsIn(text);
  for (const name of namesOf(given.operands, call.name)) {
    const source = Object.hasOwn(scripts, name) ? scripts[name] : undefined;
    if (typeof source === 'string') runText(source, { ...call, stdin: undefined });
  }
};
