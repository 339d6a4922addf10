import { transcriptSource } from '../catalogue/imported.ts';
import { periodSecondsLeft, reconciliation as reconciliationGauge } from '../catalogue/ledger-metrics.ts';
import type { Metric } from '../catalogue/metric.ts';
import {
  activeTime,
  commitCount,
  costUsage,
  countedFrom,
  linesOfCode,
  pullRequestCount,
  sessionCount,
  tokenUsage,
} from '../catalogue/telemetry.ts';
import type { Period } from '../config/calendar.ts';
import { ratioOf, weighted } from '../promql/arithmetic.ts';
import { exactly, gaugeOf, type QueryView, totalOf } from '../promql/query.ts';
import { like } from '../promql/selector.ts';
import type { Signal } from './signal.ts';
import { spentIn } from './so-far.ts';
import { totalsOf } from './total.ts';

const { total, totalBy, totalByChoice } = totalsOf('cost');

const notional =
  "At the client's own price list; on a subscription this is not what you pay. Sessions that run without telemetry are not in it.";

export const spend = total(costUsage, {
  title: 'Cost',
  description: `Cost of all API requests in the range, as the client computes it. ${notional}`,
});

const soFar = (period: Period, title: string): Signal => ({
  board: 'cost',
  title,
  description: `Cost so far, in the configured time zone; weeks begin on Monday. ${notional}`,
  unit: 'currencyUSD',
  legend: title,
  expr: (view) => spentIn(period, view),
});

export const spentToday = soFar('daily', 'Today');
export const spentThisWeek = soFar('weekly', 'This week');
export const spentThisMonth = soFar('monthly', 'This month');

export const spendByModel = totalBy(costUsage, 'model', {
  title: 'Cost by model',
  description: `Cost of the API requests, per model. A model with and without long context is one. ${notional}`,
});

export const countedFromEvents = total(costUsage, {
  title: 'Counted from events',
  description:
    'Part of the cost in the range that no metric told: of sessions whose metrics are switched off. It is counted from their events two minutes later, and in every total.',
  where: { [countedFrom]: 'events' },
});

const fromTranscripts = { source: transcriptSource } as const;

export const importedSpend = total(costUsage, {
  title: 'Imported',
  description:
    'Cost in the range that was imported from transcripts: it is in panels over a range, and not in today, this week, this month, budgets and alerts.',
  where: fromTranscripts,
});

export const importedByModel = totalBy(costUsage, 'model', {
  title: 'Imported, by model',
  description: 'What was imported from transcripts, by the time at which it was spent.',
  where: fromTranscripts,
});

export const spendByQuerySource = totalBy(costUsage, 'query_source', {
  title: 'Cost by origin',
  description: `Whether the main conversation, a subagent or the client itself (titles, summaries) asked. ${notional}`,
});

export const spendByEffort = totalBy(costUsage, 'effort', {
  title: 'Cost by effort',
  description: `Per effort level of the request. Models without levels are one group. ${notional}`,
  unset: 'no effort level',
});

export const spendByAgent = totalBy(costUsage, 'agent_name', {
  title: 'Cost by agent',
  description: `Only requests that a subagent with a name made. ${notional}`,
  where: { agent_name: { not: '' } },
  noValue: 'No named subagent was used in this range.',
});

export const spendByChoice = totalByChoice(costUsage, {
  title: 'Cost by ${by:text}',
  description: `Cost of the API requests, divided by what "Divided by" says. Requests without that label are "none". No request has a tool: what the results of each cost is an estimate, in the table "Cost by tool, estimated" below. By branch and ticket: the page "Queries". ${notional}`,
});

export const spendByProject = totalBy(costUsage, 'project', {
  title: 'Cost by project',
  description: `By the resource attribute \`project\`. What has none is one group: it is the unattributed cost. ${notional}`,
  unset: 'no project set',
});

export const spendByTeam = totalBy(costUsage, 'team', {
  title: 'Cost by team',
  description: `By the resource attribute \`team\`. ${notional}`,
  unset: 'no team set',
});

/** Cost for each unit of something else that was gained in the same range. */
const per = (
  metric: Metric,
  words: Pick<Signal, 'title' | 'description'>,
  {
    where = {},
    units = 1,
  }: { readonly where?: Readonly<Record<string, string>>; readonly units?: number } = {},
): Signal => ({
  board: 'cost',
  ...words,
  unit: 'currencyUSD',
  legend: words.title,
  noValue: 'Nothing to divide by in this range.',
  expr: (view) => {
    const whole = totalOf<string>(metric, { where }, view);
    return ratioOf(totalOf(costUsage, {}, view), units === 1 ? whole : `${whole} / ${units}`);
  },
});

export const spendPerSession = per(sessionCount, {
  title: 'Cost per session',
  description: 'Cost of the range divided by sessions started in it; a resumed session counts again.',
});

