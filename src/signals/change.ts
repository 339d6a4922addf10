import { orZero, previous, ratioOf } from '../promql/arithmetic.ts';
import * as code from './code.ts';
import * as cost from './cost.ts';
import * as sessions from './sessions.ts';
import type { Signal } from './signal.ts';
import * as tokens from './tokens.ts';
import * as tools from './tools.ts';

/** How much more or less than in the period of the same length before: 0 is the same, 1 is double. */
const changeOf = (signal: Signal): Signal => ({
  board: signal.board,
  title: signal.title,
  description: `Against the period of the same length just before. ${signal.description}`,
  unit: 'percentunit',
  decimals: 0,
  legend: signal.title,
  noValue: 'Nothing before',
  expr: (view) => `${ratioOf(orZero(signal.expr(view)), previous(signal.expr(view), view))} - 1`,
});

/** What changed, one number each. */
export const changes: readonly [Signal, ...Signal[]] = [
  changeOf(cost.spend),
  changeOf(tokens.tokens),
  changeOf(sessions.sessions),
  changeOf(sessions.timeActive),
  changeOf(code.linesChanged),
  changeOf(code.commits),
  changeOf(tools.toolCalls),
  changeOf(tools.failedCalls),
];
