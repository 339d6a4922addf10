import { Command } from 'commander';
import { hookServicePlace } from '../../client/hook-service.ts';
import { home as stateHome } from '../../config/home.ts';
import { load } from '../../config/load.ts';
import { dollars } from '../../dollars.ts';
import { exitCode, Failure } from '../../failure.ts';
import { longestLiftMs, signedLift } from '../../hooks/budgets/lift.ts';
import { makeApprovalKey } from '../../hooks/decide/signature.ts';
import { askService } from '../../hooks/service-client.ts';
import type { BudgetState } from '../../ledger/budgets.ts';
import { localTime } from '../../local-time.ts';
import { blocks } from '../budget-blocks.ts';
import { budgetStates, currentLift, stopLine } from '../budget-stop.ts';
import type { CommandGroup } from '../command.ts';
import { recordAct } from '../hand-in-acts.ts';
import { confirmByWord, mustBeAtTerminal } from '../person.ts';
import { paint, print, printJson, say, table } from '../terminal.ts';

const help = `
Budgets are set in config.yaml: budgets.daily, budgets.weekly, budgets.monthly, and budgets.for for one project, team or
person. budgets.stop (off, ask, deny) says what happens to prompts and tool calls once one is used up; docs/budgets.md has
the details.

Examples:
  start-observability budget                                  what is used, forecast, and when it is used up
  start-observability budget blocks                           the five-hour windows of a plan, estimated
  start-observability config set budgets.stop deny            nothing goes on past a budget
  start-observability budget lift 2h --reason "release day"   goes on for two hours; a person only`;

export const group: CommandGroup = 'see';

export const brief = 'Show budgets with their forecast; lift their stop for a while';

const unitMs: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000 };

/** `30m`, `2h` in milliseconds. */
const durationOf = (text: string): number => {
  const [, amount, unit = ''] = /^(\d{1,4})([mh])$/.exec(text) ?? [];
  const milliseconds = Number(amount) * (unitMs[unit] ?? Number.NaN);
  if (milliseconds > 0 && milliseconds <= longestLiftMs) return milliseconds;
  throw new Failure(`The stop of budgets cannot be lifted for ${text}.`, {
    fix: 'a time up to 24h, like 30m or 2h',
    exitCode: exitCode.usage,
  });
};

const forecastText = ({ expected, low, high, exhausted }: NonNullable<BudgetState['forecast']>): string =>
  `${dollars(expected)} at its end (${dollars(low)} to ${dollars(high)})${exhausted ? `, used up ${localTime(exhausted)}` : ''}`;

const row = ({ period, label, value, limit, spent, forecast, ends }: BudgetState): readonly string[] => {
  const share = spent / limit;
  const used = `${Math.floor(share * 100)} %`;
  return [
    period,
    label === 'all' ? 'everybody' : `${label} ${value}`,
    `${dollars(spent)} of ${dollars(limit)}`,
    share >= 1 ? paint('red', used) : share >= 0.8 ? paint('yellow', used) : used,
    [
      forecast ? forecastText(forecast) : 'forecast after two weeks of history',
      `ends ${localTime(ends)}`,
    ].join('; '),
  ];
};

const show = async ({ json }: { json?: boolean }): Promise<void> => {
  const home = stateHome();
  const { stop } = load(home).config.budgets;
  const [budgets, lift] = await Promise.all([budgetStates(home), currentLift()]);
  if (json)
    return printJson({ budgets, stop, lift: lift ?? null, stopHolds: stop !== 'off' && lift === undefined });
  if (budgets.length === 0) return say('No budget is set: start-observability config set budgets.daily 20');
  const head = ['period', 'whose', 'spent', 'used', 'what to expect'];
  print(table([head, ...budgets.map(row)]));
  print(stopLine(stop, lift));
};

const lifting = (): Command =>
  new Command('lift')
    .description('Let work go on past budgets for a while. It ends when the time is over.')
    .argument('<duration>', 'up to 24h: 30m, 2h')
    .requiredOption('--reason <text>', 'why; it stands in the audit trail')
    .action(async (duration: string, { reason }: { reason: string }) => {
      mustBeAtTerminal();
      const from = Date.now();
      const one = { from, until: from + durationOf(duration), reason: reason.slice(0, 200) };
      confirmByWord(`Let work go on past budgets until ${localTime(one.until)}?`);
      const home = stateHome();
      const lift = signedLift(makeApprovalKey(home.secrets), one);
      const { status } = await askService(hookServicePlace({ home, config: load(home).config }), {
        method: 'POST',
        path: '/budget/lift',
        body: JSON.stringify({ lift }),
      });
      if (status !== 204)
        throw new Failure('The hook service does not take the lift; while it is away, no stop holds.', {
          fix: 'start-observability status',
        });
      await recordAct(home, { act: 'lift', until: new Date(one.until).toISOString(), reason: one.reason });
      say(paint('yellow', `No budget stops work until ${localTime(one.until)}.`, process.stderr));
    });

export const build = (): Command =>
  new Command('budget')
    .description('Show budgets with their forecast.')
    .option('--json', 'as JSON')
    .addHelpText('after', help)
    .action(show)
    .addCommand(lifting())
    .addCommand(blocks());
