import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type EventRecord, recordOf } from '../../src/hooks/journal/event-record.ts';
import { createJournal } from '../../src/hooks/journal/journal.ts';
import { openStore } from '../../src/hooks/journal/journal-store.ts';
import { blockRows } from '../../src/hooks/journal/listings.ts';
import { hasherWith } from '../../src/hooks/keyed-hash.ts';
import { readPayload } from '../../src/hooks/payload.ts';
import { event, temporary } from './open.ts';

const hasher = hasherWith(Buffer.alloc(32, 1));
const privacy = { prompts: 'drop', responses: 'drop', tools: 'drop' } as const;

const record = (body: unknown, id: string, at = 1000): EventRecord => {
  const payload = readPayload(body);
  if (!payload) throw new Error('no payload');
  return recordOf(payload, { hasher, privacy, at, delivery: { kind: 'id', id } });
};

const events = [
  'SessionStart',
  'UserPromptSubmit',
  'PostToolUse',
  'PostToolUseFailure',
  'Stop',
  'Notification',
];

const totals = (journal: ReturnType<typeof createJournal>) =>
  Object.fromEntries(
    [...journal.counters()]
      .filter(({ sample, value }) => value > 0 && !sample.includes('duplicates'))
      .map(({ sample, labels, value }) => [`${sample}${JSON.stringify(labels)}`, Number(value)]),
  );

test('in whatever order and however often events arrive, and wherever the service restarts, the counters are the same', () => {
  const arrivals = fc
    .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 99 }), fc.constantFrom(...events)), {
      selector: ([id]) => id,
      minLength: 1,
      maxLength: 20,
    })
    .chain((made) =>
      fc.tuple(
        fc.constant(made),
        fc.array(fc.tuple(fc.constantFrom(...made), fc.boolean()), { maxLength: 40 }),
        fc.shuffledSubarray(made, { minLength: made.length }),
      ),
    );
  fc.assert(
    fc.property(arrivals, ([made, repeated, shuffled]) => {
      const one = ([id, name]: readonly [number, string]) =>
        record(event(name, { tool_name: 'Bash', tool_use_id: `${id}`, duration_ms: id }), `${id}`);
      const plain = createJournal(openStore(temporary()), { limit: 100, now: 0 });
      plain.append(made.map(one));

      const data = temporary();
      let restarted = createJournal(openStore(data), { limit: 100, now: 0 });
      for (const [item, restart] of repeated) {
        restarted.append([one(item)]);
        if (!restart) continue;
        restarted.close();
        restarted = createJournal(openStore(data), { limit: 100, now: 0 });
      }
      restarted.append(shuffled.map(one));
      expect(totals(restarted)).toEqual(totals(plain));
      plain.close();
      restarted.close();
    }),
    { numRuns: 20 },
  );
});

test('old events are dropped, their counters stay', async () => {
  const data = temporary();
  const journal = createJournal(openStore(data), { limit: 100, now: 0 });
  journal.append(Array.from({ length: 3000 }, (_, index) => record(event('Stop'), `${index}`, index)));
  const before = totals(journal);
  expect(journal.prune(2500, 2500)).toBe(true);
  expect(journal.prune(2500, 2500)).toBe(false);
  expect(totals(journal)).toEqual(before);
  journal.close();
  const store = openStore(data);
  expect(store.prepare('SELECT count(*) AS n, min(at) AS first FROM events').get()).toEqual({
    n: 500,
    first: 2500,
  });
  store.close();
});

test('what was stopped stays as long as the audit log, without its texts, when events are dropped', () => {
  const data = temporary();
  const journal = createJournal(openStore(data), { limit: 100, now: 0 });
  const stopped = (key: string, at: number) => ({
    ...record(event('PreToolUse'), key, at),
    content: { command: 'rm -rf ~' },
    judgement: {
      verdict: 'deny',
      category: 'delete',
      pattern: 'delete-home',
      decidedBy: 'service',
      code: key,
    } as const,
  });
  journal.append([
    stopped('old', 100),
    stopped('kept', 200),
    record(event('Stop'), 'gone', 250),
    stopped('new', 400),
  ]);
  journal.prune(300, 150);
  journal.close();
  const store = openStore(data);
  expect(store.prepare('SELECT code FROM verdicts ORDER BY at').all()).toEqual([
    { code: 'kept' },
    { code: 'new' },
  ]);
  expect(store.prepare('SELECT at, content FROM events ORDER BY at').all()).toEqual([
    { at: 200, content: null },
    { at: 400, content: '{"command":"rm -rf ~"}' },
  ]);
  expect(blockRows(store, { limit: 10 }).map(({ code }) => code)).toEqual(['new', 'kept']);
  store.close();
});

test('a journal of a newer version is refused with what to do', () => {
  const data = temporary();
  const store = openStore(data);
  store.exec('PRAGMA user_version = 99');
  store.close();
  expect(() => openStore(data)).toThrow(/newer version/);
});

test('the name towards Pushgateway stays the same for ever', () => {
  const data = temporary();
  const open = () => createJournal(openStore(data), { limit: 100, now: 0 });
  const [first, second] = [open(), open()];
  expect(first.instance).toMatch(/^[0-9a-f]{8}$/);
  expect(second.instance).toBe(first.instance);
  first.close();
  second.close();
});
