import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { judge } from '@start-observability/guard/judge.ts';
import { defaultPolicy } from '@start-observability/guard/tighten.ts';
import type { Call } from '@start-observability/guard/verdict.ts';
import { costUsage } from '../src/catalogue/telemetry.ts';
import { defaults } from '../src/config/schema.ts';
import { sessionsIn, workdays } from '../src/demo/calendar.ts';
import { play } from '../src/demo/session.ts';
import { alertsOf } from '../src/rules/alerts.ts';
import { usualSpend } from '../src/rules/usual-spend.ts';
import { addSamples, asked, recordInPasses, spendPasses } from './past-rules.ts';
import type { Row } from './row.ts';

/** Seeds on which nothing was tuned. */
const seeds = ['winter', 'spring', 'summer'] as const;
const days = { all: 125, judged: 90 } as const;
/** Workdays back from the last one, so far apart that one is not yet usual at the next. */
const planted: readonly (readonly number[])[] = [
  [3, 12, 21, 30, 39, 48, 57],
  [5, 14, 23, 32, 41, 50, 59],
  [7, 16, 25, 34, 43, 52],
];
const plantedTimes = 3;
const hour = 3_600_000;
const day = 24 * hour;
/** How often the rules are looked at: every five minutes in life; a day at three times the spend lasts longer. */
const step = 2 * hour;
/** Between two samples of the recorded sums. */
const sampled = 15 * 60_000;
/** Firing again after this long is another alarm. */
const another = 6 * hour;
const counter = 'claude_code_cost_usage_USD_total:sum';

/** What the guard says makes no difference to money. */
const allowing = (call: Call) => judge(call, defaultPolicy);

/** What the recorded sums were over the days, as lines of OpenMetrics. */
const linesOf = (seed: string, now: number, dear: readonly number[]): string => {
  const windows = workdays(now, days.all).slice(0, -1);
  const isDear = new Set(dear.map((back) => windows[windows.length - 1 - back]?.from));
  const gains = new Map<string, { at: number; value: number }[]>();
  for (const plan of sessionsIn(windows, seed)) {
    const window = windows.find(({ from, to }) => plan.from >= from && plan.from < to);
    const times = isDear.has(window?.from) ? plantedTimes : 1;
    const labels = `team="t",project="${plan.project}",user="${plan.person.name}"`;
    const known = gains.get(labels) ?? [];
    gains.set(labels, known);
    for (const { at, metric, value } of play(plan, allowing).gains)
      if (metric === costUsage.name) known.push({ at, value: value * times });
  }
  const begin = now - days.all * day;
  const lines = ['person', 'brief'].flatMap((level) => [
    `# TYPE ${level}:${counter} gauge`,
    ...[...gains].flatMap(([labels, all]) => {
      const sorted = all.sort((one, other) => one.at - other.at);
      const written: string[] = [];
      let [sum, next] = [0, 0];
      for (let at = begin; at <= now; at += sampled) {
        for (; (sorted[next]?.at ?? now) < at; next += 1) sum += sorted[next]?.value ?? 0;
        const name = level === 'brief' ? `${labels},model="m"` : labels;
        written.push(`${level}:${counter}{${name}} ${sum.toFixed(6)} ${at / 1000}`);
      }
      return written;
    }),
  ]);
  return `${lines.join('\n')}\n# EOF\n`;
};

/** When ClaudeCodeSpendUnusual began to fire, for each series. */
const alarmsOf = async (seed: string, now: number, dear: readonly number[]): Promise<readonly number[]> => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'alerts-'));
  mkdirSync(path.join(folder, 'data'));
  try {
    await addSamples(folder, linesOf(seed, now, dear));
    const rules = usualSpend.rules.filter((rule) => 'record' in rule);
    const moments = { from: now - days.all * day, to: now, step };
    await recordInPasses(folder, rules, spendPasses, moments);
    const alert = alertsOf(defaults())
      .flatMap(({ alerts }) => alerts)
      .find(({ name }) => name === 'ClaudeCodeSpendUnusual');
    const [curves = []] = await asked(folder, [alert?.expr ?? ''], {
      ...moments,
      from: now - days.judged * day,
    });
    return curves.flatMap(({ values }) =>
      values
        .map(([time]) => time * 1000)
        .filter((time, index, all) => index === 0 || time - (all[index - 1] ?? 0) > another),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** False alarms on plain days, and how many planted days at three times the spend are found. */
export const benchAlerts = async (): Promise<readonly Row[]> => {
  const date = new Date();
  const now =
    Math.floor(new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime() / step) * step;
  let [alarms, found, all] = [0, 0, 0];
  for (const [index, seed] of seeds.entries()) {
    const plain = (await alarmsOf(seed, now, [])).length;
    alarms += plain;
    const dear = planted[index] ?? [];
    const windows = workdays(now, days.all).slice(0, -1);
    const fired = await alarmsOf(seed, now, dear);
    for (const back of dear) {
      const from = windows[windows.length - 1 - back]?.from ?? 0;
      all += 1;
      if (fired.some((at) => at > from && at < from + day)) found += 1;
    }
    // Whoever ends the run early has what there is.
    console.error(`${seed}: ${plain} false alarms; ${found} of ${all} planted days found so far`);
  }
  const weeks = (seeds.length * days.judged) / 7;
  return [
    { what: 'unusual spend: false alarms, 3 x 90 days', value: alarms / weeks, unit: '/week', bar: '< 1' },
    {
      what: 'unusual spend: days at 3 x the spend that are found',
      value: found / all,
      unit: '',
      bar: '>= 0.9',
    },
  ];
};
