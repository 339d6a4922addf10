import { type Choices, defaultChoices } from '../client/choices.ts';
import { type CommandPlan, planCommands, syncCommands } from '../client/commands/install.ts';
import { configChanges, configure } from '../client/configure.ts';
import { type Connect, connect, contextOf, type Prepared, prepare } from '../client/connect.ts';
import { JsonDocument } from '../client/json-document.ts';
import { overruledBy, readManaged } from '../client/managed.ts';
import type { SettingChange } from '../client/plan.ts';
import { readRecord } from '../client/record.ts';
import { mostAttributes } from '../client/resource-attributes.ts';
import { readSettings, userSettings } from '../client/settings-file.ts';
import { warningsOf } from '../client/variables.ts';
import type { Home } from '../config/home.ts';
import { load } from '../config/load.ts';
import { type Config, defaults } from '../config/schema.ts';
import { exitCode, Failure } from '../failure.ts';
import { makeSecrets } from '../runtime/secrets.ts';
import { makeHome } from '../runtime/stack.ts';
import { recordAct } from './hand-in-acts.ts';
import { type ChoiceOptions, choicesFrom, switches } from './setup-options.ts';

/** Everything setup would do. */
export interface Setup extends Connect {
  readonly prepared: Prepared;
  /** In `config.yaml`. */
  readonly configuration: readonly SettingChange[];
  /** Files beside the client's settings. */
  readonly commands: CommandPlan;
}

/** What was chosen for this settings file before, else the defaults that fit the configuration. */
export const choicesBefore = async (home: Home, config: Config): Promise<Choices> => {
  const { file } = userSettings();
  const { connections } = await readRecord(home);
  const known = connections.find((one) => one.file === file)?.choices;
  return known ?? { ...defaultChoices(), repository: config.labels.shared.includes('repository') };
};

/** Whether the client's settings have a status line, whoever's it is. */
export const hasStatusLine = async (): Promise<boolean> => {
  const { file } = userSettings();
  const { text } = await readSettings(file);
  return new JsonDocument(text, file).has(['statusLine']);
};

/** Configuration and choices as the options say; reads the state folder only. */
export const choose = async (home: Home, options: ChoiceOptions): Promise<Connect> => {
  const { config } = load(home);
  const choices = choicesFrom(options, await choicesBefore(home, config));
  const profile = options.guard ?? config.guard.profile;
  return { home, config: { ...config, guard: { ...config.guard, profile } }, choices, place: userSettings() };
};

/** Choices that let texts out of the clients of a whole team. */
const contentSwitches = ['prompts', 'responses', 'toolDetails'] as const;

/**
 * The choices for a team: what was said in this command and nothing else, whatever the person who runs it chose for
 * themselves or has in the environment.
 * @throws Failure when texts are to be sent and that was said only once
 */
export const chooseForEverybody = (
  home: Home,
  options: ChoiceOptions & { readonly forEverybody?: boolean },
): Connect => {
  const config = defaults();
  const choices = choicesFrom(options, defaultChoices(), {});
  const content = contentSwitches.filter((name) => choices[name]).map((name) => switches[name].option);
  if (content.length > 0 && !options.forEverybody) {
    throw new Failure('These switches make the clients of everybody send texts, and were said only once.', {
      where: content.map((option) => `--${option}`).join(', '),
      fix: 'say --for-everybody as well, or leave them out',
      exitCode: exitCode.usage,
    });
  }
  return { home, config, choices, place: userSettings() };
};

/** Decides everything; changes nothing. */
export const decide = async (home: Home, options: ChoiceOptions): Promise<Setup> => {
  const connection = await choose(home, options);
  const { configured } = await readRecord(home);
  const configuration = configChanges(load(home).config, connection.choices, options.guard, configured);
  const place = { home, file: connection.place.file };
  const commands = await planCommands(place, connection.choices.commands);
  return { ...connection, configuration, commands, prepared: await prepare(connection) };
};

export const warningsFor = ({ choices, prepared, config, commands }: Setup): readonly string[] => {
  const overruled = overruledBy(readManaged(), contextOf(config, choices));
  const attributes = Object.keys(choices.attributes).length;
  return [
    ...warningsOf(choices),
    ...commands.foreign.map((file) => `${file} is not of start-observability and stays as it is.`),
    ...(choices.wrapStatusLine && !choices.statusLine && prepared.plan.remembered.statusLine === undefined
      ? ['There is no status line to take the limits of the plan from: --with-statusline gives you one.']
      : []),
    ...overruled.map(({ file, name, value }) => `Managed settings win: ${file} sets ${name} to ${value}.`),
    ...(attributes > mostAttributes
      ? [`More than ${mostAttributes} attributes: some client versions then export no metrics.`]
      : []),
    ...(prepared.snapshot.text && /"disableAllHooks"\s*:\s*true/.test(prepared.snapshot.text)
      ? ['The settings say disableAllHooks: no hook runs, so nothing is guarded.']
      : []),
  ];
};

export const isNothing = ({ prepared, configuration, commands }: Setup): boolean =>
  prepared.plan.changes.length === 0 && configuration.length === 0 && commands.changes.length === 0;

/** Does it; returns the copy of the settings as they were before. */
export const apply = async (setup: Setup): Promise<string | undefined> => {
  makeHome(setup.home);
  await makeSecrets(setup.home, setup.config);
  const { backup } = await connect(setup, setup.prepared);
  await syncCommands({ home: setup.home, file: setup.place.file }, setup.choices.commands);
  // Afterwards: between the two, the stack drops what it is sent, which is the safe way round.
  await configure(setup.home, setup.configuration, setup.choices);
  if (!isNothing(setup)) await recordAct(setup.home, { act: 'setup' });
  return backup;
};
