import { transcriptSource } from '../../catalogue/imported.ts';
import type { LedgerStore } from '../store.ts';
import type { CallRow, PromptRow, RequestRow } from './row.ts';

/** What telemetry has told of a session, so that an import leaves it out. */
interface TelemetryTold {
  readonly ids: ReadonlySet<string>;
  /** Requests that came without an id, by their tokens: older clients send none. */
  readonly withoutId: Map<string, number>;
  /** When it was heard from, in microseconds; undefined: never. */
  readonly heard: { readonly from: number; readonly until: number } | undefined;
  /** Whether telemetry counted more than the rows that are there: events were not sent, or are pruned. */
  readonly isMore: boolean;
}

export interface Had {
  readonly request: (row: RequestRow) => boolean;
  readonly call: (row: CallRow) => boolean;
  readonly prompt: (row: PromptRow) => boolean;
  /** Whether telemetry has anything of a session. */
  readonly session: (session: string) => boolean;
  /** What telemetry says may change after each transaction. */
  readonly forget: () => void;
}

interface RequestTold {
  readonly request_id: string | null;
  readonly tokens: string;
  readonly cost: number;
}

/** An export comes up to this long after what it reports. */
const before = 60_000_000;
const after = 5_000_000;

/**
 * What of a transcript telemetry has told already. A request is known by its id; where the client sends none, by its
 * tokens; where there are no rows of it any more, or never were, by the time in which telemetry told of the session.
 */
export const createHad = (store: LedgerStore, wasImported: (session: string) => boolean): Had => {
  const selectRequests = store.prepare(`
    SELECT r.request_id, coalesce(r.input_tokens, 0) || ' ' || coalesce(r.output_tokens, 0) || ' ' ||
      coalesce(r.cache_read_tokens, 0) || ' ' || coalesce(r.cache_creation_tokens, 0) AS tokens,
      coalesce(r.cost_nanodollars, 0) AS cost
    FROM session_data s JOIN event_list e ON e.session = s.id AND e.name = 'api_request'
      JOIN api_request_data r ON r.id = e.id LEFT JOIN origins o ON o.id = r.origin
    WHERE s.session_id = ? AND o.source IS NOT '${transcriptSource}'`);
  const selectOpen = store.prepare(
    'SELECT first, last, CAST(cost_metrics AS REAL) AS cost FROM open_sessions WHERE id = ?',
  );
  const selectSession = store.prepare('SELECT started, ended FROM session_data WHERE session_id = ?');
  const selectCall = store.prepare('SELECT 1 FROM tool_call_data WHERE tool_use_id = ?');
  const selectTurn = store.prepare('SELECT prompt_length FROM turn_data WHERE prompt_id = ?');
  const known = new Map<string, TelemetryTold>();

  const heardOf = (session: string) => {
    const open = selectOpen.get(session) as { first: number; last: number; cost: number } | undefined;
    if (open) return { from: open.first, until: open.last, cost: open.cost };
    // Sessions that fell silent long ago are in the table of sessions alone, and so are those that were imported.
    const old = selectSession.get(session) as { started: number; ended: number } | undefined;
    if (!old || wasImported(session)) return undefined;
    return { from: old.started, until: old.ended, cost: Number.POSITIVE_INFINITY };
  };

  const look = (session: string): TelemetryTold => {
    const rows = selectRequests.all(session) as unknown as readonly RequestTold[];
    const ids = new Set<string>();
    const withoutId = new Map<string, number>();
    for (const { request_id: id, tokens } of rows)
      if (id) ids.add(id);
      else withoutId.set(tokens, (withoutId.get(tokens) ?? 0) + 1);
    const heard = heardOf(session);
    const cost = rows.reduce((sum, row) => sum + row.cost, 0);
    return { ids, withoutId, heard, isMore: heard !== undefined && heard.cost > cost };
  };

  const toldOf = (session: string): TelemetryTold => {
    const found = known.get(session) ?? look(session);
    known.set(session, found);
    return found;
  };

  const isWithin = ({ heard }: TelemetryTold, milliseconds: number): boolean =>
    heard !== undefined &&
    milliseconds * 1000 >= heard.from - before &&
    milliseconds * 1000 <= heard.until + after;

  return {
    request: ({ session, time, request, ...row }) => {
      const told = toldOf(session);
      if (request !== undefined && told.ids.has(request)) return true;
      const tokens = [row.input, row.output, row.cacheRead, row.cacheWrite5m + row.cacheWrite1h].join(' ');
      const left = told.withoutId.get(tokens) ?? 0;
      if (left > 0) {
        told.withoutId.set(tokens, left - 1);
        return true;
      }
      return told.isMore && isWithin(told, time);
    },
    call: ({ id, session, time }) =>
      selectCall.get(id) !== undefined || (toldOf(session).ids.size === 0 && isWithin(toldOf(session), time)),
    prompt: ({ session, time, prompt }) => {
      const turn = prompt === undefined ? undefined : selectTurn.get(prompt);
      if (turn) return (turn as { prompt_length: number | null }).prompt_length !== null;
      return isWithin(toldOf(session), time);
    },
    session: (session) => toldOf(session).heard !== undefined,
    forget: () => known.clear(),
  };
};
