import { canary } from './canary.ts';
import { metricFamily } from './metric.ts';

/** What the ledger reports about itself, and what only its store knows: sessions, people, reconciliation. */

const { defineMetric, metrics: family } = metricFamily(canary);

/** Every metric below: writing an entry registers it. */
export const ledgerMetrics = family;

const gauge = 'gauge';

export const sessionsActive = defineMetric({
  name: 'claude_code.sessions.active',
  brief: 'Sessions that sent data in the last five minutes and have not ended.',
  instrument: gauge,
  labels: [],
});

export const usersActive = defineMetric({
  name: 'claude_code.users.active',
  brief: 'Distinct installations (`user.id`) that sent data in the last 1, 7 and 30 days.',
  instrument: gauge,
  labels: ['days'],
});

export const sessionDuration = defineMetric({
  name: 'claude_code.session.duration',
  brief: 'From first to last data of a session, told once it was silent for thirty minutes.',
  unit: 's',
  scale: 1_000_000,
  labels: [],
  buckets: [60, 300, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400],
});

export const reconciliation = defineMetric({
  name: 'claude_code.reconciliation.difference',
  brief: 'Money by metrics minus money by events, over sessions that sent both and are closed. Must be 0.',
  unit: 'USD',
  instrument: gauge,
  labels: [],
});

export const personAwaited = defineMetric({
  name: 'claude_code.person.awaited',
  brief:
    "Longest time that a session has waited for a person's permission or answer now, by hooks and telemetry together. 0: none waits.",
  unit: 's',
  instrument: gauge,
  labels: [],
});

export const sessionSilence = defineMetric({
  name: 'claude_code.session.silence',
  brief:
    'Longest time without any event, of a session that is in a turn and waits for no person. Sessions without our hooks are not seen; after an hour a session counts as left.',
  unit: 's',
  instrument: gauge,
  labels: [],
});

export const failuresInRow = defineMetric({
  name: 'claude_code.tool.failures_in_row',
  brief:
    'Most calls in a row, in one session, of one tool that failed with the same error. A loop that ended a quarter of an hour ago is over.',
  instrument: gauge,
  labels: [],
});

export const spentSoFar = defineMetric({
  name: 'claude_code.spent',
  brief:
    'Cost so far today, this week (from Monday) and this month, by `period`: daily, weekly, monthly, in the configured time zone.',
  unit: 'USD',
  instrument: gauge,
  scale: 1_000_000_000,
  labels: ['period', 'model', 'query_source'],
});

export const tokensSoFar = defineMetric({
  name: 'claude_code.tokens.so_far',
  brief: 'Tokens so far today, this week and this month, by `period`, in the configured time zone.',
  instrument: gauge,
  labels: ['period', 'type'],
});

export const sessionsSoFar = defineMetric({
  name: 'claude_code.sessions.so_far',
  brief: 'Sessions started so far today, this week and this month, by `period`, in the configured time zone.',
  instrument: gauge,
  labels: ['period'],
});

export const periodSecondsLeft = defineMetric({
  name: 'claude_code.period.left',
  brief: 'Time until the day, the week and the month end, by `period`, in the configured time zone.',
  unit: 's',
  instrument: gauge,
  labels: ['period'],
});

export const ledgerPoints = defineMetric({
  name: 'claude_code_ledger.points',
  brief: 'Data points and records received: folded, duplicate (already counted), or refused.',
  labels: ['signal', 'outcome'],
});

export const ledgerRefused = defineMetric({
  name: 'claude_code_ledger.refused',
  brief: 'Data points and records refused, by reason.',
  labels: ['signal', 'reason'],
});

export const ledgerNeighbours = defineMetric({
  name: 'claude_code_ledger.neighbour.items',
  brief:
    'Data points, records and spans of other programs than Claude Code, by their name. Counted here alone.',
  labels: ['signal', 'service'],
});

export const ledgerOverflow = defineMetric({
  name: 'claude_code_ledger.label_overflow',
  brief: 'Values counted under `other` because a metric had too many label sets.',
  labels: ['metric'],
});

export const ledgerRequests = defineMetric({
  name: 'claude_code_ledger.requests',
  brief: 'OTLP requests, by answer.',
  labels: ['signal', 'status'],
});

