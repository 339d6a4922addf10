import { hookServicePlace } from '../client/hook-service.ts';
import { type Home, home as stateHome } from '../config/home.ts';
import { load } from '../config/load.ts';
import { dollars } from '../dollars.ts';
import { Failure } from '../failure.ts';
import type { Lift } from '../hooks/budgets/lift.ts';
import { askService } from '../hooks/service-client.ts';
import type { BudgetState } from '../ledger/budgets.ts';
import { localTime } from '../local-time.ts';
import { tokenHeaders } from '../service/token.ts';
import { paint } from './terminal.ts';

/** Every budget with what is used of it. @throws Failure while the ledger does not answer */
export const budgetStates = async (home: Home): Promise<readonly BudgetState[]> => {
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
export const currentLift = async (): Promise<Lift | undefined | null> => {
  const home = stateHome();
  const { status, text } = await askService(hookServicePlace({ home, config: load(home).config }), {
    method: 'GET',
    path: '/budget/lift',
  });
  return status === 200 ? ((JSON.parse(text) as Lift | null) ?? undefined) : null;
};

/** What a used-up budget stops now. */
export const stopLine = (mode: 'off' | 'ask' | 'deny', lift: Lift | undefined | null): string => {
  if (mode === 'off') return 'Nothing is stopped: budgets.stop is off.';
  if (lift === null) return paint('yellow', 'The hook service does not answer: no stop holds now.');
  if (lift) return paint('yellow', `Lifted until ${localTime(lift.until)}: ${lift.reason}`);
  return mode === 'deny'
    ? 'Past a budget, prompts and tool calls are refused.'
    : 'Past a budget, tool calls are asked about.';
};

const usedUp = ({ period, label, value, spent, limit }: BudgetState): string =>
  `The ${period} budget${label === 'all' ? '' : ` of ${label} ${value}`} is used up: ${dollars(spent)} of ${dollars(limit)}.`;

/** Which budgets are used up, and whether that stops anything; nothing while none is. */
export const budgetNotes = async (home: Home): Promise<readonly string[]> => {
  const { stop } = load(home).config.budgets;
  const states = await budgetStates(home).catch(() => []);
  const full = states.filter(({ spent, limit }) => spent >= limit);
  if (full.length === 0) return [];
  return [`${full.map(usedUp).join(' ')} ${stopLine(stop, await currentLift())}`];
};
