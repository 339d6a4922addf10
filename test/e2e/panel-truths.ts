import type { Scenario } from '../captures/read.ts';
import { countEvents, recordsOf } from '../replay/expected.ts';
import type { Answer } from './grafana.ts';
import type { SentHook } from './send-hooks.ts';
import { truthOf } from './truth.ts';

/** What a panel must show, and how it is read from the answer to its first query. */
export interface Truth {
  readonly told: unknown;
  readonly read: (answer: readonly Answer[]) => unknown;
}

type Numbers = Readonly<Record<string, number>>;

/** Money is told to the tenth of a nano-dollar, more than doubles keep after a sum. */
const settled = (value: number): number => Number(value.toPrecision(12));

const single = (told: number): Truth => ({
  told: settled(told),
  read: (answer) => settled(answer.at(0)?.values.at(-1) ?? 0),
});

/** What depends on the order in which events arrive: calls asked about count as not run when their turn ends first. */
const within = (least: number, most: number): Truth => ({
  told: `from ${settled(least)} to ${settled(most)}`,
  read: (answer) => {
    const value = settled(answer.at(0)?.values.at(-1) ?? 0);
    return value >= settled(least) && value <= settled(most)
      ? `from ${settled(least)} to ${settled(most)}`
      : value;
  },
});

const byLabels = (answer: readonly Answer[]): Numbers =>
  Object.fromEntries(
    answer.map(({ labels, values }) => [
      Object.entries(labels)
        .filter(([label]) => label !== '__name__')
        .map(([, value]) => value)
        .join(','),
      settled(values.at(-1) ?? 0),
    ]),
  );

/** One number for each value of a label. A panel that shows the highest only must show the highest. */
const each = (told: Numbers, highest = Number.POSITIVE_INFINITY): Truth => {
  const sorted = Object.entries(told)
    .map(([name, value]) => [name, settled(value)] as const)
    .filter(([, value]) => value !== 0)
    .sort(([, one], [, other]) => other - one);
  if (sorted.length <= highest) return { told: Object.fromEntries(sorted), read: byLabels };
  // Among equals any may be shown: so the values count, and that each is that of its name.
  return {
    told: sorted.slice(0, highest).map(([, value]) => value),
    read: (answer) =>
      Object.entries(byLabels(answer))
        .map(([name, value]) => (settled(told[name] ?? Number.NaN) === value ? value : `${name}: ${value}`))
        .sort((one, other) => Number(other) - Number(one)),
  };
};

const sum = (numbers: Numbers): number => Object.values(numbers).reduce((total, value) => total + value, 0);

/** Sums over all but one part of a key of several. */
const by = (numbers: Numbers, part: number, unset = ''): Numbers => {
  const sums: Record<string, number> = {};
  for (const [key, value] of Object.entries(numbers)) {
    const name = key.split(',')[part] || unset;
    sums[name] = (sums[name] ?? 0) + value;
  }
  return sums;
};

const times = (numbers: Numbers, factor: number): Numbers =>
  Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, value * factor]));

const where = (numbers: Numbers, part: number, value: string): Numbers =>
  Object.fromEntries(Object.entries(numbers).filter(([key]) => key.split(',')[part] === value));

const count = <Item>(items: readonly Item[], key: (item: Item) => string): Numbers => {
  const counts: Record<string, number> = {};
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1;
  return counts;
};

const of = (numbers: Numbers, name: string): number => numbers[name] ?? 0;

/** Of the metrics. */
const told = (scenarios: readonly Scenario[]): Readonly<Record<string, Truth>> => {
  const { tokens, tokensByModel, cost, costByModel, sessions, activeTime, linesOfCode, ...rest } =
    truthOf(scenarios);
  const dollars = sum(cost) / 1e9;
  const input = of(tokens, 'input') + of(tokens, 'cacheRead') + of(tokens, 'cacheCreation');
  const { decisions } = rest;
  return {
    'overview/Cost': single(dollars),
    'cost/In this range': single(dollars),
    'overview/Cost by model': each(times(costByModel, 1e-9), 12),
    'cost/Cost by model': each(times(costByModel, 1e-9), 12),
    'cost/Cost per session': single(dollars / sum(sessions)),
    'cost/Cost per commit': single(dollars / sum(rest.commits)),
    'cost/Cost per PR': single(dollars / sum(rest.pullRequests)),
    'cost/Cost/active hour': single(dollars / (sum(activeTime) / 3600e6)),
    'cost/Cost per 1K output': single((1000 * dollars) / of(tokens, 'output')),
    'cost/Cost per 1K lines': single((1000 * dollars) / of(linesOfCode, 'added')),
    'overview/Tokens': single(sum(tokens)),
    'tokens/Tokens': single(sum(tokens)),
    'tokens/Input tokens': single(of(tokens, 'input')),
    'tokens/Output tokens': single(of(tokens, 'output')),
    'tokens/Cache reads': single(of(tokens, 'cacheRead')),
    'tokens/Cache writes': single(of(tokens, 'cacheCreation')),
    'tokens/Cache share': single(of(tokens, 'cacheRead') / input),
    'tokens/Output per input': single(of(tokens, 'output') / input),
    'tokens/Tokens by events': single(sum(rest.eventTokens)),
    'overview/Sessions': single(sum(sessions)),
    'sessions/Sessions': single(sum(sessions)),
    'sessions/How sessions start': each(sessions),
    'overview/Active time': single(sum(activeTime) / 1e6),
    'sessions/Claude/human time': single(of(activeTime, 'cli') / of(activeTime, 'user')),
    'overview/Lines changed': single(sum(linesOfCode)),
    'code/Lines added': single(of(linesOfCode, 'added')),
    'code/Lines removed': single(of(linesOfCode, 'removed')),
    'code/Net growth': single(of(linesOfCode, 'added') - of(linesOfCode, 'removed')),
    'code/Edit decisions': single(sum(decisions)),
    'code/Edits accepted': single(sum(where(decisions, 1, 'accept')) / sum(decisions)),
    'code/Edits by tool': each(by(decisions, 0)),
    'code/Who decided on edits': each(by(decisions, 2)),
    'overview/Commits': single(sum(rest.commits)),
    'code/Commits': single(sum(rest.commits)),
    'overview/Pull requests': single(sum(rest.pullRequests)),
    'code/Pull requests': single(sum(rest.pullRequests)),
    'stack/Reconciliation': single(0),
  };
};

