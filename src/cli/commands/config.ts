import { Command } from 'commander';
import { set, unset } from '../../config/edit.ts';
import { home } from '../../config/home.ts';
import { keys } from '../../config/keys.ts';
import { load, type Source } from '../../config/load.ts';
import { exitCode, Failure } from '../../failure.ts';
import { type CheckedPolicy, checkProjectPolicy } from '../../hooks/decide/project-policy-check.ts';
import type { CommandGroup } from '../command.ts';
import { recordAct } from '../hand-in-acts.ts';
import { paint, print, printJson, say, table } from '../terminal.ts';

interface JsonOption {
  readonly json?: boolean;
}

const valueAt = (value: unknown, key: string): unknown =>
  key.split('.').reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], value);

const said = (source: Source): string => {
  if (source.by === 'file') return `config.yaml line ${source.line}`;
  if (source.by === 'environment') return `environment ${source.variable}`;
  return 'default';
};

interface SettingRow {
  readonly key: string;
  readonly value: unknown;
  readonly source: Source;
}

const short = (value: unknown): string => (value === null ? '-' : JSON.stringify(value));

const sectionOf = ({ key }: SettingRow): string => key.split('.')[0] ?? key;

/** The defaults of the keys that are not set, section by section. */
const defaultsOf = (rows: readonly SettingRow[]): string =>
  [...new Set(rows.map(sectionOf))]
    .map((section) => {
      const own = rows.filter((row) => sectionOf(row) === section);
      return `${paint('bold', section)}\n${table(own.map(({ key, value }) => [`  ${key}`, short(value)]))}`;
    })
    .join('\n');

const show = ({ json, all }: JsonOption & { readonly all?: boolean }): void => {
  const { config, sources } = load(home());
  const rows = keys().map(
    ({ path }): SettingRow => ({
      key: path,
      value: valueAt(config, path) ?? null,
      source: sources.get(path) ?? { by: 'default' },
    }),
  );
  if (json) {
    printJson({ file: home().config, keys: rows });
    return;
  }
  const changed = rows.filter(({ source }) => source.by !== 'default');
  const others = rows.filter(({ source }) => source.by === 'default');
  if (changed.length > 0)
    print(table(changed.map(({ key, value, source }) => [paint('bold', key), said(source), short(value)])));
  if (all) print(`${changed.length > 0 ? '\nDefaults\n' : ''}${defaultsOf(others)}`);
  else say(`${others.length} keys have their default: \`start-observability config --all\` shows them.`);
};

const get = (key: string, { json }: JsonOption): void => {
  const value = valueAt(load(home()).config, key);
  const isKnown = keys().some(({ path }) => path === key || path.startsWith(`${key}.`));
  if (value === undefined && !isKnown) {
    throw new Failure(`There is no key ${key}.`, {
      fix: '`start-observability config` shows all keys',
      exitCode: exitCode.usage,
    });
  }
  if (json || typeof value !== 'string') printJson(value ?? null);
  else print(value);
};

const changed = (): void => say('`start-observability restart` applies it.');

const mustBeRight = ({ file, complaints }: CheckedPolicy): void => {
  if (complaints.length > 0)
    throw new Failure("Parts of the project's policy for the guard have no effect.", {
      where: [file, ...complaints.map((line) => `    ${line}`)].join('\n'),
      fix: 'edit the file; docs/hooks.md has an example',
      exitCode: exitCode.usage,
    });
  print(`${file} is right.`);
};

const examples = `
Examples:
  start-observability config                               what you changed, and where it is set
  start-observability config --all                         every key and its value
  start-observability config get ports.prometheus
  start-observability config set ports.prometheus 19090
  start-observability config set labels.shared '[team, user]'
  start-observability config unset ports.prometheus        back to the default
  start-observability config check                         is the file right? Says line, key, what is allowed`;

export const group: CommandGroup = 'help';

export const brief = 'Show, check and change the configuration';

export const build = (): Command => {
  const command = new Command('config')
    .description('Show every setting, its value and by whom it is set; check and change them.')
    .option('--all', 'keys that have their default, too')
    .option('--json', 'every key, as JSON')
    .addHelpText('after', examples)
    .action(show);
  command
    .command('path')
    .description('Print where config.yaml lies.')
    .action(() => print(home().config));
  command
    .command('get')
    .argument('<key>', 'with dots: ports.prometheus')
    .description('Print the value of one key or section.')
    .action((key: string, _options: JsonOption, self: Command) => get(key, self.optsWithGlobals()));
  command
    .command('set')
    .argument('<key>', 'with dots: ports.prometheus')
    .argument('<value>', 'read as YAML: 19090, true, [team, user]')
    .description('Set one key in config.yaml, keeping comments; refuses what is not allowed.')
    .action(async (key: string, value: string) => {
      await set(home(), key, value);
      await recordAct(home(), { act: 'set', key });
      changed();
    });
  command
    .command('unset')
    .argument('<key>', 'with dots: ports.prometheus')
    .description('Take one key out of config.yaml: the default holds again.')
    .action(async (key: string) => {
      if (await unset(home(), key)) {
        await recordAct(home(), { act: 'unset', key });
        changed();
      } else say(`${key} was not set.`);
    });
  command
    .command('check')
    .description("Check config.yaml, the environment, and the project's .claude/guard.json.")
    .action(() => {
      load(home());
      print(`${home().config} is right.`);
      const policy = checkProjectPolicy(process.cwd());
      if (policy) mustBeRight(policy);
    });
  return command;
};
