import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { fillSpareRoom } from '../../src/hooks/entry/spare-room.ts';
import { drainSpool, prepareSpool, spool, spooled } from '../../src/hooks/entry/spool.ts';
import type { EventRecord } from '../../src/hooks/journal/event-record.ts';
import { bash, openService, temporary } from './open.ts';

/** Whether the disk has no block left: no new file can be made or grow, while those that are there can be written over. */
const disk = vi.hoisted(() => ({ isFull: false }));

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const full = () => Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  const openSync: typeof fs.openSync = (file, flags, mode) => {
    if (disk.isFull && flags === 'w') throw full();
    return fs.openSync(file, flags, mode);
  };
  const writeFileSync: typeof fs.writeFileSync = (file, ...rest) => {
    if (disk.isFull && typeof file === 'string') throw full();
    fs.writeFileSync(file, ...rest);
  };
  return { ...fs, default: { ...fs, openSync, writeFileSync }, openSync, writeFileSync };
});

beforeEach(() => {
  disk.isFull = false;
});

let made = 0;
const record = (): EventRecord => {
  made += 1;
  return { key: String(made).padStart(32, '0'), at: made, session: 's', event: 'PreToolUse', facts: {} };
};

test('an entry keeps events on a full disk, each whole and once, until the spare room is used up', () => {
  const entry = temporary();
  fillSpareRoom(entry, 3);
  disk.isFull = true;
  const kept = [record(), record(), record()];
  for (const one of kept) expect(spool(entry, one)).toBe(true);
  expect(() => spool(entry, record()), 'none is claimed to be kept that is not').toThrow('ENOSPC');
  expect(spooled(entry).map((one) => one.record)).toEqual(kept);

  disk.isFull = false;
  drainSpool(entry, () => {});
  prepareSpool(entry);
  expect(readdirSync(path.join(entry, 'spare')).length, 'room is taken anew').toBeGreaterThan(3);
});

test('on a full disk harmless and refused calls are answered, outlive the service, and count once there is room', async () => {
  const data = temporary();
  const full = await openService({ data });
  full.store.exec('PRAGMA max_page_count = 1');
  disk.isFull = true;
  const large = { ...bash('ls'), cwd: `/home/dev/${'p'.repeat(150)}` };
  let isTaken = true;
  // What is free in the last pages is used up first.
  for (let sent = 0; isTaken && sent < 3000; sent += 1) {
    await full.post({ ...large, tool_use_id: `toolu_fill_${sent}` });
    isTaken = full.service.healthy();
  }
  expect(isTaken).toBe(false);
  const before = Number(full.store.prepare('SELECT count(*) AS n FROM events').get()?.['n']);
  expect((await full.post(bash('ls'))).status).toBe(204);
  expect((await full.post(bash('rm -rf /'))).text).toContain('"deny"');
  expect((await full.get('/ready')).json, 'a person is told').toMatchObject({
    reason: 'The disk does not take events.',
  });
  // Killed: nothing is kept in memory.
  await full.close();

  disk.isFull = false;
  const later = await openService({ data });
  later.service.retry();
  const rows = later.store.prepare('SELECT count(*) AS n FROM events').get();
  // The one that found the disk full first, and the two after it.
  expect(Number(rows?.['n'])).toBe(before + 3);
  expect(await later.samples()).toMatchObject({
    'claude_code_guard_verdicts_total{verdict="deny",category="delete",pattern="delete-root",tool="Bash",decided_by="service"}': 1,
  });
  expect(later.service.healthy()).toBe(true);
});

test('what finds no room at all on a full disk is told no, and counted as that once there is room', async () => {
  const full = await openService();
  full.store.exec('PRAGMA query_only = ON');
  disk.isFull = true;
  rmSync(path.join(full.data, 'spare'), { recursive: true });
  expect((await full.post(bash('ls'))).status).toBe(503);
  expect((await full.post(bash('rm -rf /'))).text).toContain('"deny"');

  full.store.exec('PRAGMA query_only = OFF');
  disk.isFull = false;
  full.service.retry();
  expect(await full.samples()).toMatchObject({
    'claude_code_guard_verdicts_total{verdict="deny",category="delete",pattern="delete-root",tool="Bash",decided_by="service"}': 1,
    'claude_code_hook_refused_total{reason="journal"}': 2,
  });
});
