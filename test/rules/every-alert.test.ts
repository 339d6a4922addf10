import { describe, expect, test } from 'vitest';
import { testNameOf } from '../../src/rules/markdown.ts';
import { promtool, runPromtool } from '../promql/promtool.ts';
import { alerts, rulesNeeded } from './needed.ts';

/** Series by name with promtool's values, one for each step. */
type Series = Readonly<Record<string, string>>;

interface AlertCase {
  /** `1m` by default. */
  readonly step?: string;
  readonly at: string;
  /** Several where it has several reasons. */
  readonly fires: Series | readonly Series[];
  /** The alert stays silent although something of the kind happened. */
  readonly silent: Series | readonly Series[];
}

const tools = (success: string, failure: string): Series => ({
  'claude_code_tool_results_total{tool_name="Bash", success="true"}': success,
  'claude_code_tool_results_total{tool_name="Bash", success="false"}': failure,
});
const verdicts = (labels: string, values: string): Series => ({
  [`claude_code_guard_verdicts_total{${labels}}`]: values,
});
const started = (values: string, prometheus = '100x120'): Series => ({
  'process_start_time_seconds{job="ledger"}': values,
  'process_start_time_seconds{job="prometheus"}': prometheus,
});
const thrice = '100x60 200x5 300x5 400x40';
const errors = (status: string, values: string): Series => ({
  [`claude_code_api_errors_total{status_code="${status}"}`]: values,
  'claude_code_api_requests_total{model="m"}': '0+0x60 20x60',
});
const active = 'claude_code_hook_sessions_active{job="claude-code-hooks"}';
const lastData = 'claude_code_ledger_last_data_timestamp_seconds{signal="metrics"}';

const lag = 'claude_code_hook_hand_over_lag_seconds';
const hookPrompts = 'claude_code_hook_prompts_total';
const prompts = 'claude_code_prompts_total{command_source="none"}';
const cached = (read: string, input: string): Series => ({
  'brief:claude_code_token_usage_tokens_total:sum{model="m", type="cacheRead"}': read,
  'brief:claude_code_token_usage_tokens_total:sum{model="m", type="input"}': input,
});
const requests = (all: string, failed: string): Series => ({
  'claude_code_api_requests_total{model="m"}': all,
  'claude_code_api_errors_total{status_code="500"}': failed,
});

const whose = 'period="monthly", label="project", value="shop"';
const budget = (share: number): Series => ({
  [`claude_code_budget_spent_USD{${whose}}`]: `${share * 50}x150`,
  [`claude_code_budget_limit_USD{${whose}}`]: '50x150',
});
const forecast = (dollars: number): Series => ({
  [`claude_code_budget_forecast_USD{${whose}, bound="expected"}`]: `${dollars}x150`,
});
const plan = (
  share: number,
  full: Readonly<Partial<Record<'earliest' | 'expected', number>>>,
  { window = 'five_hour', paceOf = 'a' } = {},
): Series => ({
  [`claude_code_plan_used_ratio{window="${window}", account="a"}`]: `${share}x20`,
  ...Object.fromEntries(
    Object.entries(full).map(([bound, hours]) => [
      `claude_code_plan_full_timestamp_seconds{window="${window}", account="${paceOf}", bound="${bound}"}`,
      `${hours * 3600}x20`,
    ]),
  ),
});

