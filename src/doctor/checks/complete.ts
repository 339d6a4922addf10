import { ledgerIncomplete } from '../../catalogue/ledger-metrics.ts';
import { type SignalOfSession, signalsOfSessions } from '../../ledger/completeness.ts';
import { defineCheck, warning } from '../check.ts';
import { metricsText, samplesIn } from '../ledger.ts';

/** What keeps a signal of some sessions away while others have it, the likeliest first. */
const reasons: Readonly<Record<SignalOfSession, string>> = {
  metrics:
    'OTEL_METRICS_EXPORTER is off in a project or a shell; a session of the desktop application, of an SDK that reads no user settings, or on another machine; or it was killed before its first export. Their cost and tokens are counted from their events, where those came',
  events:
    'OTEL_LOGS_EXPORTER is off in a project or a shell, or the session was killed before its first export',
  hooks:
    'a client that reads other settings (SDK, remote, another machine), disableAllHooks, or the session was over before setup',
};

/** What rows of `sessions` have in common that lack it. */
const conditions: Readonly<Record<SignalOfSession, string>> = {
  metrics: "starts = 0 OR counted_from = 'events'",
  events: 'events = 0',
  hooks: 'hook_events = 0',
};

/** Lists the sessions that lack a signal. */
export const listing = (lacks: SignalOfSession): string =>
  `start-observability query "SELECT session_id, started_at, app_entrypoint, client_version FROM sessions WHERE ${conditions[lacks]} ORDER BY started DESC"`;

export const complete = defineCheck({
  id: 'complete',
  title: 'Sessions are complete',
  group: 'surroundings',
  needs: ['stack'],
  problems: {
    lacking: warning(
      'Of some sessions of the last seven days metrics, events or hooks never arrived.',
      'the reasons and the commands below; run doctor in the project and the shell of such a session',
    ),
  },
  run: async (at) => {
    const text = await metricsText(at, at.config.ports.ledger);
    if (text === undefined) return { notReached: 'the ledger does not answer' };
    const samples = samplesIn(text, ledgerIncomplete.series);
    if (samples.length === 0) return { notReached: 'this ledger does not count them' };
    const evidence = signalsOfSessions.flatMap((lacks) => {
      const count = samples.find(({ labels }) => labels === `lacks="${lacks}"`)?.value ?? 0;
      return count === 0
        ? []
        : [`${count} without ${lacks}. Likely: ${reasons[lacks]}`, `they are listed by: ${listing(lacks)}`];
    });
    return evidence.length === 0
      ? { ok: 'metrics, events and hooks of each' }
      : { problem: 'lacking', evidence };
  },
});
