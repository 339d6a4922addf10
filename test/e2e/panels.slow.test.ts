import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Dashboard, Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dataquery } from '@grafana/grafana-foundation-sdk/prometheus';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toolResults } from '../../src/catalogue/event-metrics.ts';
import { costUsage, tokenUsage } from '../../src/catalogue/telemetry.ts';
import { defaults } from '../../src/config/schema.ts';
import { panelsOf } from '../../src/dashboards/dashboard.ts';
import { levels, minutesOf } from '../../src/promql/level.ts';
import { readyQueries } from '../../src/promql/queries.ts';
import { type Scenario, scenarios } from '../captures/read.ts';
import { dashboards as dashboardsWithPeople } from '../dashboards/panels.ts';
import { prepare, requestsOf, sendJson } from '../replay/replay.ts';
import { byTheClock, emptyPanels, emptyQueries } from './empty-panels.ts';
import { type Answer, ask, queryOf } from './grafana.ts';
import { truths } from './panel-truths.ts';
import { sendHooks } from './send-hooks.ts';
import { missingPrograms, type Stack, startStack } from './stack.ts';
import { expectTotals } from './truth.ts';
import { waitFor } from './wait.ts';

/** The dashboards as they are on disk: what Grafana and the viewer read. */
const folder = path.resolve(import.meta.dirname, '..', '..', 'dashboards');
const dashboards = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Dashboard);

interface Target {
  readonly place: string;
  readonly dashboard: Dashboard;
  readonly panel: Panel;
  readonly target: Dataquery;
}

const nameOf = ({ uid = '' }: Dashboard, { title = '' }: Panel) =>
  `${uid.replace('claude-code-', '')}/${title}`;

const targetsOf = (all: readonly Dashboard[]): readonly Target[] =>
  all.flatMap((dashboard) =>
    panelsOf(dashboard).flatMap((panel) =>
      'targets' in panel
        ? ((panel.targets ?? []) as Dataquery[]).map((target) => ({
            place: `${nameOf(dashboard, panel)} ${target.refId}`,
            dashboard,
            panel,
            target,
          }))
        : [],
    ),
  );

const targets = targetsOf(dashboards);

const missing = await missingPrograms(['prometheus', 'otelcol', 'pushgateway']);
const skip = missing.length > 0;

let stack: Stack;
let prepared: readonly Scenario[];
let hooks: Awaited<ReturnType<typeof sendHooks>>;
const answers = new Map<string, readonly Answer[] | Error>();

const situation = () => ({ now: Date.now(), rangeSeconds: 3600, scrapeSeconds: 1, atEndOfStep: true });

const answerTo = async (
  { dashboard, panel, target }: Target,
  chosen: Readonly<Record<string, string>> = {},
): Promise<readonly Answer[] | Error> => {
  try {
    return await ask(stack.url('prometheus'), queryOf(dashboard, panel, target, { ...situation(), chosen }));
  } catch (error) {
    return error as Error;
  }
};

/** The sum of a series that has none before something happens. */
const orNone = (series: string) => `(sum(${series}) or vector(0))`;

beforeAll(async () => {
  if (skip) return;
  const { labels, budgets } = defaults();
  stack = await startStack({
    collector: 'otelcol',
    run: ['ledger', 'collector', 'pushgateway', 'hooks', 'prometheus'],
    config: {
      labels: { ...labels, shared: [...labels.shared, 'user'] },
      budgets: { ...budgets, daily: 5, weekly: 20, monthly: 80 },
    },
  });
  // Hook payloads have no ids of their own outside their scenario, so both go through the same preparation.
  prepared = scenarios().map((scenario) => prepare(scenario, { shiftTo: Date.now() }));
  // Every label set is scraped as 0 before it counts.
  await waitFor('a first push', async () => (await stack.query('count(claude_code_hook_events_total)')) ?? 0);
  await sendJson(
    stack.url('otlpHttp'),
    prepared.flatMap((scenario) => requestsOf(scenario)),
    { concurrency: 4 },
  );
  hooks = await sendHooks(stack.url('hooks'), prepared);
  await expectTotals(stack, prepared, 120_000);
  await waitFor(
    'all hook events being scraped',
    async () => (await stack.query('sum(claude_code_hook_events_total)')) === hooks.length,
    { forMs: 60_000 },
  );
  // Charts read sums that are recorded once a minute.
  for (const sums of Object.values(levels)) {
    for (const { series } of sums.slice(-3))
      await waitFor(
        `${series} by the minute`,
        async () => (await stack.query(`${orNone(series)} == ${orNone(minutesOf(series))}`)) !== undefined,
        { forMs: 90_000 },
      );
  }
  // Budgets too.
  await waitFor('the budgets', () => stack.query('count(claude_code_budget_USD)'), { forMs: 90_000 });
  for (const target of targets) answers.set(target.place, await answerTo(target));
}, 400_000);