const cases: Readonly<Record<string, AlertCase>> = {
  ClaudeCodeSpendSpike: {
    step: '15m',
    at: '96h',
    fires: { 'spend:hour:gain': '0x300 5x78 40x20' },
    // A working hour after nights.
    silent: { 'spend:hour:gain': '0x300 12x100' },
  },
  ClaudeCodeTokenBurn: {
    step: '15m',
    at: '96h',
    fires: { 'spend:hour:gain': '0x400', 'tokens:hour:gain': '0x300 5000000x78 40000000x20' },
    silent: { 'spend:hour:gain': '0x400', 'tokens:hour:gain': '0x300 24000000x100' },
  },
  ClaudeCodeSpendUnusual: {
    step: '5m',
    at: '1h',
    fires: {
      'spend:day:gain{level="all"}': '95x20',
      'spend:day:expected{level="all"}': '30x20',
      'spend:day:spread{level="all"}': '0.3x20',
    },
    // Dear, but days are so unlike each other that it says nothing.
    silent: {
      'spend:day:gain{level="all"}': '95x20',
      'spend:day:expected{level="all"}': '30x20',
      'spend:day:spread{level="all"}': '0.9x20',
    },
  },
  ClaudeCodeCacheCollapsed: {
    step: '15m',
    at: '98h',
    fires: cached('0+1200000x380 456000000x20', '0+60000x380 22800000+3000000x20'),
    silent: cached('0+1200000x400', '0+60000x400'),
  },
  ClaudeCodeModelSwitched: {
    step: '15m',
    at: '98h',
    fires: {
      'brief:claude_code_cost_usage_USD_total:sum{model="old"}': '0+0.03x400',
      'brief:claude_code_cost_usage_USD_total:sum{model="new"}': '0x372 0+1.5x20',
      'spend:hour:gain': '0.1x400',
    },
    silent: {
      'brief:claude_code_cost_usage_USD_total:sum{model="old"}': '0+1.5x400',
      'spend:hour:gain': '0.1x400',
    },
  },
  ClaudeCodeApiBudgetBurning: {
    at: '80m',
    fires: requests('0+0x20 0+10x60', '0+0x20 0+3x60'),
    // The errors have stopped.
    silent: requests('0+0x20 0+10x60', '0+0x20 0+3x12 36x60'),
  },
  ClaudeCodePersonAwaited: {
    at: '12m',
    fires: { claude_code_person_awaited_seconds: '0x4 0+60x10', [lag]: '2x20' },
    silent: { claude_code_person_awaited_seconds: '0+60x4 0x10', [lag]: '2x20' },
  },
  ClaudeCodeSessionStuck: {
    at: '30m',
    fires: { claude_code_session_silence_seconds: '0+60x40', [lag]: '2x40' },
    silent: { claude_code_session_silence_seconds: '0+60x40', [lag]: '600x40' },
  },
  ClaudeCodeRunawayLoop: {
    at: '10m',
    fires: { claude_code_tool_failures_in_row: '8x20' },
    silent: { claude_code_tool_failures_in_row: '7x20' },
  },
  ClaudeCodeSecretsCluster: {
    at: '66m',
    fires: verdicts('verdict="deny", category="secret", pattern="ssh-key", tool="Read"', '0+0x60 5x60'),
    silent: verdicts('verdict="deny", category="secret", pattern="ssh-key", tool="Read"', '0+0x60 4x60'),
  },
  ClaudeCodeGuardOff: {
    at: '66m',
    fires: verdicts('verdict="allowed_off", category="delete"', '0+0x60 1x60'),
    silent: verdicts('verdict="allowed_once", category="delete"', '0+0x60 1x60'),
  },
  ClaudeCodeTelemetryIncomplete: {
    at: '100m',
    fires: { [hookPrompts]: '0+0x20 0+1x80', [prompts]: '0+0x20 0+0.5x80' },
    silent: { [hookPrompts]: '0+0x20 0+1x80', [prompts]: '0+0x21 0+1x79' },
  },
  ClaudeCodeClientUnknown: {
    at: '60m',
    fires: { claude_code_ledger_unknown_names: '3x30 5x40' },
    silent: { claude_code_ledger_unknown_names: '5x70' },
  },
  ClaudeCodeAlertsNotDelivered: {
    at: '20m',
    fires: { 'alertmanager_notifications_failed_total{receiver_name="team"}': '0x10 0+1x20' },
    silent: { 'alertmanager_notifications_failed_total{receiver_name="team"}': '4x30' },
  },
  ClaudeCodePlanLimitNear: {
    at: '10m',
    // Hours of the clock; the alert is looked at after ten minutes.
    fires: [
      plan(0.6, { expected: 0.5 }),
      plan(0.6, { expected: 20 }, { window: 'seven_day' }),
      plan(0.92, { earliest: 3 }),
      plan(0.99, {}),
    ],
    silent: [
      plan(0.6, { expected: 2 }),
      plan(0.6, { expected: 40 }, { window: 'seven_day' }),
      plan(0.92, {}),
      plan(0.6, { expected: 0.5 }, { paceOf: 'b' }),
    ],
  },
  ClaudeCodeBudgetForecast: {
    at: '2h',
    fires: { ...budget(0.5), ...forecast(70) },
    silent: { ...budget(0.5), ...forecast(52) },
  },
  ClaudeCodeBudgetNearlyUsed: { at: '10m', fires: budget(0.85), silent: budget(0.5) },
  ClaudeCodeBudgetUsed: { at: '10m', fires: budget(1.2), silent: budget(0.9) },
  ClaudeCodeReconciliationOff: {
    at: '50m',
    fires: { claude_code_reconciliation_difference_USD: '0x30 -0.00001x30' },
    silent: { claude_code_reconciliation_difference_USD: '0.0000000001x60' },
  },
  ClaudeCodeTotalsIncomplete: {
    at: '20m',
    fires: { 'claude_code_ledger_missing_in_prometheus{metric="claude_code.cost.usage"}': '0.35x20' },
    silent: {
      'claude_code_ledger_missing_in_prometheus{metric="claude_code.cost.usage"}': '0x10 0.35x5 0x20',
    },
  },
  ClaudeCodeCountersHeld: {
    at: '30m',
    fires: { claude_code_ledger_held: '3x30' },
    silent: { claude_code_ledger_held: '0x10 3x5 0x20' },
  },
  ClaudeCodeToolErrorsHigh: {
    at: '60m',
    fires: tools('0+0x10 0+1x20 20x60', '0+0x30 0+1x20 20x60'),
    silent: tools('0+0x10 0+1x20 20x60', '0+0x30 0+1x3 3x60'),
  },
  ClaudeCodeApiErrorsHigh: {
    at: '66m',
    fires: errors('500', '0+0x60 5x60'),
    silent: errors('500', '0+0x60 1x60'),
  },
  ClaudeCodeRateLimited: {
    at: '66m',
    fires: errors('429', '0+0x60 3x60'),
    silent: errors('429', '0+0x60 1x60'),
  },
  ClaudeCodeRetriesExhausted: {
    at: '66m',
    fires: { 'claude_code_api_retries_exhausted_total{model="m"}': '0+0x60 1x60' },
    silent: { 'claude_code_api_retries_exhausted_total{model="m"}': '0+0x20 1x100' },
  },
  ClaudeCodeManyBlocks: {
    at: '66m',
    fires: verdicts('verdict="deny", category="delete", pattern="rm-root", tool="Bash"', '0+0x60 12x60'),
    silent: verdicts('verdict="deny", category="delete", pattern="rm-root", tool="Bash"', '0+0x60 2x60'),
  },
  ClaudeCodeSecretsAccess: {
    at: '66m',
    fires: verdicts('verdict="deny", category="secret", pattern="ssh-key", tool="Read"', '0+0x60 1x60'),
    silent: verdicts('verdict="deny", category="delete", pattern="rm-root", tool="Bash"', '0+0x60 1x60'),
  },
  ClaudeCodeGuardAlone: {
    at: '66m',
    fires: { ...verdicts('verdict="allow", decided_by="entry"', '0+0x60 1x60'), ...started('100x120') },
    silent: {
      ...verdicts('verdict="allow", decided_by="entry"', '0+0x60 1x60'),
      ...started('100x120', '100x60 200x60'),
    },
  },
  ClaudeCodeHooksFailing: {
    at: '66m',
    // The ledger shows every outcome as 0 from its beginning.
    fires: {
      'claude_code_hook_executions_total{outcome="non_blocking_error"}': '0+0x60 4x60',
      'claude_code_hook_executions_total{outcome="cancelled"}': '0x120',
    },
    silent: { 'claude_code_hook_executions_total{outcome="success"}': '0+0x60 4x60' },
  },
  ClaudeCodeBypassMode: {
    at: '66m',
    fires: { 'claude_code_permission_mode_changes_total{to_mode="bypassPermissions"}': '0+0x60 1x60' },
    silent: { 'claude_code_permission_mode_changes_total{to_mode="plan"}': '0+0x60 1x60' },
  },
  ClaudeCodePushStale: {
    step: '15s',
    at: '9m',
    fires: { 'push_time_seconds{job="claude-code-hooks"}': '0+15x20 300x40' },
    silent: { 'push_time_seconds{job="claude-code-hooks"}': '0+15x60' },
  },
  ClaudeCodeTargetDown: {
    step: '15s',
    at: '9m',
    fires: { 'up{job="ledger"}': '1x20 0+0x40' },
    silent: { 'up{job="ledger"}': '1x30 0x4 1x40' },
  },
  ClaudeCodeTelemetryMissing: {
    at: '37m',
    fires: { [lastData]: '0+0x60', [active]: '2x60' },
    silent: { [lastData]: '0+0x60', [active]: '0x60' },
  },
  ClaudeCodeAuditNotPassedOn: {
    at: '20m',
    fires: { 'claude_code_ledger_audit_lag_seconds{destination="otlp"}': '0+60x20' },
    silent: { 'claude_code_ledger_audit_lag_seconds{destination="otlp"}': '0x15 0+60x5' },
  },
  ClaudeCodeComponentRestarting: { at: '80m', fires: started(thrice), silent: started(thrice, thrice) },
  ClaudeCodeLedgerRestarting: {
    at: '80m',
    fires: { claude_code_ledger_starts_total: '1x60 5x60', ...started('100x120') },
    silent: { claude_code_ledger_starts_total: '1x60 5x60', ...started(thrice, thrice) },
  },
  ClaudeCodeLedgerRefusing: {
    at: '66m',
    fires: { 'claude_code_ledger_refused_total{signal="metrics", reason="too_old"}': '0+0x60 2x60' },
    silent: { 'claude_code_ledger_refused_total{signal="metrics", reason="too_old"}': '0+0x20 2x100' },
  },
  ClaudeCodeLabelOverflow: {
    at: '66m',
    fires: { 'claude_code_ledger_label_overflow_total{metric="claude_code.cost.usage"}': '0+0x60 3x60' },
    silent: { 'claude_code_ledger_label_overflow_total{metric="claude_code.cost.usage"}': '0x120' },
  },
  ClaudeCodeCollectorQueueFilling: {
    at: '20m',
    fires: {
      'otelcol_exporter_queue_size{exporter="otlp_http/ledger", data_type="logs"}': '80x30',
      'otelcol_exporter_queue_capacity{exporter="otlp_http/ledger", data_type="logs"}': '100x30',
    },
    silent: {
      'otelcol_exporter_queue_size{exporter="otlp_http/ledger", data_type="logs"}': '20x30',
      'otelcol_exporter_queue_capacity{exporter="otlp_http/ledger", data_type="logs"}': '100x30',
    },
  },
  ClaudeCodeRulesFailing: {
    at: '66m',
    fires: { 'prometheus_rule_evaluation_failures_total{rule_group="x"}': '0+0x55 0+1x60' },
    silent: { 'prometheus_rule_evaluation_failures_total{rule_group="x"}': '3x120' },
  },
  ClaudeCodeLedgerLarge: {
    at: '40m',
    fires: { claude_code_ledger_store_size_bytes: '6000000000x60' },
    silent: { claude_code_ledger_store_size_bytes: '4000000000x60' },
  },
  ClaudeCodeHistoryCut: {
    at: '66m',
    fires: { prometheus_tsdb_size_retentions_total: '0+0x30 0+1x60' },
    silent: { prometheus_tsdb_size_retentions_total: '3x120' },
  },
};