/** Of the log events. */
const heard = (scenarios: readonly Scenario[]): Readonly<Record<string, Truth>> => {
  const results = countEvents(scenarios, 'tool_result', 'tool_name', 'success', 'error_type');
  const decisions = countEvents(scenarios, 'tool_decision', 'tool_name', 'decision', 'source');
  const requests = countEvents(scenarios, 'api_request', 'query_source', 'effort');
  const failures = where(results, 1, 'false');
  const rejections = where(decisions, 1, 'reject');
  const errors = countEvents(scenarios, 'api_error', 'status_code');
  return {
    'tools/Tool success': single(sum(where(results, 1, 'true')) / sum(results)),
    'tools/Tool calls by tool': each(by(results, 0), 10),
    'tools/Tool calls': single(sum(results)),
    'tools/Failed tool calls': single(sum(failures)),
    'tools/Failures by tool': each(by(failures, 0), 10),
    'tools/Failures by reason': each(by(failures, 2, 'not told'), 10),
    'tools/Subagents': single(
      recordsOf(scenarios).filter((record) => record['event.name'] === 'subagent_completed').length,
    ),
    'overview/Accepted': single(sum(where(decisions, 1, 'accept')) / sum(decisions)),
    'permissions/Decisions': single(sum(decisions)),
    'permissions/Decisions by tool': each(by(decisions, 0), 10),
    'permissions/Who decided': each(by(decisions, 2)),
    'permissions/Who rejected': each(by(rejections, 2)),
    'permissions/Rejections by tool': each(by(rejections, 0), 10),
    'permissions/Made permanent': single(sum(where(decisions, 2, 'user_permanent'))),
    'api/API requests': single(sum(requests)),
    'api/Requests by origin': each(by(requests, 0), 10),
    'api/Requests by effort': each(by(requests, 1, 'no effort level')),
    'api/API errors': single(sum(errors)),
    'api/API error rate': single(sum(errors) / (sum(errors) + sum(requests))),
    'api/Limits (429)': single(errors['429'] ?? 0),
    'api/Server errors (5xx)': single(errors['529'] ?? 0),
    'sessions/Prompts': single(sum(countEvents(scenarios, 'user_prompt'))),
    'hooks/Compactions': single(sum(countEvents(scenarios, 'compaction'))),
    'hooks/Log events by name': each(countEvents(scenarios, '*', 'event.name'), 20),
  };
};

/** Of the hooks. */
const seen = (hooks: readonly SentHook[]): Readonly<Record<string, Truth>> => {
  const judged = hooks.flatMap(({ verdict }) => verdict ?? []);
  const notable = judged.filter(({ decision }) => decision !== 'allow');
  const decisions = count(judged, ({ decision }) => decision);
  const { deny: denied = 0, ask: asked = 0 } = decisions;
  const events = (name: string) => hooks.filter(({ payload }) => payload.hook_event_name === name);
  return {
    'hooks/Hook events': single(hooks.length),
    'hooks/Waits for people': single(events('Notification').length),
    'hooks/Failed turns': single(events('StopFailure').length),
    'overview/Blocked': within(denied, denied + asked),
    'security/Blocked': within(denied, denied + asked),
    'security/Asked, not run': within(0, asked),
    'security/Asked the user': single(decisions['ask'] ?? 0),
    'security/Calls judged': single(judged.length),
    'security/Share blocked': within(denied / judged.length, (denied + asked) / judged.length),
    'security/Verdicts': each(count(notable, ({ decision }) => decision)),
    'security/By category': each(
      count(notable, ({ category }) => category),
      10,
    ),
    'sessions/How sessions end': each(
      count(events('SessionEnd'), ({ payload }) => String(payload['reason'])),
    ),
  };
};

/** `dashboard/panel` and what it must show after the scenarios and hooks were sent once. */
export const truths = (
  scenarios: readonly Scenario[],
  hooks: readonly SentHook[],
): Readonly<Record<string, Truth>> => ({ ...told(scenarios), ...heard(scenarios), ...seen(hooks) });
