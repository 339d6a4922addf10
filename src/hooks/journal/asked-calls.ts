import { hookToolUses } from '../../catalogue/hook-metrics.ts';
import { type Count, count } from './event-counts.ts';
import type { EventRecord } from './event-record.ts';
import type { JournalStore } from './journal-store.ts';

interface AskedCall {
  readonly id: number;
  readonly tool: string;
  readonly mcp_server: string;
}

/**
 * Calls about which the guard asked, until it is known whether they ran. The client does not report a "no", and in print
 * mode there is no person to ask: such a call leaves no event at all. So it is found by what follows: the call runs, or its
 * batch, the turn or the session ends without.
 */
export const createAskedCalls = (store: JournalStore) => {
  const insert = store.prepare(
    'INSERT INTO asked_calls (at, session, agent, tool_use_id, call, tool, mcp_server) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const ran = store.prepare('DELETE FROM asked_calls WHERE session = ? AND tool_use_id = ?');
  const ofCall = store.prepare(
    'SELECT id, tool, mcp_server FROM asked_calls WHERE session = ? AND call = ? ORDER BY id LIMIT 1',
  );
  const ofAgent = store.prepare(
    'SELECT id, tool, mcp_server FROM asked_calls WHERE session = ? AND agent = ?',
  );
  const ofSession = store.prepare('SELECT id, tool, mcp_server FROM asked_calls WHERE session = ?');
  const remove = store.prepare('DELETE FROM asked_calls WHERE id = ?');
  const forget = store.prepare('DELETE FROM asked_calls WHERE at < ?');

  const notRun = (found: readonly AskedCall[]): readonly Count[] =>
    found.map(({ id, tool, mcp_server }) => {
      remove.run(id);
      return count(hookToolUses, { tool, mcp_server, outcome: 'asked_not_run' });
    });
  const rows = (found: unknown) => notRun(found as AskedCall[]);

  const did = ({ session, toolUseId }: EventRecord): readonly Count[] => {
    ran.run(session, toolUseId ?? '');
    return [];
  };

  const steps: Readonly<Record<string, (record: EventRecord) => readonly Count[]>> = {
    PreToolUse: ({ judgement, at, session, agentId, toolUseId, facts, tool, mcpServer }) => {
      if (judgement?.verdict === 'ask')
        insert.run(
          at,
          session,
          agentId ?? '',
          toolUseId ?? '',
          facts.call ?? '',
          tool ?? 'none',
          mcpServer ?? '',
        );
      return [];
    },
    PostToolUse: did,
    PostToolUseFailure: did,
    PostToolBatch: ({ session, facts }) =>
      (facts.calls ?? []).flatMap((call) => rows(ofCall.all(session, call))),
    UserPromptSubmit: ({ session, agentId }) => rows(ofAgent.all(session, agentId ?? '')),
    Stop: ({ session, agentId }) => rows(ofAgent.all(session, agentId ?? '')),
    SessionEnd: ({ session }) => rows(ofSession.all(session)),
  };

  return {
    /** Within the transaction that journals the event. */
    settle: (record: EventRecord): readonly Count[] =>
      record.client === undefined ? (steps[record.event]?.(record) ?? []) : [],
    /** Drops calls of sessions that never said how they went on. */
    forget: (before: number) => forget.run(before),
  };
};
