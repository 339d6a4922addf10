import { eventMetrics } from '../src/catalogue/activity-metrics.ts';
import { hookMetrics } from '../src/catalogue/hook-metrics.ts';
import { sessionDuration } from '../src/catalogue/ledger-metrics.ts';
import type { Metric } from '../src/catalogue/metric.ts';
import { metrics as telemetry } from '../src/catalogue/telemetry.ts';
import { randomOf } from '../src/demo/random.ts';
import { type PastSeries, type Samples, seriesOf } from '../src/past/samples.ts';
import { bucketsOf, observationsOf, sumOf } from '../src/promql/histogram-series.ts';
import { hoursOf, levels, minutesOf, openingOfMinutes } from '../src/promql/level.ts';

/**
 * A month of a hundred developers, as far as a query reads it: what is between the times that queries look at is left
 * out. At these times there are all samples: four a minute, a minute, or an hour, as rules and scrapes have it.
 */
export const developers = 100;
export const days = 30;

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** Ranges that dashboards are asked for; their left edges are looked at, the present is each one's right edge. */
export const ranges = [day, days * day] as const;
/** What totals look back, and a little more. */
const edge = 16 * minute;

type Labels = readonly (readonly [string, string])[];

/** Values of each label, `` for none. */
const values: Readonly<Record<string, readonly string[]>> = {
  type: ['input', 'output', 'cacheRead', 'cacheCreation'],
  model: ['claude-opus-4-8', 'claude-sonnet-5', 'claude-haiku-4-5'],
  query_source: ['main', 'subagent', 'auxiliary'],
  effort: ['high', 'medium', ''],
  agent_name: ['', '', 'Explore', 'general-purpose', 'code-reviewer'],
  skill_name: ['', '', 'code-review', 'release-notes'],
  mcp_server_name: ['', '', 'github', 'postgres'],
  mcp_tool_name: [''],
  plugin_name: [''],
  speed: ['', 'fast'],
  start_type: ['fresh', 'resume', 'continue'],
  terminal_type: ['vscode', 'iTerm.app'],
  app_version: ['2.1.197', '2.1.329'],
  app_entrypoint: ['cli'],
  provider: ['firstParty'],
  decision: ['accept', 'reject'],
  source: ['config', 'hook', 'user_temporary', 'user_reject'],
  tool_name: ['Bash', 'Read', 'Edit', 'Write', 'Agent', 'WebFetch', 'WebSearch', 'Skill', 'mcp_tool'],
  tool: ['Bash', 'Read', 'Edit', 'Write', 'Agent', 'WebFetch', 'WebSearch', 'Skill', 'mcp_tool'],
  language: ['TypeScript', 'Python', 'Go'],
  success: ['true', 'false'],
  status_code: ['429', '500', '529'],
  event: [
    'api_request',
    'tool_result',
    'tool_decision',
    'user_prompt',
    'hook_execution_complete',
    'compaction',
  ],
  outcome: ['success', 'failure', 'blocking', 'denied'],
  hook_event: ['PreToolUse', 'PostToolUse', 'Stop', 'SessionStart', 'UserPromptSubmit'],
  verdict: ['allow', 'ask', 'deny'],
  category: ['secret', 'delete', 'git'],
  pattern: ['dotenv', 'rm-recursive', 'git-push-force'],
  decided_by: ['service'],
  agent_type: ['Explore', 'general-purpose', 'code-reviewer'],
  trigger: ['auto', 'manual'],
};
/** Of tokens there are most: forty series a developer. */
const perDeveloper: Readonly<Record<string, number>> = {
  'claude_code.token.usage': 40,
  'claude_code.cost.usage': 10,
  'claude_code.api.request.tokens': 16,
  'claude_code.tool.decisions': 12,
  'claude_code.tool.results': 12,
};

interface Line {
  readonly labels: Labels;
  /** What it gains a minute. */
  readonly pace: number;
}

const random = randomOf('a month');

/** Different label sets of a metric, at most `count`. */
const labelSets = ({ labels }: Pick<Metric, 'labels'>, count: number): readonly Labels[] => {
  const sets = new Map<string, Labels>();
  for (let tries = 0; tries < 4 * count && sets.size < count; tries += 1) {
    const set = labels.map((label) => [label, random.pick(values[label] ?? ['one', 'other'])] as const);
    const present = set.filter(([, value]) => value !== '');
    sets.set(JSON.stringify(present), present);
  }
  return [...sets.values()];
};

const people: readonly Labels[] = Array.from({ length: developers }, (_, at) => [
  ['team', `team-${(at % 25) % 10}`],
  ['project', `project-${at % 25}`],
  ['user', `developer-${at}`],
]);

