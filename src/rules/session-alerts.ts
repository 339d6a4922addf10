import { hookHandOverLag } from '../catalogue/hook-metrics.ts';
import { failuresInRow, personAwaited, sessionSilence } from '../catalogue/ledger-metrics.ts';
import type { AlertThresholds } from '../config/thresholds.ts';
import { gaugeOf } from '../promql/query.ts';
import type { Alert } from './alert.ts';

/** While hook events wait to be handed over, the ledger does not know how sessions went on. */
const isUpToDate = `on () ${gaugeOf(hookHandOverLag, {}, {}, 'max')} < 60`;

/** About sessions under way: what a person would want to be called for. */
export const sessionAlerts = (at: AlertThresholds): readonly Alert[] => [
  {
    name: 'ClaudeCodePersonAwaited',
    severity: 'warning',
    summary: "A session has waited for a person's permission for {{ $value | humanizeDuration }}.",
    comparison: `After ${at.awaitedMinutes} minutes the person is probably elsewhere: the session does nothing until it gets an answer.`,
    fires: 'a permission or a question without an answer for five minutes',
    silent: 'one that was answered; a session that waits for its next prompt',
    expr: `${gaugeOf(personAwaited, {}, {}, 'max')} > ${at.awaitedMinutes * 60} and ${isUpToDate}`,
    board: 'sessions',
  },
  {
    name: 'ClaudeCodeSessionStuck',
    severity: 'warning',
    summary: 'A session in the middle of a turn has been silent for {{ $value | humanizeDuration }}.',
    comparison: 'It does not wait for a person: no tool, no request and no hook was seen since.',
    fires: 'a turn without any event for a quarter of an hour, that does not wait for a person',
    silent: 'a turn that goes on; hook events that were not handed over yet',
    expr: `${gaugeOf(sessionSilence, {}, {}, 'max')} > ${at.stuckMinutes * 60} and ${isUpToDate}`,
    for: '1m',
    board: 'sessions',
  },
  {
    name: 'ClaudeCodeRunawayLoop',
    severity: 'warning',
    summary: '{{ $value }} calls in a row of one tool failed with the same error in one session.',
    comparison: `Usually a different attempt follows the second or third failure; ${at.failuresInRow} in a row are a loop.`,
    fires: 'eight calls in a row of one tool with the same error in one session',
    silent: 'seven of them',
    expr: `${gaugeOf(failuresInRow, {}, {}, 'max')} >= ${at.failuresInRow}`,
    board: 'tools',
  },
];
