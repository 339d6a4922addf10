import {
  guardVerdicts,
  hookHandOverLag,
  hookSpoolReplayed,
  hookToolUses,
} from '../catalogue/hook-metrics.ts';
import { hookJob, pushTime } from '../catalogue/stack-metrics.ts';
import { occurring, ratioOf } from '../promql/arithmetic.ts';
import { totalOf } from '../promql/query.ts';
import { like, selector } from '../promql/selector.ts';
import { noHooks } from './advice.ts';
import type { Signal } from './signal.ts';
import { totalsOf } from './total.ts';

const { total, totalBy } = totalsOf('security');

const judged =
  'Verdicts of the guard on tool calls, before they run. Sessions without our hooks are not judged. All teams and projects.';
/** Not the calls that were simply fine. */
const notable = { verdict: { not: 'allow' } } as const;

export const checked = total(guardVerdicts, { title: 'Calls judged', description: judged, noValue: noHooks });

export const denied = total(guardVerdicts, {
  title: 'Denied',
  description: `Calls that the guard denied. ${judged}`,
  where: { verdict: 'deny' },
  noValue: '0',
});

export const askedNotRun = total(hookToolUses, {
  title: 'Asked, not run',
  description:
    'Calls about which the guard asked and that did not run: a person said no, or print mode refused them because there is no person to ask. The client reports neither; it is known when the batch, the turn or the session ends. All teams and projects.',
  where: { outcome: 'asked_not_run' },
  noValue: '0',
});

export const blocked: Signal = {
  board: 'security',
  title: 'Blocked',
  description: `Calls that the guard denied, and calls that it asked about and that did not run. ${judged}`,
  unit: 'short',
  legend: 'Blocked',
  noValue: '0',
  expr: (view) => `(${denied.expr(view)} + ${askedNotRun.expr(view)})`,
};

export const asked = total(guardVerdicts, {
  title: 'Asked the user',
  description: `Calls that the guard let a person decide. ${judged}`,
  where: { verdict: 'ask' },
  noValue: '0',
});

export const wouldBlock = total(guardVerdicts, {
  title: 'Would be blocked',
  description: `What the audit profile let through and the default profile would deny. ${judged}`,
  where: { verdict: 'would_deny' },
  noValue: '0',
});

export const secretAttempts = total(guardVerdicts, {
  title: 'Secrets attempts',
  description: `Calls that would read credentials, keys or \`.env\` files and were denied or sent to a person. ${judged}`,
  where: { category: like('secret|environment'), verdict: like('deny|ask|would_.*') },
  thresholds: [{ means: 'good' }, { from: 1, means: 'warning' }],
  noValue: '0',
});

export const blockedShare: Signal = {
  board: 'security',
  title: 'Share blocked',
  description: `Calls that were denied, or asked about and not run, of all that were judged. ${judged}`,
  unit: 'percentunit',
  decimals: 2,
  legend: 'Blocked',
  noValue: noHooks,
  expr: (view) => ratioOf(blocked.expr(view), totalOf(guardVerdicts, {}, view)),
};

export const verdicts = totalBy(guardVerdicts, 'verdict', {
  title: 'Verdicts',
  description: `All but calls that were simply allowed. ${judged}`,
  where: notable,
  noValue: 'Nothing was blocked or asked in this range.',
});

export const blocksByCategory = totalBy(guardVerdicts, 'category', {
  title: 'By category',
  description: `What denied and asked calls were about. ${judged}`,
  where: notable,
  noValue: 'Nothing was blocked or asked in this range.',
});

export const blocksByTool = totalBy(guardVerdicts, 'tool', {
  title: 'By tool',
  description: `The tools of denied and asked calls. ${judged}`,
  where: notable,
  noValue: 'Nothing was blocked or asked in this range.',
});

export const blocksByPattern: Signal = {
  board: 'security',
  title: 'Times',
  description: `The patterns that matched. docs/patterns.md explains each. ${judged}`,
  unit: 'short',
  legend: '{{pattern}}',
  noValue: 'Nothing was blocked or asked in this range.',
  expr: (view) =>
    occurring(totalOf(guardVerdicts, { by: ['category', 'pattern', 'verdict'], where: notable }, view)),
};

export const fallbackDecisions = total(guardVerdicts, {
  title: 'Fallback decisions',
  description: `The hook entry decided alone because the service did not answer in time. ${judged}`,
  where: { decided_by: 'entry' },
  thresholds: [{ means: 'good' }, { from: 1, means: 'warning' }],
  noValue: '0',
});

export const deciders = totalBy(guardVerdicts, 'decided_by', {
  title: 'Who decided',
  description: `The service, or the hook entry alone. ${judged}`,
  noValue: noHooks,
});

export const replayed = total(hookSpoolReplayed, {
  title: 'From the spool',
  description: 'Events that the entry kept while the service was down.',
  noValue: '0',
});

export const pushAge: Signal = {
  board: 'security',
  title: 'Last push',
  description:
    'Seconds since the hook-event service last pushed its counters; it does so every minute at least. Old: verdicts are not shown.',
  unit: 's',
  decimals: 0,
  legend: 'Age',
  thresholds: [{ means: 'good' }, { from: 60, means: 'warning' }, { from: 120, means: 'bad' }],
  noValue: noHooks,
  expr: () => `time() - max(${selector(pushTime.series, [['job', hookJob]])})`,
};

export const handOverLag: Signal = {
  board: 'stack',
  title: 'Hook events on their way',
  description:
    'Age of the oldest hook event that the ledger does not have yet: SQL, reports and pages of sessions lack it until then. They are handed over once a second.',
  unit: 's',
  decimals: 0,
  legend: 'Age',
  thresholds: [{ means: 'good' }, { from: 5, means: 'warning' }, { from: 60, means: 'bad' }],
  noValue: noHooks,
  expr: () => `max(${selector(hookHandOverLag.series, [['job', hookJob]])})`,
};
