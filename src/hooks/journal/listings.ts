import type { JournalStore } from './journal-store.ts';

/** Filters of the event store; all that are given must hold. */
export interface HookEventFilter {
  /** Milliseconds since 1970. */
  readonly since?: number | undefined;
  readonly event?: string | undefined;
  readonly tool?: string | undefined;
  readonly session?: string | undefined;
  readonly limit: number;
}

export interface BlockFilter {
  readonly since?: number | undefined;
  readonly category?: string | undefined;
  readonly pattern?: string | undefined;
  readonly tool?: string | undefined;
  readonly code?: string | undefined;
  /** `deny`, `ask`, `allowed_once`, `allowed_off`, `would_deny`, `would_ask`; absent: deny and ask. */
  readonly verdict?: string | undefined;
  readonly limit: number;
}

export interface HookEventRow {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly session: string;
  /** Absent: Claude Code. */
  readonly client?: string;
  readonly event: string;
  readonly tool?: string;
  readonly mcp_server?: string;
  readonly tool_use_id?: string;
  readonly prompt_id?: string;
  readonly agent_id?: string;
  readonly project?: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly verdict?: string;
  readonly category?: string;
  readonly pattern?: string;
  readonly content?: Readonly<Record<string, string>>;
}

export interface BlockRow {
  readonly at: string;
  readonly verdict: string;
  readonly category: string;
  readonly pattern: string;
  readonly tool: string;
  readonly mcp_server?: string;
  readonly session: string;
  readonly tool_use_id?: string;
  readonly project?: string;
  readonly decided_by: string;
  /** Absent: Claude Code. */
  readonly client?: string;
  /** Stands for the exact call; the same for every try of it. */
  readonly code: string;
  /** Redacted, and only when tool contents are kept. */
  readonly input?: string;
}

type JournalRow = Readonly<Record<string, string | number | null>>;

/** Leaves out what is not known. */
const known = (row: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== undefined));

const json = (value: unknown) => (typeof value === 'string' ? JSON.parse(value) : undefined);

/** Latest time that a date can hold. */
const latest = 8.64e15;

/** A time of the journal as text. Never throws: one bad row must not hide the others. */
export const isoTime = (milliseconds: unknown): string => {
  const value = Number(milliseconds);
  return new Date(Number.isFinite(value) ? Math.min(Math.max(value, 0), latest) : 0).toISOString();
};

/** Recent hook events, newest first. */
export const eventRows = (store: JournalStore, filter: HookEventFilter): readonly HookEventRow[] => {
  const rows = store
    .prepare(
      `SELECT e.at, e.session, e.client, e.event, e.tool, e.mcp_server, e.tool_use_id, e.prompt_id, e.agent_id, e.project,
         e.facts, v.verdict, v.category, v.pattern, e.content
       FROM events e LEFT JOIN verdicts v ON v.event = e.id
       WHERE e.at >= ?1 AND (?2 IS NULL OR e.event = ?2) AND (?3 IS NULL OR e.tool = ?3)
         AND (?4 IS NULL OR e.session = ?4)
       ORDER BY e.at DESC, e.id DESC LIMIT ?5`,
    )
    .all(filter.since ?? 0, filter.event ?? null, filter.tool ?? null, filter.session ?? null, filter.limit);
  return (rows as JournalRow[]).map(
    (row) =>
      known({
        ...row,
        at: isoTime(row['at']),
        facts: json(row['facts']),
        content: json(row['content']),
      }) as unknown as HookEventRow,
  );
};

/** The audit trail, newest first. */
export const blockRows = (store: JournalStore, filter: BlockFilter): readonly BlockRow[] => {
  const rows = store
    .prepare(
      `SELECT v.at, v.verdict, v.category, v.pattern, e.client, e.tool, e.mcp_server, e.session, e.tool_use_id, e.project, v.decided_by, v.code,
         e.content ->> 'tool_input' AS input
       FROM verdicts v JOIN events e ON e.id = v.event
       WHERE v.at >= ?1 AND (?2 IS NULL OR v.category = ?2) AND (?3 IS NULL OR v.pattern = ?3)
         AND (?4 IS NULL OR e.tool = ?4) AND (?5 IS NULL OR v.code = ?5)
         AND CASE WHEN ?6 IS NULL THEN v.verdict IN ('deny', 'ask') ELSE v.verdict = ?6 END
       ORDER BY v.at DESC, v.event DESC LIMIT ?7`,
    )
    .all(
      filter.since ?? 0,
      filter.category ?? null,
      filter.pattern ?? null,
      filter.tool ?? null,
      filter.code ?? null,
      filter.verdict ?? null,
      filter.limit,
    );
  return (rows as JournalRow[]).map(
    (row) => known({ ...row, at: isoTime(row['at']) }) as unknown as BlockRow,
  );
};