const names = alerts.map(({ alert }) => alert);

test('every alert is tried', () => {
  expect(names.filter((name) => !(name in cases))).toEqual([]);
  expect(Object.keys(cases).filter((name) => !names.includes(name))).toEqual([]);
});

describe.skipIf(!promtool)('an alert', () => {
  const outcome = async (
    alert: string,
    { step = '1m', at }: AlertCase,
    series: Series,
    isFiring: boolean,
  ) => {
    const { groups } = rulesNeeded([alert], []);
    // What a case gives as a series is not computed as well.
    const given = new Set(Object.keys(series).map((name) => name.split('{')[0] ?? ''));
    const needed = groups.map(({ rules, ...group }) => ({
      ...group,
      rules: rules.filter((rule) => !('record' in rule && given.has(rule.record))),
    }));
    const { output } = await runPromtool(['test', 'rules', 'test.yaml'], {
      'rules.yaml': { groups: needed },
      'test.yaml': {
        rule_files: ['rules.yaml'],
        evaluation_interval: step,
        group_eval_order: needed.map(({ name }) => name),
        tests: [
          {
            interval: step,
            input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
            promql_expr_test: [
              {
                expr: `sgn(count(ALERTS{alertname="${alert}", alertstate="firing"}))`,
                eval_time: at,
                exp_samples: isFiring ? [{ labels: '{}', value: 1 }] : [],
              },
            ],
          },
        ],
      },
    });
    return output;
  };

  for (const [alert, one] of Object.entries(cases))
    test(testNameOf(alert), async () => {
      for (const series of [one.fires].flat())
        expect(await outcome(alert, one, series, true)).toContain('SUCCESS');
      for (const series of [one.silent].flat())
        expect(await outcome(alert, one, series, false)).toContain('SUCCESS');
    });
});
