import { setImmediate as breathe } from 'node:timers/promises';
import { judge } from '@start-observability/guard/judge.ts';
import type { Call, Verdict } from '@start-observability/guard/verdict.ts';
import { hookHandOverLag, hookLastPush, hookPushes, hookSessionsActive } from '../catalogue/hook-metrics.ts';
import {
  ledgerLastData,
  ledgerRows,
  periodSecondsLeft,
  reconciliation,
  sessionsActive,
  spentSoFar,
  usersActive,
} from '../catalogue/ledger-metrics.ts';
import { hookJob, pushTime } from '../catalogue/stack-metrics.ts';
import { costUsage } from '../catalogue/telemetry.ts';
import { type Period, periods } from '../config/calendar.ts';
import type { Home } from '../config/home.ts';
import type { Config } from '../config/schema.ts';
import { count } from '../hooks/journal/event-counts.ts';
import { unknownAccount } from '../hooks/plan-limits/account.ts';
import { createExposed } from '../past/exposed.ts';
import { createSamples, type PastSeries, type SampleFile, seriesOf } from '../past/samples.ts';
import { budgetSeries } from '../signals/budget.ts';
import { localInstance } from '../stack/instance.ts';
import { type PlannedSession, sessionsIn, type Window, workdays } from './calendar.ts';
import type { Run } from './client.ts';
import { openHooks } from './lived-hooks.ts';
import { openLedger } from './lived-ledger.ts';
import { createPlanUse, type PlanUse } from './plan-use.ts';
import { selfSamples } from './self.ts';
import { play } from './session.ts';

export interface HistoryOptions {
  readonly home: Home;
  readonly config: Config;
  readonly now: number;
  readonly days: number;
  readonly seed: string;
  /** Called with each file of samples that is complete. */
  readonly complete: (file: SampleFile) => void;
  readonly progress: (share: number) => void;
  readonly signal: AbortSignal;
}

export interface History {
  /** Sessions that go on after `now`. */
  readonly unfinished: readonly Run[];
  /** What the team has used of its plan. */
  readonly plan: PlanUse;
  readonly sessions: number;
  readonly samples: number;
}

const minute = 60_000;
const hour = 60 * minute;
/**
 * Recent history is as dense as charts of an hour need it. Older series are written when they change only: in between
 * they are in a hole, over which totals are exact too.
 */
const dense = { step: minute, keepAlive: 4 * minute };
const sparse = { step: 4 * minute, keepAlive: Number.POSITIVE_INFINITY };
/** The stack goes on from here: every counter has a sample, or its rules would see some of them only. */
const handedOver = { ...dense, keepAlive: 0 };
const recent = 6.5 * hour;
/** A session is closed half an hour after it fell silent; then the stack may go to sleep. */
const closing = 40 * minute;
/** The stack is started this long before the first session of a day. */
const early = 10 * minute;

/**
 * How far the curve looks back that stands behind what was spent so far; a month is looked at hour by hour, but for its
 * last day, over which the curve of the budget goes.
 */
const soFarBack: Readonly<Record<Period, number>> = {
  daily: 26 * hour,
  weekly: 8 * 24 * hour,
  monthly: Number.POSITIVE_INFINITY,
};

/** Most calls are the same few: what the guard says of them is asked once. */
const remembering = (policy: Config['guard']): ((call: Call) => Verdict) => {
  const known = new Map<string, Verdict>();
  return (call) => {
    const key = JSON.stringify(call);
    const verdict = known.get(key) ?? judge(call, policy);
    known.set(key, verdict);
    return verdict;
  };
};

/**
 * Lives through `days` days of a team, up to `now`: every session's telemetry goes through the real redaction and
 * ledger, every hook call through the real guard and journal, both kept in `home` so that the services go on with
 * them. What scrapes and recording rules would have stored meanwhile is written as samples.
 */