afterAll(() => stack?.stop());

const isEmpty = (answer: readonly Answer[] | Error | undefined): boolean =>
  !(answer && 'length' in answer) || answer.every(({ values }) => values.every(Number.isNaN));

describe.skipIf(skip)('with every recorded payload in it', () => {
  test('Prometheus understands the query of every panel', () => {
    const refused = [...answers].flatMap(([place, answer]) =>
      answer instanceof Error ? [`${place}: ${answer.message}`] : [],
    );
    expect(refused).toEqual([]);
  });

  test('every panel shows something, but those whose reason is listed', () => {
    const places = targets.map(({ place }) => place);
    const empty = places.filter((place) => !byTheClock[place] && isEmpty(answers.get(place)));
    expect(empty.toSorted()).toEqual(Object.keys(emptyPanels).toSorted());
  });

  const compare = (given: ReadonlyMap<string, readonly Answer[] | Error>) => {
    const shown: Record<string, unknown> = {};
    const told: Record<string, unknown> = {};
    for (const [place, truth] of Object.entries(truths(prepared, hooks))) {
      const answer = given.get(`${place} A`);
      const found = Array.isArray(answer) ? truth.read(answer as readonly Answer[]) : String(answer);
      shown[place] = found;
      told[place] = truth.told;
    }
    expect(shown).toEqual(told);
  };

  test('every number that the payloads tell is the number on the panel', () => {
    compare(answers);
  });

  test('the numbers are the same where people are told apart', async () => {
    const given = new Map<string, readonly Answer[] | Error>();
    for (const target of targetsOf(dashboardsWithPeople)) given.set(target.place, await answerTo(target));
    compare(given);
  });

  test('each person and each tool has the numbers of that person or tool', async () => {
    const chosen = {
      'cost/In this range A': { variable: 'user', label: 'user', metric: costUsage },
      'tokens/Tokens A': { variable: 'user', label: 'user', metric: tokenUsage },
      'tools/Tool calls A': { variable: 'tool', label: 'tool_name', metric: toolResults },
    };
    const all = targetsOf(dashboardsWithPeople);
    const shown: Record<string, number | undefined> = {};
    const told: Record<string, number | undefined> = {};
    for (const [place, { variable, label, metric }] of Object.entries(chosen)) {
      const target = all.find((one) => one.place === place);
      const counted = await stack.vector(`sum by (${label}) (${metric.series}{${label}!=""})`);
      expect(Object.keys(counted)).not.toEqual([]);
      for (const [name, value] of Object.entries(counted)) {
        const answer = target && (await answerTo(target, { [variable]: name.replace(`${label}=`, '') }));
        const found = Array.isArray(answer) ? Number(answer[0]?.values[0]) : Number.NaN;
        shown[`${place} ${name}`] = Number(found.toPrecision(12));
        told[`${place} ${name}`] = Number(value.toPrecision(12));
      }
    }
    expect(shown).toEqual(told);
  });

  test('every ready-made query finds something, but those whose reason is listed', async () => {
    const refused: string[] = [];
    const empty: string[] = [];
    for (const { promql, tells } of readyQueries.flatMap(({ queries }) => queries)) {
      const end = Date.now() / 1000;
      const answer = await ask(stack.url('prometheus'), { promql, start: end, end }).catch((error) => error);
      if (answer instanceof Error) refused.push(`${tells} ${answer.message}`);
      else if (isEmpty(answer)) empty.push(tells);
    }
    expect(refused).toEqual([]);
    expect(empty.toSorted()).toEqual(Object.keys(emptyQueries).toSorted());
  });
});
