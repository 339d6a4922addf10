import type { AlertName } from '../catalogue/alert-names.ts';
import { alertStates } from '../catalogue/stack-metrics.ts';
import { type Match, selector } from '../promql/selector.ts';
import type { BoardName } from './board.ts';
import type { Signal } from './signal.ts';

/** What the alerts of a board are about, in a sentence. */
const topics: Readonly<Record<BoardName, string>> = {
  overview: 'anything',
  sessions: 'sessions',
  cost: 'money and limits',
  tools: 'tools',
  security: 'the guard',
  api: 'the API',
  tokens: 'tokens and the cache',
  code: 'code',
  permissions: 'permissions',
  team: 'the team',
  hooks: 'hooks',
  stack: 'the stack',
};

/** What becomes of the alerts that lead to a board: 1 while one is pending, 2 while it fires. */
export const alertStatesOf = (board: BoardName, names: readonly AlertName[]): Signal => {
  const worst = (state: Match): string =>
    `max by (alertname) (${selector(alertStates.series, [
      ['alertname', { like: names.join('|') }],
      ['alertstate', state],
    ])})`;
  return {
    board: 'stack',
    title: 'Alert states',
    description: `When the alerts of this board were pending or fired: ${names.join(', ')}. docs/runbook.md says what to do about each.`,
    unit: 'short',
    legend: '{{alertname}}',
    words: { 1: 'Pending', 2: 'Firing' },
    thresholds: [{ means: 'neutral' }, { from: 1, means: 'warning' }, { from: 2, means: 'bad' }],
    noValue: `No alert about ${topics[board]} in this range`,
    expr: () => `${worst('firing')} * 2 or ${worst('pending')}`,
  };
};
