import { hookPermissionRequests } from '../../catalogue/hook-metrics.ts';
import { type Count, count } from './event-counts.ts';
import type { EventRecord } from './event-record.ts';
import type { JournalStore } from './journal-store.ts';

interface OpenQuestion {
  readonly id: number;
  readonly tool: string;
}

/**
 * What came of permission requests. The client sends the request without an id and never its outcome, so it is found
 * by what follows: the call runs (allowed), or its batch, the turn or the session ends without (denied).
 */
export const createPermissions = (store: JournalStore) => {
  const ask = store.prepare('INSERT INTO asked (at, session, agent, call, tool) VALUES (?, ?, ?, ?, ?)');
  const ofCall = store.prepare(
    'SELECT id, tool FROM asked WHERE session = ? AND call = ? ORDER BY id LIMIT 1',
  );
  const ofAgent = store.prepare('SELECT id, tool FROM asked WHERE session = ? AND agent = ?');
  const ofSession = store.prepare('SELECT id, tool FROM asked WHERE session = ?');
  const remove = store.prepare('DELETE FROM asked WHERE id = ?');
  const forget = store.prepare('DELETE FROM asked WHERE at < ?');

  const settle = (found: readonly OpenQuestion[], outcome: 'allowed' | 'denied'): readonly Count[] =>
    found.map(({ id, tool }) => {
      remove.run(id);
      return count(hookPermissionRequests, { tool, outcome });
    });

  const settleCall = (session: string, call: string | undefined, outcome: 'allowed' | 'denied') =>
    call === undefined ? [] : settle(ofCall.all(session, call) as unknown as OpenQuestion[], outcome);

  const steps: Readonly<Record<string, (record: EventRecord) => readonly Count[]>> = {
    PermissionRequest: ({ at, session, agentId, tool, facts }) => {
      ask.run(at, session, agentId ?? '', facts.call ?? '', tool ?? 'none');
      return [];
    },
    PostToolUse: ({ session, facts }) => settleCall(session, facts.call, 'allowed'),
    PostToolUseFailure: ({ session, facts }) => settleCall(session, facts.call, 'allowed'),
    PostToolBatch: ({ session, facts }) =>
      (facts.calls ?? []).flatMap((call) => settleCall(session, call, 'denied')),
    UserPromptSubmit: ({ session, agentId }) =>
      settle(ofAgent.all(session, agentId ?? '') as unknown as OpenQuestion[], 'denied'),
    Stop: ({ session, agentId }) =>
      settle(ofAgent.all(session, agentId ?? '') as unknown as OpenQuestion[], 'denied'),
    SessionEnd: ({ session }) => settle(ofSession.all(session) as unknown as OpenQuestion[], 'denied'),
  };

  return {
    /** Within the transaction that journals the event. */
    settle: (record: EventRecord): readonly Count[] =>
      record.client === undefined ? (steps[record.event]?.(record) ?? []) : [],
    /** Drops requests of sessions that never said how they went on. */
    forget: (before: number) => forget.run(before),
  };
};
