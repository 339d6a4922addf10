import { describe, expect, test } from 'vitest';
import * as api from '../../src/signals/api.ts';
import * as code from '../../src/signals/code.ts';
import * as context from '../../src/signals/context.ts';
import * as cost from '../../src/signals/cost.ts';
import * as security from '../../src/signals/security.ts';
import * as sessions from '../../src/signals/sessions.ts';
import type { Signal } from '../../src/signals/signal.ts';
import * as team from '../../src/signals/team.ts';
import * as tokens from '../../src/signals/tokens.ts';
import * as tools from '../../src/signals/tools.ts';
import { promtool } from '../promql/promtool.ts';
import { complaint, type Gains, type Value } from './evaluate.ts';

const costs = (model: string, labels = '') => `claude_code_cost_usage_USD_total{model="${model}"${labels}}`;
const tokenSeries = (type: string, model: string, labels = '') =>
  `claude_code_token_usage_tokens_total{type="${type}", model="${model}"${labels}}`;
const one = (value: number, labels = '{}'): readonly Value[] => [{ labels, value: Number(value.toFixed(4)) }];

/** Opus at 5 / 25 / 0.5 / 6.25 dollars a million: 100 k input, 40 k output, 3 M read, 200 k written. */
const opus: Gains = {
  [costs('claude-opus-4-8')]: 0.5 + 1 + 1.5 + 1.25,
  [tokenSeries('input', 'claude-opus-4-8')]: 100_000,
  [tokenSeries('output', 'claude-opus-4-8')]: 40_000,
  [tokenSeries('cacheRead', 'claude-opus-4-8')]: 3_000_000,
  [tokenSeries('cacheCreation', 'claude-opus-4-8')]: 200_000,
};
/** Haiku at 1 / 5: never cached, so those series do not exist. */
const haiku: Gains = {
  [costs('claude-haiku-4-5')]: 0.002,
  [tokenSeries('input', 'claude-haiku-4-5')]: 1000,
  [tokenSeries('output', 'claude-haiku-4-5')]: 200,
};

/** Two calls denied; six asked about, of which three ran; twelve allowed. */
const blocks: Gains = {
  'claude_code_guard_verdicts_total{verdict="deny", job="claude-code-hooks"}': 2,
  'claude_code_guard_verdicts_total{verdict="ask", job="claude-code-hooks"}': 6,
  'claude_code_guard_verdicts_total{verdict="allow", job="claude-code-hooks"}': 12,
  'claude_code_hook_tool_uses_total{tool="Bash", outcome="asked_not_run", job="claude-code-hooks"}': 3,
  'claude_code_hook_tool_uses_total{tool="Bash", outcome="denied", job="claude-code-hooks"}': 2,
  'claude_code_hook_tool_uses_total{tool="Bash", outcome="success", job="claude-code-hooks"}': 15,
};

