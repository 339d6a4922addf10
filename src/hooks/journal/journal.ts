import { randomBytes } from 'node:crypto';
import { hookDuplicates, hookOverflow } from '../../catalogue/hook-metrics.ts';
import { type Counter, createCounters } from '../../counters/counters.ts';
import { closeDatabase } from '../../store/database.ts';
import { createTogether } from '../../store/together.ts';
import { knownLabelSets, openLabels } from '../known.ts';
import { createSessions } from './active-sessions.ts';
import { createAskedCalls } from './asked-calls.ts';
import { type Count, countsOf } from './event-counts.ts';
import type { EventRecord } from './event-record.ts';
import { type JournalStore, onDisk, transaction } from './journal-store.ts';
import { createPermissions } from './permission-outcomes.ts';

export interface Journal {
  /**
   * Puts events, verdicts and what they count on disk in one transaction, each event once. On return they are
   * durable. False for an event that was there already; throws when the disk does not take them, and then none counts.
   */
  readonly append: (records: readonly EventRecord[]) => readonly boolean[];
  /** Counts what is not an event: pushes, refusals. */
  readonly count: (counts: readonly Count[]) => void;
  readonly counters: () => Iterable<Counter>;
  /**
   * Notes what a push is about to show, before it is sent: a counter must never go backwards, whatever is killed or
   * unplugged. Resolves when the note, and all that was counted before, is on the disk.
   */
  readonly show: (risen: readonly Counter[]) => Promise<void>;
  readonly activeSessions: (now: number) => number;
  /**
   * Drops what is older than `before`, a bounded number of events a call. What the guard stopped loses its texts then, and stays
   * as the audit trail until `auditBefore`. Both are times in milliseconds. True when there is more to drop.
   */
  readonly prune: (before: number, auditBefore: number) => boolean;
  /** Deletes what is stored of sessions; counters keep their totals. Returns how many events are gone. */
  readonly forget: (sessions: readonly string[]) => number;
  /** Drops the oldest events, a bounded number a call; true: call again while the journal is too large. */
  readonly pruneOldest: () => boolean;
  /** Size on disk in bytes. */
  readonly size: () => number;
  /** Names this journal towards Pushgateway; made once, kept for ever. */
  readonly instance: string;
  readonly close: () => void;
}

/** Events dropped in one go, so that no request waits long. */
const pruned = 2000;

const optional = (value: string | undefined): string | null => value ?? null;

const instanceOf = (store: JournalStore): string => {
  store
    .prepare("INSERT OR IGNORE INTO facts (name, value) VALUES ('instance', ?)")
    .run(randomBytes(4).toString('hex'));
  const row = store.prepare("SELECT value FROM facts WHERE name = 'instance'").get() as { value: string };
  return row.value;
};

const moreOf = ({ git, fields, unknown }: EventRecord): string | null =>
  git || fields || unknown ? JSON.stringify({ git, fields, unknown }) : null;

/** The durable memory of the service. `limit`: label sets of a metric. */
export const createJournal = (
  store: JournalStore,
  { limit, now }: { limit: number; now: number },
): Journal => {
  const insert = store.prepare(`
    INSERT OR IGNORE INTO events
      (key, at, session, event, tool, mcp_server, tool_use_id, prompt_id, agent_id, project, facts, content, client, more)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const insertVerdict = store.prepare(`
    INSERT INTO verdicts (event, at, verdict, category, pattern, decided_by, code) VALUES (?, ?, ?, ?, ?, ?, ?)`);
  const drop = store.prepare(`
    DELETE FROM events WHERE id IN (
      SELECT id FROM events
      WHERE at < $before AND (at < $auditBefore OR id NOT IN (SELECT event FROM verdicts WHERE at < $before))
      ORDER BY at LIMIT $most
    )`);
  const dropTexts = store.prepare(`
    UPDATE events SET content = NULL, more = NULL, facts = '{}' WHERE id IN (
      SELECT event FROM verdicts WHERE at < ?
    ) AND (content IS NOT NULL OR more IS NOT NULL OR facts <> '{}')`);
  const oldest = store.prepare('SELECT max(at) AS at FROM (SELECT at FROM events ORDER BY at LIMIT ?)');

  const counters = createCounters(store, {
    limit,
    keeps: (label) => !openLabels.has(label),
    unlimited: new Set([hookOverflow]),
    overflow: hookOverflow,
  });
  const permissions = createPermissions(store);
  const askedCalls = createAskedCalls(store);
  const sessions = createSessions(store, now);

  const counting = createTogether(store, [counters]);
  const add = ({ metric, labels, amount }: Count) => counters.add(metric, labels, amount);

  const journal = (record: EventRecord): boolean => {
    const { changes, lastInsertRowid } = insert.run(
      record.key,
      record.at,
      record.session,
      record.event,
      optional(record.tool),
      optional(record.mcpServer),
      optional(record.toolUseId),
      optional(record.promptId),
      optional(record.agentId),
      optional(record.project),
      JSON.stringify(record.facts),
      record.content ? JSON.stringify(record.content) : null,
      optional(record.client),
      moreOf(record),
    );
    if (changes === 0) {
      counters.add(hookDuplicates, {});
      return false;
    }
    const { judgement } = record;
    if (judgement && judgement.verdict !== 'allow') {
      const { verdict, category, pattern, decidedBy, code } = judgement;
      insertVerdict.run(lastInsertRowid, record.at, verdict, category, pattern, decidedBy, code);
    }
    for (const made of countsOf(record)) add(made);
    for (const made of permissions.settle(record)) add(made);
    for (const made of askedCalls.settle(record)) add(made);
    return true;
  };

  const prune = (before: number, auditBefore: number): boolean => {
    const more = transaction(store, () => {
      dropTexts.run(before);
      permissions.forget(before);
      askedCalls.forget(before);
      return Number(drop.run({ before, auditBefore, most: pruned }).changes) >= pruned;
    });
    store.exec('PRAGMA incremental_vacuum(1000)');
    return more;
  };

  counting(() => {
    for (const [metric, labels] of knownLabelSets()) counters.make(metric, labels);
  });

  return {
    append: (records) => {
      const fresh = counting(() => records.map(journal));
      records.forEach((record, index) => {
        if (fresh[index]) sessions.saw(record);
      });
      return fresh;
    },
    count: (counts) =>
      counting(() => {
        for (const made of counts) add(made);
      }),
    counters: () => counters.all(),
    show: async (risen) => {
      transaction(store, () => counters.show(risen));
      for (const counter of risen) counter.shown = counter.value;
      await onDisk(store);
    },
    activeSessions: sessions.active,
    prune,
    forget: (forgotten) => {
      store.exec('PRAGMA secure_delete = ON');
      const list = JSON.stringify(forgotten);
      const gone = transaction(store, () => {
        for (const table of ['asked', 'asked_calls'])
          store.prepare(`DELETE FROM ${table} WHERE session IN (SELECT value FROM json_each(?))`).run(list);
        const deleted = store.prepare('DELETE FROM events WHERE session IN (SELECT value FROM json_each(?))');
        return Number(deleted.run(list).changes);
      });
      store.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      return gone;
    },
    pruneOldest: () => {
      const { at } = oldest.get(pruned) as { at: number | null };
      return at !== null && prune(at, at);
    },
    size: () => {
      const { bytes } = store
        .prepare('SELECT page_count * page_size AS bytes FROM pragma_page_count(), pragma_page_size()')
        .get() as { bytes: number };
      return bytes;
    },
    instance: instanceOf(store),
    close: () => closeDatabase(store),
  };
};