export const ledgerLastData = defineMetric({
  name: 'claude_code_ledger.last_data.timestamp',
  brief: 'When the last data point or record of a client was stored, in Unix time.',
  unit: 's',
  instrument: gauge,
  labels: ['signal'],
});

export const ledgerAuditLag = defineMetric({
  name: 'claude_code_ledger.audit.lag',
  brief:
    'For how long a destination of the audit log (export.audit) has refused what waits for it; 0 while it takes everything.',
  unit: 's',
  instrument: gauge,
  labels: ['destination'],
});

export const ledgerStoreSize = defineMetric({
  name: 'claude_code_ledger.store.size',
  brief: 'Size of the store on disk.',
  unit: 'By',
  instrument: gauge,
  labels: [],
});

export const ledgerRows = defineMetric({
  name: 'claude_code_ledger.rows',
  brief: 'Rows in the store, by table.',
  instrument: gauge,
  labels: ['table'],
});

export const ledgerUnknownNames = defineMetric({
  name: 'claude_code_ledger.unknown_names',
  brief: 'Events and attributes that clients sent and the catalogue does not have.',
  instrument: gauge,
  labels: [],
});

export const ledgerCommitDuration = defineMetric({
  name: 'claude_code_ledger.commit.duration',
  brief: 'Time to fold requests that came together and commit them.',
  unit: 's',
  scale: 1_000_000,
  labels: [],
  buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
});

export const ledgerState = defineMetric({
  name: 'claude_code_ledger.state',
  brief: 'Number of the state that this scrape shows: by it Prometheus says what it has seen.',
  instrument: gauge,
  labels: ['process'],
});

export const ledgerMissing = defineMetric({
  name: 'claude_code_ledger.missing_in_prometheus',
  brief:
    "What the exact totals of Prometheus lack of the ledger's own counters, by metric, in the metric's unit. Must be 0.",
  instrument: gauge,
  labels: ['metric'],
});

export const ledgerIncomplete = defineMetric({
  name: 'claude_code_ledger.incomplete_sessions',
  brief:
    'Sessions of the last seven days, over for half an hour, of which something never arrived: `metrics`, `events`, or `hooks` (counted once any session has hooks).',
  instrument: gauge,
  labels: ['lacks'],
});

export const ledgerMark = defineMetric({
  name: 'claude_code_ledger.mark.timestamp',
  brief: 'When what `start-observability mark` says happened, in Unix time: the newest 50 marks.',
  unit: 'ms',
  instrument: gauge,
  labels: ['text'],
});

export const ledgerHeld = defineMetric({
  name: 'claude_code_ledger.held',
  brief: 'Counters whose newest value waits until Prometheus has seen the one before.',
  instrument: gauge,
  labels: [],
});

export const ledgerStarts = defineMetric({
  name: 'claude_code_ledger.starts',
  brief: 'Starts of the ledger, and so of the stack.',
  labels: [],
});

/** `label` and `value`: whose budget it is, as `project` and its name; both `all` for the budget of everybody. */
const budgetLabels = ['period', 'label', 'value'] as const;

export const budgetLimit = defineMetric({
  name: 'claude_code.budget.limit',
  brief: 'A budget that config.yaml sets, by `period` and by whose it is.',
  unit: 'USD',
  instrument: gauge,
  labels: budgetLabels,
});

export const budgetSpent = defineMetric({
  name: 'claude_code.budget.spent',
  brief: 'What was spent of a budget so far.',
  unit: 'USD',
  instrument: gauge,
  labels: budgetLabels,
});

export const budgetForecast = defineMetric({
  name: 'claude_code.budget.forecast',
  brief:
    'What will be spent of a budget by the end of its period, from the same weekdays of the last eight weeks, by bound: low, expected, high. Absent without two weeks of history.',
  unit: 'USD',
  instrument: gauge,
  labels: [...budgetLabels, 'bound'],
});

export const budgetExhausted = defineMetric({
  name: 'claude_code.budget.exhausted.timestamp',
  brief:
    'When a budget is used up as forecast, in Unix time. Absent when it lasts until the end of its period.',
  unit: 's',
  instrument: gauge,
  labels: budgetLabels,
});