const cases: readonly (readonly [string, Signal, Gains, readonly Value[]])[] = [
  ['cost is what all requests cost', cost.spend, { ...opus, ...haiku }, one(4.252)],
  [
    'cost by project names what has no project',
    cost.spendByProject,
    { [costs('m', ', project="api"')]: 2, [costs('m', ', user="ann"')]: 3 },
    [...one(2, '{project="api"}'), ...one(3, '{project="no project set"}')],
  ],
  [
    'cost by agent leaves out what no agent did',
    cost.spendByAgent,
    { [costs('m', ', agent_name="Explore"')]: 2, [costs('m')]: 3 },
    one(2, '{agent_name="Explore"}'),
  ],
  [
    'the cache saves what reading cost less, minus what writing cost more',
    cost.cacheSavings,
    { ...opus, ...haiku },
    one(5 * (0.9 * 3 - 0.25 * 0.2)),
  ],
  [
    'cost per commit divides by commits',
    cost.spendPerCommit,
    { [costs('m')]: 3, claude_code_commit_count_total: 4 },
    one(0.75),
  ],
  ['cost per commit without commits is no number', cost.spendPerCommit, { [costs('m')]: 3 }, []],
  [
    'cost per 1,000 lines looks at added lines only',
    cost.spendPerThousandLines,
    {
      [costs('m')]: 3,
      'claude_code_lines_of_code_count_total{type="added"}': 500,
      'claude_code_lines_of_code_count_total{type="removed"}': 900,
    },
    one(6),
  ],
  [
    'cost per active hour counts people and Claude',
    cost.spendPerActiveHour,
    {
      [costs('m')]: 3,
      'claude_code_active_time_seconds_total{type="user"}': 1800,
      'claude_code_active_time_seconds_total{type="cli"}': 3600,
    },
    one(2),
  ],
  [
    'the value against a plan of 200 dollars is a multiple',
    cost.planLeverage,
    { 'claude_code_spent_USD{period="monthly", model="m"}': 500, [costs('m')]: 900 },
    one(2.5),
  ],
  [
    'the cache share is read tokens of all input',
    tokens.cacheShare,
    { ...opus, ...haiku },
    one(3_000_000 / 3_301_000),
  ],
  ['the tokens are those of all types', tokens.tokens, { ...opus, ...haiku }, one(3_341_200)],
  [
    'Claude/human time',
    sessions.leverage,
    {
      'claude_code_active_time_seconds_total{type="user"}': 100,
      'claude_code_active_time_seconds_total{type="cli"}': 450,
    },
    one(4.5),
  ],
  [
    'tool success is a share of calls that ran',
    tools.toolSuccess,
    {
      'claude_code_tool_results_total{tool_name="Bash", success="true", project="a"}': 6,
      'claude_code_tool_results_total{tool_name="Read", success="true"}': 3,
      'claude_code_tool_results_total{tool_name="Bash", success="false", error_type="exit"}': 1,
    },
    one(0.9),
  ],
  [
    'the error rate is right when there was no error at all',
    api.errorRate,
    { 'claude_code_api_requests_total{model="m"}': 8, claude_code_api_errors_total: 0 },
    one(0),
  ],
  [
    'the error rate counts errors among requests',
    api.errorRate,
    {
      'claude_code_api_requests_total{model="m"}': 8,
      'claude_code_api_errors_total{model="m", status_code="529"}': 2,
    },
    one(0.2),
  ],
  [
    'a p95 lies in the bucket that holds it, over all people',
    api.slowDuration,
    {
      'claude_code_api_request_duration_seconds_bucket{model="m", le="1", user="ann"}': 10,
      'claude_code_api_request_duration_seconds_bucket{model="m", le="2", user="ann"}': 20,
      'claude_code_api_request_duration_seconds_bucket{model="m", le="+Inf", user="ann"}': 20,
      'claude_code_api_request_duration_seconds_bucket{model="m", le="1", user="bob"}': 0,
      'claude_code_api_request_duration_seconds_bucket{model="m", le="2", user="bob"}': 20,
      'claude_code_api_request_duration_seconds_bucket{model="m", le="+Inf", user="bob"}': 20,
    },
    one(1 + (38 - 10) / 30),
  ],
  [
    'the refactor share is removed lines of all changed lines',
    code.refactorShare,
    {
      'claude_code_lines_of_code_count_total{type="added", model="m"}': 300,
      'claude_code_lines_of_code_count_total{type="removed", model="m"}': 100,
    },
    one(0.25),
  ],
  [
    'what compaction freed is what was there before and not after',
    context.freedShare,
    {
      'claude_code_compaction_tokens_total{moment="before", trigger="auto"}': 1000,
      'claude_code_compaction_tokens_total{moment="after", trigger="auto"}': 150,
    },
    one(0.85),
  ],
  [
    'attempts at secrets are those that were denied, asked about, or would be',
    security.secretAttempts,
    {
      'claude_code_guard_verdicts_total{verdict="deny", category="secret", job="claude-code-hooks"}': 2,
      'claude_code_guard_verdicts_total{verdict="would_deny", category="environment", job="claude-code-hooks"}': 1,
      'claude_code_guard_verdicts_total{verdict="allow", category="secret", job="claude-code-hooks"}': 5,
      'claude_code_guard_verdicts_total{verdict="deny", category="git", job="claude-code-hooks"}': 7,
    },
    one(3),
  ],
  ['blocked is what was denied, and what was asked about and did not run', security.blocked, blocks, one(5)],
  ['what was asked about and did not run is a number of its own', security.askedNotRun, blocks, one(3)],
  ['the share that was blocked counts both', security.blockedShare, blocks, one(0.25)],
  [
    'without a question that came to nothing, blocked is what was denied',
    security.blocked,
    { 'claude_code_guard_verdicts_total{verdict="deny", job="claude-code-hooks"}': 2 },
    one(2),
  ],
  [
    'cost per person and day divides by the people who cost something',
    team.costPerPersonDay,
    { [costs('m', ', user="ann"')]: 3, [costs('n', ', user="ann"')]: 1, [costs('m', ', user="bob"')]: 2 },
    one(3),
  ],
];

describe.skipIf(!promtool)('a signal', () => {
  test.for(cases)('%s', async ([, signal, gains, expected]) => {
    expect(await complaint(signal, gains, expected)).toBe('');
  });
});