export const createHistory = async (options: HistoryOptions): Promise<History> => {
  const { home, config, now, days, seed, complete, progress, signal } = options;
  const ledger = openLedger(options);
  const hooks = openHooks(options);
  const plan = createPlanUse();
  const judgeCall = remembering(config.guard);
  const samples = createSamples(home.run, complete);
  const instance = (port: keyof Config['ports']) => ['instance', localInstance(port)] as const;
  const target = [['job', 'ledger'] as const, instance('ledger')];
  const group = [['job', hookJob] as const, ['instance', hooks.journal.instance] as const];
  const counters = createExposed(samples, target);
  const hookCounters = createExposed(samples, group);

  const gauges = new Map<string, PastSeries>();
  const gauge = (name: string, labels: readonly (readonly [string, string])[], value: number, at: number) => {
    const fresh = seriesOf(name, labels);
    const series = gauges.get(fresh.id) ?? fresh;
    gauges.set(fresh.id, series);
    samples.gauge(series, value, at);
  };

  const budgets = (at: number) => {
    for (const period of periods) {
      const dollars = config.budgets[period];
      if (dollars !== undefined) gauge(budgetSeries, [['period', period]], dollars, at);
    }
    for (const { sample, labels, value } of ledger.budgets(at))
      gauge(sample, [...Object.entries(labels), ...target], Number(value), at);
  };

  const planLimits = (at: number) => {
    for (const { sample, labels, value } of hooks.planLimits.lines(at))
      gauge(sample, [...Object.entries(labels), ...group], Number(value), at);
  };

  const spent = (at: number) => {
    for (const { sample, labels, value } of ledger.current().soFar.lines(at * 1000)) {
      const period = labels['period'] as Period;
      // What is projected has it from the first look on.
      if (sample === periodSecondsLeft.series && now - at <= soFarBack.daily)
        gauge(sample, [['period', period], ...target], Number(value), at);
      const isLookedAt =
        now - at <= soFarBack[period] &&
        (period !== 'monthly' || now - at <= soFarBack.daily || at % hour === 0);
      if (sample !== spentSoFar.series || !isLookedAt) continue;
      const own = Object.entries(labels).filter(([, text]) => text !== '');
      gauge(sample, [...own, ...target], Number(value) / spentSoFar.scale, at);
    }
  };

  let rows = 0;
  const scrape = (at: number, since: number, before: number, { keepAlive }: typeof dense) => {
    const current = ledger.current();
    counters.scrape(current.counters.all(), at, keepAlive);
    hookCounters.scrape(hooks.journal.counters(), at, keepAlive);
    const { sessions, lastData } = current;
    gauge(sessionsActive.series, target, sessions.active(at * 1000).length, at);
    for (const span of [1, 7, 30]) {
      gauge(usersActive.series, [['days', String(span)], ...target], sessions.users(at * 1000, span), at);
    }
    gauge(reconciliation.series, target, sessions.difference() / costUsage.scale, at);
    for (const [name, time] of lastData)
      gauge(ledgerLastData.series, [['signal', name], ...target], time, at);
    gauge(hookSessionsActive.series, group, hooks.journal.activeSessions(at), at);
    gauge(hookLastPush.series, group, at / 1000 - 3, at);
    gauge(hookHandOverLag.series, group, 0, at);
    // Its age is drawn, so it is told as often as it is pushed.
    const pushes: number[] = [];
    for (let pushed = at; pushed > Math.max(since, before); pushed -= minute) pushes.unshift(pushed);
    for (const pushed of pushes) gauge(pushTime.series, group, pushed / 1000 - 3, pushed);
    // Counting reads the whole table.
    if (rows === 0 || at % hour === 0) rows = ledger.rows();
    gauge(ledgerRows.series, [['table', 'events'], ...target], rows, at);
    budgets(at);
    planLimits(at);
    spent(at);
    for (const { name, labels, value } of selfSamples(home, at, since)) gauge(name, labels, value, at);
  };

  /** What clients report while one is open. */
  const usePlan = (active: readonly Run[], from: number, to: number) => {
    plan.spend(active, from, to);
    if (active.length > 0) hooks.planLimits.report(plan.limits(to), unknownAccount, to);
  };

  /** One day, which ends before `until` at the latest. */
  const live = async (window: Window, runs: readonly Run[], until: number) => {
    const last = Math.max(window.to, ...runs.flatMap(({ hooks: calls }) => calls.at(-1)?.at ?? 0));
    const end = Math.min(last + closing, until);
    ledger.start();
    let swept = 0;
    for (let from = window.from - early; from < end; ) {
      signal.throwIfAborted();
      const pace = now - from < recent ? dense : sparse;
      // On the minute, and so on the hour, as rules for charts have it.
      const to = Math.min((Math.floor(from / pace.step) + 1) * pace.step, end);
      const active = runs.filter(
        ({ plan, hooks: calls }) => plan.from < to && (calls.at(-1)?.at ?? 0) >= from,
      );
      for (const run of active) await ledger.take(run, from, to);
      hooks.take(active.flatMap(({ hooks: calls }) => calls.filter(({ at }) => at >= from && at < to)));
      usePlan(active, from, to);
      hooks.journal.count([
        count(hookPushes, { outcome: 'accepted' }, Math.max(1, Math.round((to - from) / 15_000))),
      ]);
      if (to - swept >= sparse.step) {
        ledger.current().sweep(to * 1000);
        swept = to;
      }
      scrape(to, window.from, from, to === now ? handedOver : pace);
      from = to;
    }
  };

  const windows = workdays(now, days);
  const plans = sessionsIn(windows, seed);
  const isIn =
    ({ from, to }: Window) =>
    (plan: PlannedSession) =>
      plan.from >= from && plan.from < to;
  let unfinished: readonly Run[] = [];
  for (const [index, window] of windows.entries()) {
    const runs = plans.filter(isIn(window)).map((plan) => play(plan, judgeCall));
    const next = windows[index + 1];
    await live(window, runs, next ? next.from - early : now);
    unfinished = runs.filter(({ hooks: calls }) => (calls.at(-1)?.at ?? 0) >= now);
    progress((index + 1) / windows.length);
    await breathe();
  }
  samples.end();
  ledger.close();
  hooks.close();
  return {
    unfinished,
    plan,
    sessions: plans.filter(({ from }) => from < now).length,
    samples: samples.written(),
  };
};
