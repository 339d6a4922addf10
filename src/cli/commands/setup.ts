import path from 'node:path';
import { confirm, select } from '@clack/prompts';
import { Command } from 'commander';
import { readRecord, writeRecord } from '../../client/record.ts';
import { userSettings } from '../../client/settings-file.ts';
import { type Home, home as stateHome } from '../../config/home.ts';
import { load } from '../../config/load.ts';
import { exitCode, Failure } from '../../failure.ts';
import { startedRuntime } from '../../runtime/remembered.ts';
import type { CommandGroup } from '../command.ts';
import { offerImport } from '../offer-import.ts';
import { printBlock, writeEnvironment, writeManaged } from '../setup-blocks.ts';
import {
  apply,
  choicesBefore,
  decide,
  hasStatusLine,
  isNothing,
  type Setup,
  warningsFor,
} from '../setup-decide.ts';
import { type ChoiceOptions, withChoiceOptions } from '../setup-options.ts';
import { answered, askChoices, warn } from '../setup-questions.ts';
import { changeText, nextSteps, shown, summaryOf } from '../setup-show.ts';
import { paint, print, printJson, say } from '../terminal.ts';

interface SetupOptions extends ChoiceOptions {
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly print?: boolean;
  /** True: the usual file. */
  readonly env?: string | true;
  /** With `env`: for every program of the shell. */
  readonly export?: boolean;
  /** With `managed`: content switches are meant for everybody. */
  readonly forEverybody?: boolean;
  /** True: printed. */
  readonly managed?: string | true;
  readonly json?: boolean;
}

const isTerminal = (): boolean => Boolean(process.stdin.isTTY && process.stdout.isTTY);

const show = (setup: Setup): void => {
  const { home, place, prepared, configuration, commands } = setup;
  if (prepared.plan.changes.length > 0) print(changeText(place.file, prepared.plan.changes));
  if (prepared.snapshot.target !== place.file) print(`  (a link to ${prepared.snapshot.target})`);
  if (commands.changes.length > 0) print(changeText(path.dirname(place.file), commands.changes));
  if (configuration.length > 0) print(changeText(home.config, configuration));
};

const jsonOf = (setup: Setup, outcome: string, backup?: string) => ({
  outcome,
  file: setup.place.file,
  changes: setup.prepared.plan.changes,
  commands: setup.commands.changes,
  config: setup.configuration,
  warnings: warningsFor(setup),
  backup: backup ?? null,
  choices: setup.choices,
});

/** Telemetry that went elsewhere so far may still be wanted there. */
const formerEndpoint = ({ prepared }: Setup): string | undefined => {
  const change = prepared.plan.changes.find(({ path }) => path === 'env.OTEL_EXPORTER_OTLP_ENDPOINT');
  return change?.before === undefined ? undefined : shown(change.before);
};

const tellDone = (setup: Setup, backup: string | undefined): void => {
  const { home, place, configuration } = setup;
  say(paint('green', `Claude Code is connected: ${place.file}`, process.stderr));
  if (backup) say(`What was there before: ${backup}`);
  if (configuration.length > 0 && startedRuntime(home)) {
    say('config.yaml was changed: `start-observability restart` applies it.');
  }
  const former = formerEndpoint(setup);
  if (former) say(`Telemetry went to ${former} until now; \`export.otlp\` in config.yaml passes it on.`);
  say('');
  print(nextSteps());
};

const mustBeAnswerable = (): void => {
  if (isTerminal()) return;
  throw new Failure("setup changes the client's settings and there is no terminal to ask.", {
    fix: 'start-observability setup --yes, or --dry-run to see what it would do',
    exitCode: exitCode.usage,
  });
};

const sayWarnings = (setup: Setup): void => {
  for (const warning of warningsFor(setup)) say(paint('yellow', `! ${warning}`, process.stderr));
};

/** Without anybody to ask: plans, or does it. */
const runAlone = async (options: SetupOptions): Promise<void> => {
  const setup = await decide(stateHome(), options);
  const isPlan = options.dryRun || !options.yes;
  const backup = isPlan ? undefined : await apply(setup);
  const outcome = isNothing(setup) ? 'unchanged' : 'connected';
  if (options.json) return printJson(jsonOf(setup, isPlan ? 'planned' : outcome, backup));
  show(setup);
  sayWarnings(setup);
  if (isNothing(setup)) return say(`Nothing to change in ${setup.place.file}.`);
  if (isPlan) return say('Nothing was written (--dry-run).');
  tellDone(setup, backup);
  await offerImport(setup.home);
};

