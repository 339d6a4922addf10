import * as work from '../catalogue/event-metrics.ts';
import * as hook from '../catalogue/hook-metrics.ts';
import * as ledger from '../catalogue/ledger-metrics.ts';
import * as telemetry from '../catalogue/telemetry.ts';

/** PromQL that a person can paste at :9090, and what it answers. */
export interface ReadyQuery {
  /** A sentence. */
  readonly tells: string;
  readonly promql: string;
}

export interface QueryGroup {
  readonly title: string;
  readonly queries: readonly ReadyQuery[];
}

const cost = telemetry.costUsage.series;
const tokens = telemetry.tokenUsage.series;
const sessions = telemetry.sessionCount.series;
const lines = telemetry.linesOfCode.series;
const commits = telemetry.commitCount.series;
const edits = telemetry.codeEditToolDecision.series;
const active = telemetry.activeTime.series;
const requests = work.apiRequests.series;
const errors = work.apiErrors.series;
const latency = work.apiRequestDuration.series;
const firstToken = work.apiTimeToFirstToken.series;
const results = work.toolResults.series;
const toolTime = work.toolDuration.series;
const decisions = work.toolDecisions.series;
const verdicts = hook.guardVerdicts.series;

/** Ordinary `increase()` and `rate()`: right to within their extrapolation, because the counters never reset. */
export const readyQueries: readonly QueryGroup[] = [
  {
    title: 'The classics',
    queries: [
      {
        tells: 'Sessions started in the last day.',
        promql: 'increase(claude_code_session_count_total[24h])',
      },
      {
        tells: 'Tokens a second, by the name older exporters gave them.',
        promql: 'rate(claude_code_token_usage_total[5m])',
      },
      {
        tells: 'Cost of the last hour, by the name older exporters gave it.',
        promql: 'increase(claude_code_cost_usage_total[1h])',
      },
      {
        tells: 'Edits accepted a second.',
        promql: 'rate(claude_code_code_edit_tool_decision_total{decision="accept"}[5m])',
      },
    ],
  },
  {
    title: 'Cost',
    queries: [
      { tells: 'Cost of the last day.', promql: `sum(increase(${cost}[24h]))` },
      { tells: 'Cost of the last day, per model.', promql: `sum by (model) (increase(${cost}[24h]))` },
      { tells: 'Cost of the last week, per project.', promql: `sum by (project) (increase(${cost}[7d]))` },
      {
        tells: 'Cost of the last day, per origin: main conversation, subagents, the client itself.',
        promql: `sum by (query_source) (increase(${cost}[24h]))`,
      },
      { tells: 'Dollars an hour, right now.', promql: `sum(rate(${cost}[15m])) * 3600` },
      {
        tells: 'Cost per session, over the last day.',
        promql: `sum(increase(${cost}[24h])) / sum(increase(${sessions}[24h]))`,
      },
      {
        tells: 'Cost per commit, over the last week.',
        promql: `sum(increase(${cost}[7d])) / sum(increase(${commits}[7d]))`,
      },
      {
        tells: 'Cost per 1,000 added lines, over the last week.',
        promql: `1000 * sum(increase(${cost}[7d])) / sum(increase(${lines}{type="added"}[7d]))`,
      },
      {
        tells: 'Spent today, this week and this month in the configured time zone, to the cent.',
        promql: `sum by (period) (${ledger.spentSoFar.series})`,
      },
      {
        tells: 'Money by metrics less money by events: must be 0.',
        promql: ledger.reconciliation.series,
      },
    ],
  },
  {
    title: 'Tokens and cache',
    queries: [
      { tells: 'Tokens of the last day, by type.', promql: `sum by (type) (increase(${tokens}[24h]))` },
      {
        tells: 'Tokens of the last day, by model and type.',
        promql: `sum by (model, type) (increase(${tokens}[24h]))`,
      },
      {
        tells: 'Share of the input that came from the prompt cache, over the last day.',
        promql: `sum(increase(${tokens}{type="cacheRead"}[24h])) / sum(increase(${tokens}{type=~"input|cacheRead|cacheCreation"}[24h]))`,
      },
      {
        tells: 'Tokens that subagents used in the last day, by agent.',
        promql: `sum by (agent_name) (increase(${tokens}{query_source="subagent"}[24h]))`,
      },
    ],
  },
  {
    title: 'Sessions and activity',
    queries: [
      { tells: 'Sessions an hour, over the last day.', promql: `sum(increase(${sessions}[24h])) / 24` },
      {
        tells: 'Sessions of the last week, by client version.',
        promql: `sum by (app_version) (increase(${sessions}[7d]))`,
      },
      { tells: 'Sessions active now.', promql: ledger.sessionsActive.series },
      {
        tells: 'Installations active in the last 1, 7 and 30 days.',
        promql: ledger.usersActive.series,
      },
      {
        tells: 'Hours of people and of Claude in the last day.',
        promql: `sum by (type) (increase(${active}[24h])) / 3600`,
      },
      {
        tells: 'Length of the sessions of the last week: nineteen of twenty were shorter.',
        promql: `histogram_quantile(0.95, sum by (le) (increase(${ledger.sessionDuration.series}_bucket[7d])))`,
      },
    ],
  },
  {
    title: 'Tools, permissions and code',
    queries: [
      {
        tells: 'The ten tools used most in the last day.',
        promql: `topk(10, sum by (tool_name) (increase(${results}[24h])))`,
      },
      {
        tells: 'Share of tool calls that failed in the last day, by tool.',
        promql: `sum by (tool_name) (increase(${results}{success="false"}[24h])) / sum by (tool_name) (increase(${results}[24h]))`,
      },
      {
        tells: 'How long tools take: the p95 of the last day, by tool.',
        promql: `histogram_quantile(0.95, sum by (tool_name, le) (increase(${toolTime}_bucket[24h])))`,
      },
      {
        tells: 'Accept rate: share of edits that were accepted in the last day.',
        promql: `sum(increase(${edits}{decision="accept"}[24h])) / sum(increase(${edits}[24h]))`,
      },
      {
        tells: 'Permission decisions of the last day, by who made them.',
        promql: `sum by (source, decision) (increase(${decisions}[24h]))`,
      },
      {
        tells: 'Lines added and removed in the last day.',
        promql: `sum by (type) (increase(${lines}[24h]))`,
      },
      {
        tells: 'Edits of the last week, by language.',
        promql: `sum by (language) (increase(${edits}[7d]))`,
      },
      {
        tells: 'Commits and pull requests of the last week.',
        promql: `sum(increase(${commits}[7d])) + sum(increase(${telemetry.pullRequestCount.series}[7d]))`,
      },
    ],
  },
  {
    title: 'API',
    queries: [
      { tells: 'Requests a minute, by model.', promql: `sum by (model) (rate(${requests}[15m])) * 60` },
      {
        tells: 'Duration of the requests of the last hour: median by model.',
        promql: `histogram_quantile(0.5, sum by (model, le) (increase(${latency}_bucket[1h])))`,
      },
      {
        tells: 'Time to the first token in the last hour: p95 by model.',
        promql: `histogram_quantile(0.95, sum by (model, le) (increase(${firstToken}_bucket[1h])))`,
      },
      {
        tells: 'Requests of the last day that failed for good, by status.',
        promql: `sum by (status_code) (increase(${errors}[24h]))`,
      },
      {
        tells: 'Share of requests that failed for good in the last day.',
        promql: `sum(increase(${errors}[24h])) / (sum(increase(${errors}[24h])) + sum(increase(${requests}[24h])))`,
      },
    ],
  },
  {
    title: 'Guard and hooks',
    queries: [
      {
        tells: 'What the guard denied in the last day, by pattern.',
        promql: `sum by (category, pattern) (increase(${verdicts}{verdict="deny"}[24h])) > 0`,
      },
      {
        tells: 'Verdicts of the last week, without the calls that were simply allowed.',
        promql: `sum by (verdict) (increase(${verdicts}{verdict!="allow"}[7d]))`,
      },
      {
        tells: 'Hook events a minute, by name.',
        promql: `sum by (event) (rate(${hook.hookEvents.series}[5m])) * 60`,
      },
      {
        tells: 'Compactions of the last day, by trigger.',
        promql: `sum by (trigger) (increase(${work.compactions.series}[24h]))`,
      },
    ],
  },
  {
    title: 'Is data flowing',
    queries: [
      {
        tells: 'Seconds since a client last sent something.',
        promql: `time() - max(${ledger.ledgerLastData.series})`,
      },
      {
        tells: 'Data points of the last hour: counted, already counted, refused.',
        promql: `sum by (signal, outcome) (increase(${ledger.ledgerPoints.series}[1h]))`,
      },
      { tells: 'Components that Prometheus reaches (1) or not (0).', promql: 'up' },
    ],
  },
];
