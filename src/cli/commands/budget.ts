import { Command } from 'commander';
import { hookServicePlace } from '../../client/hook-service.ts';
import { home as stateHome } from '../../config/home.ts';
import { load } from '../../config/load.ts';
import { exitCode, Failure } from '../../failure.ts';
import { type Lift, longestLiftMs, signedLift } from '../../hooks/budgets/lift.ts';
import { makeApprovalKey } from '../../hooks/decide/signature.ts';
import { askService } from '../../hooks/service-client.ts';
import type { BudgetState } from '../../ledger/budgets.ts';
import { tokenHeaders } from '../../service/token.ts';
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

const states = async (): Promise<readonly BudgetState[]> => {
  const home = stateHome();
  const port = load(home).config.ports.ledger;
  const answer = await fetch(`http://127.0.0.1:${port}/api/budgets`, {
    headers: tokenHeaders(home.secrets),
    signal: AbortSignal.timeout(5000),
  }).catch(() => undefined);
  if (answer?.ok) return (await answer.json()) as readonly BudgetState[];
  throw new Failure('The ledger does not answer, and it alone adds up what was spent.', {
    where: `127.0.0.1:${port}`,
    fix: 'start-observability start',
  });
};

/** The lift that holds; undefined: none, null: the hook service does not answer, so that no stop holds either. */
const currentLift = async (): Promise<Lift | undefined | null> => {
  const home = stateHome();
  const { status, text } = await askService(hookServicePlace({ home, config: load(home).config }), {
    method: 'GET',
    path: '/budget/lift',
  });
  return status === 200 ? ((JSON.parse(text) as Lift | null) ?? undefined) : null;
};

const money = (amount: number): string => `$${amount.toFixed(2)}`;
const time = (at: number): string => new Date(at).toLocaleString('sv-SE').slice(0, 16);

const row = ({ period, label, value, limit, spent, forecast, ends }: BudgetState): readonly string[] => {
  const share = spent / limit;
  const used = `${Math.floor(share * 100)} %`;
  return [
    period,
    label === 'all' ? 'everybody' : `${label} ${value}`,
    `${money(spent)} of ${money(limit)}`,
    share >= 1 ? paint('red', used) : share >= 0.8 ? paint('yellow', used) : used,
    forecast
      ? `${money(forecast.expected)} (${money(forecast.low)} to ${money(forecast.high)})`
      : 'after two weeks',
    forecast?.exhausted ? time(forecast.exhausted) : '',
    time(ends),
  ];
};

const stopLine = (mode: 'off' | 'ask' | 'deny', lift: Lift | undefined | null): string => {
  if (mode === 'off') return 'Nothing is stopped: budgets.stop is off.';
  if (lift === null) return paint('yellow', 'The hook service does not answer: no stop holds now.');
  if (lift) return paint('yellow', `Lifted until ${time(lift.until)}: ${lift.reason}`);
  return mode === 'deny'
    ? 'Past a budget, prompts and tool calls are refused.'
    : 'Past a budget, tool calls are asked about.';
};

const show = async ({ json }: { json?: boolean }): Promise<void> => {
  const { stop } = load(stateHome()).config.budgets;
  const [budgets, lift] = await Promise.all([states(), currentLift()]);
  if (json)
    return printJson({ budgets, stop, lift: lift ?? null, stopHolds: stop !== 'off' && lift === undefined });
  if (budgets.length === 0) return say('No budget is set: start-observability config set budgets.daily 20');
  const head = ['period', 'whose', 'spent', 'used', 'at its end', 'used up', 'begins anew'];
  print(table([head, ...budgets.map(row)]));
  print(stopLine(stop, lift));
};

const lifting = (): Command =>
  new Command('lift')
    .description('Let work go on past budgets for a while. It ends by itself.')
    .argument('<duration>', 'up to 24h: 30m, 2h')
    .requiredOption('--reason <text>', 'why; it stands in the audit trail')
    .action(async (duration: string, { reason }: { reason: string }) => {
      mustBeAtTerminal();
      const from = Date.now();
      const one = { from, until: from + durationOf(duration), reason: reason.slice(0, 200) };
      confirmByWord(`Let work go on past budgets until ${new Date(one.until).toLocaleString()}?`);
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
      say(
        paint(
          'yellow',
          `No budget stops work until ${new Date(one.until).toLocaleString()}.`,
          process.stderr,
        ),
      );
    });

export const build = (): Command =>
  new Command('budget')
    .description('Show budgets with their forecast.')
    .option('--json', 'as JSON')
    .addHelpText('after', help)
    .action(show)
    .addCommand(lifting());
