import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { handIn } from '../../src/hooks/entry/spool.ts';
import { temporaryHome } from '../home.ts';

test('what an entry could not finish on a full disk is removed; what is being written now, and what waits, stays', async () => {
  const entry = temporaryHome().root;
  const folder = path.join(entry, 'spool');
  mkdirSync(folder);
  const key = 'a'.repeat(32);
  const old = `.001700000000000-${key}.json.4321`;
  const young = `.001700000000001-${key}.json.4322`;
  const waits = `001700000000002-${key}.json`;
  for (const name of [old, young]) writeFileSync(path.join(folder, name), '');
  writeFileSync(path.join(folder, waits), '{}');
  const anHourAgo = new Date(Date.now() - 3_600_000);
  utimesSync(path.join(folder, old), anHourAgo, anHourAgo);
  // Nobody listens on this port.
  expect(await handIn({ entry, sockets: '/nowhere', secrets: '/nowhere' })).toBe(0);
  expect(readdirSync(folder).sort()).toEqual([young, waits].sort());
});
