import { expect } from 'vitest';
import * as events from '../../src/catalogue/event-metrics.ts';
import type { Metric } from '../../src/catalogue/metric.ts';
import * as telemetry from '../../src/catalogue/telemetry.ts';
import { totalOf } from '../../src/promql/query.ts';
import type { Scenario } from '../captures/read.ts';
import { countEvents, expected, expectedFromEvents, type Sums } from '../replay/expected.ts';
import type { Stack } from './stack.ts';
import { waitFor } from './wait.ts';

/** Like `expected`, but models without the mark of the long context, as the ledger names them. */
const withoutMarks = (sums: Sums): Record<string, number> => {
  const merged: Record<string, number> = {};
  for (const [key, value] of Object.entries(sums)) {
    const name = key.replaceAll(/\[\w+\]/g, '');
    merged[name] = (merged[name] ?? 0) + Number(value);
  }
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== 0));
};

/** Sessions that send no metrics are counted from their events once they have waited for them: sooner or later in a long test. */
const fromMetrics = ({ labels }: Metric) =>
  labels.includes(telemetry.countedFrom) ? { [telemetry.countedFrom]: { not: 'events' } } : {};

/** The exact total over an hour by some labels, in parts of the metric's scale, without zeros. */
const totals = async (stack: Pick<Stack, 'vector'>, metric: Metric, by: readonly string[], at?: Date) => {
  const selection = { by: by as readonly never[], where: fromMetrics(metric) };
  const vector = await stack.vector(totalOf(metric, selection, { range: '1h' }), at);
  const entries = Object.entries(vector).map(([key, value]) => {
    const found = new Map(key.split(',').map((pair) => pair.split('=') as [string, string]));
    return [by.map((name) => found.get(name) ?? '').join(','), Math.round(value * metric.scale)] as const;
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== 0));
};

/** Every total of the scenarios, as PromQL gives it and as the payloads have it. */
export const measured = async (stack: Pick<Stack, 'vector'>, at?: Date) => ({
  tokens: await totals(stack, telemetry.tokenUsage, ['type'], at),
  tokensByModel: await totals(stack, telemetry.tokenUsage, ['model', 'type'], at),
  cost: await totals(stack, telemetry.costUsage, [], at),
  costByModel: await totals(stack, telemetry.costUsage, ['model'], at),
  sessions: await totals(stack, telemetry.sessionCount, ['start_type'], at),
  activeTime: await totals(stack, telemetry.activeTime, ['type'], at),
  linesOfCode: await totals(stack, telemetry.linesOfCode, ['type'], at),
  decisions: await totals(stack, telemetry.codeEditToolDecision, ['tool_name', 'decision', 'source'], at),
  commits: await totals(stack, telemetry.commitCount, [], at),
  pullRequests: await totals(stack, telemetry.pullRequestCount, [], at),
  eventCost: await totals(stack, events.apiRequestCost, [], at),
  eventTokens: await totals(stack, events.apiRequestTokens, ['type'], at),
  events: await totals(stack, events.events, ['event'], at),
  toolResults: await totals(stack, events.toolResults, ['tool_name', 'success'], at),
  toolDecisions: await totals(stack, events.toolDecisions, ['tool_name', 'decision', 'source'], at),
});

export type Measured = Awaited<ReturnType<typeof measured>>;

export const truthOf = (scenarios: readonly Scenario[]): Measured => {
  const metrics = expected(scenarios);
  const told = expectedFromEvents(scenarios);
  const single = (value: bigint) => withoutMarks({ '': value });
  return {
    tokens: withoutMarks(metrics.tokens),
    tokensByModel: withoutMarks(metrics.tokensByModel),
    cost: single(metrics.cost),
    costByModel: withoutMarks(metrics.costByModel),
    sessions: withoutMarks(metrics.sessions),
    activeTime: withoutMarks(metrics.activeTime),
    linesOfCode: withoutMarks(metrics.linesOfCode),
    decisions: withoutMarks(metrics.decisions),
    commits: single(metrics.commits),
    pullRequests: single(metrics.pullRequests),
    eventCost: single(told.cost),
    eventTokens: withoutMarks(told.tokens),
    events: countEvents(scenarios, '*', 'event.name'),
    toolResults: countEvents(scenarios, 'tool_result', 'tool_name', 'success'),
    toolDecisions: countEvents(scenarios, 'tool_decision', 'tool_name', 'decision', 'source'),
  };
};

/** The totals that are not there yet, with what they are and must become. */
const lacking = (seen: Measured, truth: Measured): readonly string[] =>
  Object.entries(truth).flatMap(([total, values]) => {
    const there: Readonly<Record<string, number>> = seen[total as keyof Measured];
    return Object.entries(values)
      .filter(([key, value]) => (there[key] ?? 0) < value)
      .map(([key, value]) => `${total} ${key}: ${there[key] ?? 0} of ${value}`);
  });

/**
 * Waits until every total is there, then holds all against the truth. Money is no sign for the others: a label set that
 * only sessions have, a new version's, is held at 0 for some scrapes after the last money was shown.
 */
export const expectTotals = async (
  stack: Pick<Stack, 'vector'>,
  scenarios: readonly Scenario[],
  forMs = 60_000,
) => {
  const truth = truthOf(scenarios);
  await waitFor(
    'every total being there',
    async () => {
      const missing = lacking(await measured(stack), truth);
      if (missing.length > 0) throw new Error(missing.join('; '));
      return true;
    },
    { forMs, everyMs: 500 },
  ).catch(() => undefined);
  // One more scrape and evaluation, so that nothing that is too much is still on its way.
  await new Promise((resolve) => setTimeout(resolve, 2500));
  expect(await measured(stack)).toEqual(truth);
};