/** People do alike things: the same label sets come with everybody. */
const linesOf = (metric: Metric): readonly Line[] => {
  const sets = labelSets(metric, perDeveloper[metric.name] ?? 4);
  return people.flatMap((person) =>
    sets.map((own) => ({ labels: [...own, ...person], pace: random.whole(1, 20) })),
  );
};

/** Sums of lines over the labels that are not kept. */
const together = (lines: readonly Line[], kept: readonly string[]): readonly Line[] => {
  const sums = new Map<string, { labels: Labels; pace: number }>();
  for (const { labels, pace } of lines) {
    const own = labels.filter(([label]) => kept.includes(label));
    const key = JSON.stringify(own);
    const known = sums.get(key);
    if (known) known.pace += pace;
    else sums.set(key, { labels: own, pace });
  }
  return [...sums.values()];
};

const bounds = ['0.1', '0.25', '0.5', '1', '2.5', '5', '10', '30', '60', '120', '300', '600', '+Inf'];

/** Histograms, and what hooks count: these are over all people as they come. */
const common = (metric: Metric): readonly Line[] =>
  labelSets(metric, 30).map((labels) => ({ labels, pace: random.whole(1, 200) }));
const inBuckets = (lines: readonly Line[]): readonly Line[] =>
  lines.flatMap(({ labels, pace }) =>
    bounds.map((le, at) => ({
      labels: [...labels, ['le', le] as const],
      pace: (pace * (at + 1)) / bounds.length,
    })),
  );

const raw = new Map<string, readonly Line[]>();
for (const metric of [...telemetry, ...eventMetrics, sessionDuration, ...hookMetrics]) {
  if (metric.instrument === 'histogram') {
    const lines = common(metric);
    raw.set(bucketsOf(metric).series, inBuckets(lines));
    raw.set(observationsOf(metric).series, lines);
    raw.set(sumOf(metric).series, lines);
  } else if (metric.instrument === 'counter') {
    raw.set(metric.series, hookMetrics.includes(metric) ? common(metric) : linesOf(metric));
  }
}

interface Drawn {
  readonly series: PastSeries;
  readonly pace: number;
}

const draw = (name: string, lines: readonly Line[], opening?: string): readonly Drawn[] =>
  lines.map(({ labels, pace }) => ({ series: seriesOf(name, labels, { opening, hole: 0 }), pace }));

const sums = Object.values(levels)
  .flat()
  .map(({ series, of, labels }) => ({ series, lines: together(raw.get(of) ?? [], labels) }));

export const scraped = [...raw].flatMap(([name, lines]) => draw(name, lines, `${name}:opening`));
export const recorded = sums.flatMap(({ series, lines }) => draw(series, lines, `${series}:opening`));
const byMinute = sums.flatMap(({ series, lines }) =>
  draw(minutesOf(series), lines, openingOfMinutes(series)),
);
const byHour = sums.flatMap(({ series, lines }) => draw(hoursOf(series), lines));

const steps = (from: number, to: number, step: number): readonly number[] =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, at) => from + at * step);

/** Writes the month that ends at `now`. */
export const writeMonth = (samples: Samples, now: number): void => {
  const from = now - days * day;
  const valueAt = (pace: number, at: number) => Math.floor((pace * (at - from + day)) / minute);
  const write = (lines: readonly Drawn[], times: readonly number[]) => {
    for (const at of times)
      for (const { series, pace } of lines) samples.gauge(series, valueAt(pace, at), at);
  };
  /** With the balance that is kept after a restart. */
  const restart = (lines: readonly Drawn[], at: number) => {
    for (const { series, pace } of lines) samples.counter(series, valueAt(pace, at), at, 0);
  };
  const edges = [...ranges.map((range) => now - range), now].sort((one, other) => one - other);
  // In the order of time, because a file is finished when a later one is begun.
  for (const start of steps(from - 7 * hour, now, 12 * hour)) {
    for (const lines of [scraped, recorded, byMinute]) restart(lines, start);
    const half = (times: readonly number[]) =>
      times.filter((at) => at > start && at <= Math.min(start + 12 * hour - minute, now));
    write(byHour, half(steps(Math.ceil(start / hour) * hour, start + 12 * hour, hour)));
    if (start >= now - day - 12 * hour)
      write(byMinute, half(steps(Math.max(start, now - day - edge), now, minute)));
    for (const at of edges) {
      const dense = half(steps(at - edge, at, 15_000));
      write(scraped, dense);
      write(recorded, dense);
    }
  }
};
