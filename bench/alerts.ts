import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { judge } from '@start-observability/guard/judge.ts';
import { defaultPolicy } from '@start-observability/guard/tighten.ts';
import type { Call } from '@start-observability/guard/verdict.ts';
import { execa } from 'execa';
import { costUsage } from '../src/catalogue/telemetry.ts';
import { defaults } from '../src/config/schema.ts';
import { sessionsIn, workdays } from '../src/demo/calendar.ts';
import { play } from '../src/demo/session.ts';
import { type Curve, over } from '../src/prometheus/api.ts';
import { alertsOf } from '../src/rules/alerts.ts';
import type { RecordingRule } from '../src/rules/rule.ts';
import { usualSpend } from '../src/rules/usual-spend.ts';
import { startPrometheusOver } from '../test/engines/engine.ts';
import { programFor } from '../test/programs.ts';
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
const step = hour;
/** Between two samples of the recorded sums. */
const sampled = 15 * 60_000;
/** Firing again after this long is another alarm. */
const another = 6 * hour;
/** In one question: Prometheus gives each two minutes. */
const mostPoints = 400;
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

const load = async (folder: string, text: string): Promise<void> => {
  const promtool = await programFor('promtool');
  if (!promtool) throw new Error('promtool is not to be had here');
  const file = path.join(folder, 'samples');
  writeFileSync(file, text);
  const args = ['--max-block-duration=744h', '--quiet', 'openmetrics', file, path.join(folder, 'data')];
  await execa(promtool.path, ['tsdb', 'create-blocks-from', ...args]);
  rmSync(file);
};

/** Pieces of the same series as one; what comes from a recorded series has its name, what is computed has none. */
const joined = (pieces: readonly Curve[]): readonly Curve[] => {
  const whole = new Map<string, Curve>();
  for (const { labels: told, values } of pieces) {
    const { __name__: _name, ...labels } = told;
    const key = JSON.stringify(Object.entries(labels).sort());
    const all = [...(whole.get(key)?.values ?? []), ...values].sort(([one], [other]) => one - other);
    whole.set(key, { labels, values: all });
  }
  return [...whole.values()];
};

/** Asks a Prometheus over what is loaded; each time another one, because blocks were added. */
const asked = async (folder: string, expressions: readonly string[], now: number) => {
  const configuration = path.join(mkdtempSync(path.join(folder, 'asked-')), 'prometheus.yaml');
  writeFileSync(configuration, 'global: {}\n');
  const prometheus = await startPrometheusOver(path.join(folder, 'data'), configuration);
  if (!prometheus) throw new Error('Prometheus is not to be had here');
  const answers: (readonly Curve[])[] = [];
  try {
    for (const expression of expressions) {
      const curves: Curve[] = [];
      for (let start = now - days.all * day; start < now; start += mostPoints * step)
        curves.push(
          ...(await over(prometheus.url, expression, {
            start: start / 1000,
            end: Math.min(now, start + (mostPoints - 1) * step) / 1000,
            step: step / 1000,
            timeoutMilliseconds: 300_000,
          })),
        );
      answers.push(joined(curves));
    }
  } finally {
    await prometheus.stop();
  }
  return answers;
};

const textOf = (
  record: string,
  labels: Readonly<Record<string, string>>,
  curves: readonly Curve[],
): string[] =>
  curves.flatMap(({ labels: own, values }) => {
    const inside = Object.entries({ ...own, ...labels }).map(
      ([name, value]) => `${name}=${JSON.stringify(value)}`,
    );
    return values.map(([time, value]) => `${record}{${inside.join(',')}} ${value} ${time}`);
  });

/** Computes recording rules over the days, as if Prometheus had been there. */
const record = async (folder: string, rules: readonly RecordingRule[], now: number): Promise<void> => {
  const answers = await asked(
    folder,
    rules.map(({ expr }) => expr),
    now,
  );
  const names = [...new Set(rules.map(({ record: name }) => name))];
  const lines = names.flatMap((name) => [
    `# TYPE ${name} gauge`,
    ...rules.flatMap((rule, index) =>
      rule.record === name ? textOf(name, rule.labels ?? {}, answers[index] ?? []) : [],
    ),
  ]);
  await load(folder, `${lines.join('\n')}\n# EOF\n`);
};

/** When ClaudeCodeSpendUnusual began to fire, for each series. */
const alarmsOf = async (seed: string, now: number, dear: readonly number[]): Promise<readonly number[]> => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'alerts-'));
  mkdirSync(path.join(folder, 'data'));
  try {
    await load(folder, linesOf(seed, now, dear));
    const rules = usualSpend.rules.filter((rule) => 'record' in rule);
    const named = (...names: readonly string[]) =>
      rules.filter(({ record: name }) => names.includes(name.split(':').at(-1) ?? ''));
    for (const pass of [named('gain'), named('count', 'median'), named('expected', 'spread')])
      await record(folder, pass, now);
    const alert = alertsOf(defaults())
      .flatMap(({ alerts }) => alerts)
      .find(({ name }) => name === 'ClaudeCodeSpendUnusual');
    const [curves = []] = await asked(folder, [alert?.expr ?? ''], now);
    return curves.flatMap(({ values }) =>
      values
        .map(([time]) => time * 1000)
        .filter((time, index, all) => index === 0 || time - (all[index - 1] ?? 0) > another)
        .filter((time) => time > now - days.judged * day),
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
    alarms += (await alarmsOf(seed, now, [])).length;
    const dear = planted[index] ?? [];
    const windows = workdays(now, days.all).slice(0, -1);
    const fired = await alarmsOf(seed, now, dear);
    for (const back of dear) {
      const from = windows[windows.length - 1 - back]?.from ?? 0;
      all += 1;
      if (fired.some((at) => at > from && at < from + day)) found += 1;
    }
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
