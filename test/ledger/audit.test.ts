import { expect, test } from 'vitest';
import { entryOfAct } from '../../src/ledger/audit/acts.ts';
import { createAuditLog } from '../../src/ledger/audit/log.ts';
import { auditRequest } from '../../src/ledger/audit/otlp.ts';
import type { HookRow } from '../../src/tables/hook-row.ts';
import { open } from './open.ts';
import { eventRequest } from './point.ts';

const everything = { after: 0, limit: 1000 };

const hook = (fields: Partial<HookRow>): HookRow => ({
  identity: Math.random().toString(36),
  at: Date.parse('2026-11-30T12:00:00Z'),
  session: 'session-of-ann',
  event: 'PreToolUse',
  tool: 'Bash',
  facts: {},
  ...fields,
});

/** One of each kind. */
const happened = async () => {
  const opened = open();
  const { ledger } = opened;
  ledger.takeHooks([
    hook({ verdict: 'deny', category: 'files', pattern: 'rm-root', decidedBy: 'service' }),
    hook({ facts: { budget: ['daily', 'all', 'deny'] } }),
    hook({ facts: { bypassed: true } }),
    hook({ facts: { bypassed: true } }),
    hook({ event: 'PermissionDenied' }),
    hook({ event: 'ConfigChange', facts: { source: 'user_settings' } }),
    hook({}),
  ]);
  const decision = { tool_name: 'Bash', decision: 'accept' };
  const decisions = [
    { ...decision, source: 'user_temporary' },
    { ...decision, source: 'config' },
    { ...decision, source: 'config', classifier_verdict: 'block' },
  ];
  for (const [sequence, attributes] of decisions.entries())
    await ledger.take('logs', eventRequest('tool_decision', attributes, { sequence }));
  ledger.takeActs([
    entryOfAct({ at: '2026-11-30T13:00:00.000Z', user: 'ann', act: 'lift', reason: 'release day' }),
    entryOfAct({ at: '2026-11-30T13:01:00.000Z', user: 'ann', act: 'approve', code: 'ABCD-EFGH' }),
    entryOfAct({ at: '2026-11-30T13:02:00.000Z', user: 'ann', act: 'set', key: 'budgets.stop' }),
  ]);
  return opened;
};

test('approvals, bypass mode, verdicts, lifts and changed settings are in one log, each once', async () => {
  const { ledger } = await happened();
  const kinds = ledger.audit.rows(everything).map(({ kind }) => kind);
  expect(kinds.sort()).toEqual([
    ...['approval', 'auto_mode', 'auto_mode', 'budget', 'budget', 'bypass'],
    ...['guard', 'person', 'settings', 'settings'],
  ]);
  const again = entryOfAct({
    at: '2026-11-30T13:00:00.000Z',
    user: 'ann',
    act: 'lift',
    reason: 'release day',
  });
  expect(ledger.takeActs([again])).toBe(0);
});

test('nothing can be changed in it, and only its beginning can be dropped', async () => {
  const { store } = await happened();
  expect(() => store.exec("UPDATE audit SET detail = '{}' WHERE id = 3")).toThrow(/append-only/);
  expect(() => store.exec('DELETE FROM audit WHERE id = 3')).toThrow(/append-only/);
});

test('what was changed past the store is found', async () => {
  const { store, ledger } = await happened();
  expect(ledger.audit.firstBroken()).toBeUndefined();
  store.exec('DROP TRIGGER audit_is_not_changed');
  store.exec(`UPDATE audit SET detail = replace(detail, 'deny', 'allow') WHERE id = 2`);
  expect(ledger.audit.firstBroken()).toBe(2);
});

test('what was replaced past the store is found', async () => {
  const { store, ledger } = await happened();
  store.exec(
    "REPLACE INTO audit SELECT id, identity, time, received, kind, session, '{}', chain FROM audit WHERE id = 3",
  );
  expect(ledger.audit.firstBroken()).toBe(3);
});

test('what was taken out past the store is found', async () => {
  const { store, ledger } = await happened();
  store.exec('DROP TRIGGER audit_is_dropped_from_its_beginning');
  store.exec('DELETE FROM audit WHERE id = 4');
  expect(ledger.audit.firstBroken()).toBe(5);
});

test('it is kept for its own time, whatever becomes of events', async () => {
  const { store, ledger } = await happened();
  const now = Date.now() * 1000;
  const day = 86_400_000_000;
  ledger.sweep(now + 200 * day);
  expect(ledger.audit.rows(everything)).toHaveLength(10);
  const log = createAuditLog(store, '400d');
  log.prune(now + 399 * day);
  expect(ledger.audit.rows(everything)).toHaveLength(10);
  log.prune(now + 401 * day);
  expect(ledger.audit.rows(everything)).toEqual([]);
});

test('a session that is forgotten leaves no byte of it in the log, which stays whole', async () => {
  const { store, ledger } = await happened();
  ledger.forget({ session: 'session-of-ann' });
  expect(JSON.stringify(store.prepare('SELECT * FROM audit').all())).not.toContain('session-of-ann');
  expect(ledger.audit.rows(everything)).toHaveLength(10);
  expect(ledger.audit.firstBroken()).toBeUndefined();
});

test('it is exported as OTLP log records that a receiver takes', async () => {
  const { ledger } = await happened();
  const other = open();
  expect(await other.ledger.take('logs', auditRequest(ledger.audit.rows(everything)))).toEqual({
    rejected: 0,
  });
  const [record] =
    auditRequest(ledger.audit.rows(everything)).resourceLogs[0]?.scopeLogs[0]?.logRecords ?? [];
  expect(record).toMatchObject({ eventName: 'audit.guard', timeUnixNano: '1796040000000000000' });
});