/** Asks what to send, shows what that means, asks again, does it. */
const runAsking = async (options: SetupOptions): Promise<void> => {
  const home = stateHome();
  mustBeAnswerable();
  const { config } = load(home);
  const before = await choicesBefore(home, config);
  const setup = await decide(home, await askChoices(before, config, options, await hasStatusLine()));
  if (isNothing(setup)) {
    await apply(setup);
    return say(`Nothing to change in ${setup.place.file}.`);
  }
  show(setup);
  const warnings = warningsFor(setup);
  warn(warnings);
  if (!answered(await confirm({ message: 'Write this?', initialValue: warnings.length === 0 }))) {
    throw new Failure('Nothing was changed.', { exitCode: exitCode.cancelled });
  }
  tellDone(setup, await apply(setup));
  await offerImport(home);
};

const help = `
Shows every value it would write, old and new, and asks. What is not ours stays byte for byte; a copy of the file is
kept; \`start-observability uninstall\` restores it. Choices are remembered: a second setup changes nothing.

Examples:
  start-observability setup                                        asks
  start-observability setup --yes                                  the recommended settings
  start-observability setup --team platform --cost-centre 'R&D 7'  labels for every number
  start-observability setup --dry-run                              only shows
  start-observability setup --print                                a block to copy
  start-observability setup --env && . ~/.local/share/start-observability/telemetry.env
  start-observability setup --managed 50-observability.json --team platform`;

export const group: CommandGroup = 'client';

export const brief = 'Connect Claude Code to the stack';

export const build = (): Command =>
  withChoiceOptions(
    new Command('setup')
      .description("Connect Claude Code: write telemetry and hooks into the client's settings.")
      .option('-y, --yes', 'do not ask')
      .option('--dry-run', 'show what would be written, write nothing')
      .option('--print', 'print the block for copying, write nothing')
      .option('--env [file]', 'write a file to source, for shells and pipelines, instead')
      .option('--export', 'with --env: export the variables to every program of the shell')
      .option('--managed [file]', 'write managed settings for a team (without a name: print them) instead')
      .option('--for-everybody', 'with --managed: yes, everybody shall send prompts, answers or tool details')
      .option('--json', 'as JSON; with --yes it writes, without it only plans'),
  )
    .addHelpText('after', help)
    .action(async (options: SetupOptions) => {
      if (options.managed) return writeManaged(options, options.managed);
      if (options.env) return writeEnvironment(options, options.env);
      if (options.print) return printBlock(options);
      return options.yes || options.dryRun || options.json ? runAlone(options) : runAsking(options);
    });

/** Asks, and shows every value first where the person wants to see them. */
const isWanted = async (setup: Setup): Promise<boolean> => {
  for (;;) {
    const answer = await select({
      message: 'Connect Claude Code to this stack now?',
      options: [
        { value: 'yes', label: 'Yes' },
        { value: 'no', label: 'No' },
        { value: 'details', label: 'Show every value first' },
      ],
    });
    if (answered(answer) !== 'details') return answer === 'yes';
    show(setup);
  }
};

/**
 * What `start` calls after it came up: offers to connect the client, once.
 *
 * - `done`: connected now. `declined`: the person said no, and is not asked again.
 * - `remembered`: connected or declined earlier. `unavailable`: there is no terminal; one line says how.
 */
export const offerSetup = async (home: Home): Promise<'done' | 'declined' | 'remembered' | 'unavailable'> => {
  const record = await readRecord(home);
  const { file } = userSettings();
  if (record.declined || record.connections.some((one) => one.file === file)) return 'remembered';
  if (!isTerminal()) {
    say('Claude Code is not connected yet: `start-observability setup` does it.');
    return 'unavailable';
  }
  const setup = await decide(home, {});
  if (isNothing(setup)) return 'remembered';
  say(`\n${summaryOf(setup.place.file, setup.prepared.plan.changes)}`);
  warn(warningsFor(setup));
  if (await isWanted(setup)) {
    await apply(setup);
    say(paint('green', `Claude Code is connected: ${setup.place.file}`, process.stderr));
    say(
      'Restart running clients: they read it once, at their start. `start-observability doctor` follows a number.',
    );
    return 'done';
  }
  await writeRecord(home, { ...record, declined: new Date().toISOString() });
  say('Not connected. `start-observability setup` does it whenever you like.');
  return 'declined';
};
