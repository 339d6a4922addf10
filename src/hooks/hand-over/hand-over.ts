import type { HookRow } from '../../tables/hook-row.ts';
import { createFacts } from '../journal/facts.ts';
import type { JournalStore } from '../journal/journal-store.ts';
import { askLedger, type LedgerAccess } from '../ledger-api.ts';
import { createPastWindows } from '../plan-limits/past-windows.ts';
import { startRounds } from '../rounds.ts';

/**
 * Hands the journal's events to the ledger, each at least once and in order; the ledger takes each once. Beside them go
 * the windows of plans' limits.
 */
export interface HandOver {
  /** Seconds since the oldest event that the ledger does not have; 0 when it has all. */
  readonly lagSeconds: (now: number) => number;
  /** What went wrong last; empty when it went well. */
  readonly trouble: () => string;
  readonly stop: () => Promise<void>;
}

const everyMilliseconds = 1000;
/** While the ledger does not answer, rounds are further and further apart. */
const longestPauseMilliseconds = 8000;
/** A few milliseconds of work: hook events wait for their answers meanwhile. */
const mostTogether = 200;
const timeoutMilliseconds = 10_000;
const cursorName = 'handed over';

interface Journalled {
  readonly id: number;
  readonly key: string;
  readonly at: number;
  readonly session: string;
  readonly event: string;
  readonly tool: string | null;
  readonly mcp_server: string | null;
  readonly tool_use_id: string | null;
  readonly prompt_id: string | null;
  readonly agent_id: string | null;
  readonly project: string | null;
  readonly facts: string;
  readonly content: string | null;
  readonly more: string | null;
  readonly verdict: string | null;
  readonly category: string | null;
  readonly pattern: string | null;
  readonly decided_by: string | null;
}

const said = (value: string | null): string | undefined => value ?? undefined;
const parsed = <Value>(text: string | null): Value | undefined =>
  text === null ? undefined : (JSON.parse(text) as Value);

/** A row of the journal as the ledger takes it. */
const hookRow = (row: Journalled): HookRow => {
  const { git, fields, unknown } = parsed<Pick<HookRow, 'git' | 'fields' | 'unknown'>>(row.more) ?? {};
  return {
    identity: row.key,
    at: row.at,
    session: row.session,
    event: row.event,
    tool: said(row.tool),
    mcpServer: said(row.mcp_server),
    toolUseId: said(row.tool_use_id),
    promptId: said(row.prompt_id),
    agentId: said(row.agent_id),
    folder: said(row.project),
    facts: JSON.parse(row.facts) as HookRow['facts'],
    verdict: said(row.verdict),
    category: said(row.category),
    pattern: said(row.pattern),
    decidedBy: said(row.decided_by),
    git,
    fields: { ...fields, ...parsed<Record<string, string>>(row.content) },
    unknown,
  };
};

export const startHandOver = (store: JournalStore, access: LedgerAccess): HandOver => {
  const select = store.prepare(
    `SELECT e.*, v.verdict, v.category, v.pattern, v.decided_by FROM events e LEFT JOIN verdicts v ON v.event = e.id
     WHERE e.id > ? ORDER BY e.id LIMIT ${mostTogether}`,
  );
  const oldest = store.prepare('SELECT at FROM events WHERE id > ? ORDER BY id LIMIT 1');
  const facts = createFacts(store);
  const pastWindows = createPastWindows(store);
  let cursor = Number(facts.get(cursorName) ?? 0);
  let trouble = '';

  const post = async (address: string, rows: readonly object[]): Promise<void> => {
    const answer = await askLedger(access, address, { body: rows, timeoutMilliseconds });
    if (!answer.ok) throw new Error(`The ledger answers ${answer.status}.`);
  };

  /** Hands over one portion; true when there may be more. */
  const portion = async (): Promise<boolean> => {
    const rows = select.all(cursor) as unknown as Journalled[];
    const last = rows.at(-1);
    if (!last) return false;
    await post('/api/hook-events', rows.map(hookRow));
    cursor = last.id;
    facts.set(cursorName, String(cursor));
    return rows.length === mostTogether;
  };

  const round = async (isStopping: () => boolean): Promise<void> => {
    try {
      while (!isStopping() && (await portion()));
      await pastWindows.handOver((rows) => post('/api/plan-windows', rows));
      trouble = '';
    } catch (error) {
      trouble = (error as Error).message;
    }
  };

  let pauseMilliseconds = everyMilliseconds;
  const { stop } = startRounds(round, () => {
    pauseMilliseconds = trouble
      ? Math.min(2 * pauseMilliseconds, longestPauseMilliseconds)
      : everyMilliseconds;
    return pauseMilliseconds;
  });

  return {
    lagSeconds: (now) => {
      const row = oldest.get(cursor) as { at: number } | undefined;
      return row ? Math.max(0, (now - row.at) / 1000) : 0;
    },
    trouble: () => trouble,
    stop,
  };
};