export const spendPerCommit = per(commitCount, {
  title: 'Cost per commit',
  description:
    "Cost of the range divided by the commits that Claude Code made in it. People's own commits are not known.",
});

export const spendPerPullRequest = per(pullRequestCount, {
  title: 'Cost per PR',
  description: 'Cost of the range divided by the pull requests that Claude Code opened in it.',
});

export const spendPerThousandLines = per(
  linesOfCode,
  {
    title: 'Cost per 1K lines',
    description:
      'Cost of the range divided by the lines added by Edit and Write. Lines written through the shell are not known.',
  },
  { where: { type: 'added' }, units: 1000 },
);

export const spendPerThousandOutputTokens = per(
  tokenUsage,
  {
    title: 'Cost per 1K output',
    description: 'All cost, input and cache included, divided by output tokens.',
  },
  { where: { type: 'output' }, units: 1000 },
);

export const spendPerActiveHour = per(
  activeTime,
  {
    title: 'Cost/active hour',
    description: 'Cost of the range divided by active time: at the keyboard, and tools and model at work.',
  },
  { units: 3600 },
);

export const burnRate: Signal = {
  board: 'cost',
  title: 'Burn rate',
  description: `Cost of the last hour, whatever the range of the dashboard. ${notional}`,
  unit: 'currencyUSD',
  legend: 'Dollars an hour',
  expr: (view) => totalOf(costUsage, {}, exactly('1h', view)),
};

export const monthEnd: Signal = {
  board: 'cost',
  title: 'Projection',
  description:
    'Cost of this month so far, plus what the rest of the month costs at the pace of the last seven days, in the configured time zone.',
  unit: 'currencyUSD',
  legend: 'Projected',
  expr: (view) => {
    const week = totalOf(costUsage, {}, exactly('7d', view));
    const left = gaugeOf(periodSecondsLeft, { where: { period: 'monthly' } }, {}, 'max');
    return `${spentIn('monthly', view)} + ${week} / 604800 * scalar(${left})`;
  },
};

/**
 * Prices of the token types in input prices: the same for all models of the client's list (output 5, cache read
 * 0.1, cache write for five minutes 1.25). Source: prices observed in clients 2.1.197 and 2.1.329.
 */
const price = { input: 1, output: 5, cacheRead: 0.1, cacheCreation: 1.25 };
/** What a cached token saves against an uncached one, in input prices; writing to the cache costs extra. */
const saved = { cacheRead: 1 - price.cacheRead, cacheCreation: 1 - price.cacheCreation };

const tokensIn = (weights: Readonly<Record<string, number>>, view: QueryView): string => {
  const where = { type: like(Object.keys(weights).join('|')) };
  const tokens = totalOf(tokenUsage, { by: ['model', 'type'], where }, view);
  return `sum by (model) (${weighted(tokens, 'type', weights)})`;
};

const savings = (view: QueryView): string =>
  `${totalOf(costUsage, { by: ['model'] }, view)} * ${ratioOf(tokensIn(saved, view), tokensIn(price, view))}`;

const savingsFormula =
  'In input prices a token costs: input 1, output 5, read from the cache 0.1, written to it 1.25. So cost / (input + 5 output + 0.1 read + 1.25 written) is the price of one input token of a model, and the cache saves 0.9 of it for each token read, less 0.25 for each written. Writes that stay for an hour cost 2, not 1.25: with those the figure is slightly too high.';

export const cacheSavings: Signal = {
  board: 'cost',
  title: 'Saved by the cache',
  description: `What the same requests would have cost more without the prompt cache. ${savingsFormula}`,
  unit: 'currencyUSD',
  legend: 'Saved',
  expr: (view) => `sum(${savings(view)})`,
};

export const cacheSavingsByModel: Signal = {
  board: 'cost',
  title: 'Saved by the cache, by model',
  description: `What the same requests would have cost more without the prompt cache. ${savingsFormula}`,
  unit: 'currencyUSD',
  legend: '{{model}}',
  expr: savings,
};

export const planLeverage: Signal = {
  board: 'cost',
  title: 'Value against a flat plan',
  description:
    'Cost of this month at list prices divided by the monthly price of a plan, which the variable "Plan" sets. Above 1 the plan is cheaper than paying per token.',
  unit: 'none',
  decimals: 2,
  legend: 'Times the plan',
  expr: (view) => `${spentIn('monthly', view)} / $plan`,
};

export const reconciliation: Signal = {
  board: 'cost',
  title: 'Reconciliation',
  description:
    'Money by metrics minus money by events, over closed sessions that sent both. They are two independent ways of counting the same money: anything but 0 means that something was lost or counted twice.',
  unit: 'currencyUSD',
  decimals: 6,
  legend: 'Difference',
  thresholds: [{ means: 'bad' }, { from: -0.000_001, means: 'good' }, { from: 0.000_001, means: 'bad' }],
  noValue: 'No session has sent both metrics and events yet.',
  expr: (view) => gaugeOf(reconciliationGauge, {}, view),
};
