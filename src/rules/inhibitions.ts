import type { AlertName } from '../catalogue/alert-names.ts';

/** An alert that explains others: while it fires they are not sent. */
export interface Inhibition {
  readonly cause: AlertName;
  /** The component that is down, where the cause is about one. */
  readonly job?: string;
  readonly follows: readonly AlertName[];
  /** Labels that both must have alike. */
  readonly equal?: readonly string[];
}

const whileLedgerIsDown = [
  'ClaudeCodeTelemetryMissing',
  'ClaudeCodeTelemetryIncomplete',
  'ClaudeCodeTotalsIncomplete',
  'ClaudeCodeCountersHeld',
  'ClaudeCodeLedgerRestarting',
  'ClaudeCodeCollectorQueueFilling',
] as const;

/** THE table of what follows from what (Alertmanager: `inhibit_rules`). */
export const inhibitions: readonly Inhibition[] = [
  { cause: 'ClaudeCodeTargetDown', job: 'collector', follows: ['ClaudeCodeTelemetryMissing'] },
  { cause: 'ClaudeCodeTargetDown', job: 'ledger', follows: whileLedgerIsDown },
  {
    cause: 'ClaudeCodeTargetDown',
    job: 'hooks',
    follows: ['ClaudeCodePushStale', 'ClaudeCodeGuardAlone', 'ClaudeCodeTelemetryIncomplete'],
  },
  { cause: 'ClaudeCodeTargetDown', job: 'pushgateway', follows: ['ClaudeCodePushStale'] },
  {
    cause: 'ClaudeCodeBudgetUsed',
    follows: ['ClaudeCodeBudgetNearlyUsed', 'ClaudeCodeBudgetForecast'],
    equal: ['period', 'label', 'value'],
  },
  { cause: 'ClaudeCodeSecretsCluster', follows: ['ClaudeCodeSecretsAccess', 'ClaudeCodeManyBlocks'] },
  { cause: 'ClaudeCodeTelemetryMissing', follows: ['ClaudeCodeTelemetryIncomplete'] },
  {
    cause: 'ClaudeCodeApiBudgetBurning',
    follows: ['ClaudeCodeApiErrorsHigh', 'ClaudeCodeRetriesExhausted'],
  },
  { cause: 'ClaudeCodeSpendSpike', follows: ['ClaudeCodeTokenBurn'] },
  { cause: 'ClaudeCodeRateLimited', follows: ['ClaudeCodeRetriesExhausted', 'ClaudeCodeApiErrorsHigh'] },
];
