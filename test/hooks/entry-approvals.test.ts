import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { approve } from '../../src/hooks/decide/approvals.ts';
import { switchOff } from '../../src/hooks/decide/guard-off.ts';
import { makeApprovalKey } from '../../src/hooks/decide/signature.ts';
import { handIn } from '../../src/hooks/entry/spool.ts';
import { findBlocks } from '../../src/hooks/journal/audit-trail.ts';
import { decision, install, run, silent } from './installed-entry.ts';
import { bash, openService } from './open.ts';

test('an approval lets exactly the call through that it was given for, once, and is in the audit trail', async () => {
  const service = await openService();
  const { entry, folder, place } = await install({ sockets: service.sockets, secrets: service.secrets });
  await run(entry, bash('rm -rf /'));
  await handIn(place);
  const [block] = await findBlocks({ ...place, data: '/nowhere' }, { limit: 1 });
  approve(folder, makeApprovalKey(service.secrets), block?.code ?? '');
  expect(decision(await run(entry, bash('rm -rf ~')))).toBe('deny');
  expect(await run(entry, bash('rm -rf /'))).toEqual(silent);
  expect(decision(await run(entry, bash('rm -rf /')))).toBe('deny');
  await handIn(place);
  const { json } = await service.get('/api/blocks?verdict=allowed_once');
  expect(json).toMatchObject([{ verdict: 'allowed_once', code: block?.code }]);
});

test('an approval cannot be used twice by putting its file back', async () => {
  const { entry, folder, place } = await install();
  await run(entry, bash('rm -rf /'));
  const [block] = await findBlocks({ ...place, data: '/nowhere' }, { limit: 1 });
  approve(folder, makeApprovalKey(place.secrets), block?.code ?? '');
  const [name = ''] = readdirSync(path.join(folder, 'approvals'));
  const file = path.join(folder, 'approvals', name);
  const text = readFileSync(file);
  expect(await run(entry, bash('rm -rf /'))).toEqual(silent);
  writeFileSync(file, text);
  expect(decision(await run(entry, bash('rm -rf /')))).toBe('deny');
});

test('files that somebody without the key puts there mean nothing', async () => {
  const { entry, folder, place } = await install();
  await run(entry, bash('rm -rf /'));
  const [block] = await findBlocks({ ...place, data: '/nowhere' }, { limit: 1 });
  const code = block?.code ?? '';
  for (const sub of ['allowed', 'approvals']) {
    mkdirSync(path.join(folder, sub), { recursive: true });
    writeFileSync(path.join(folder, sub, code), '');
  }
  const grant = JSON.stringify({
    id: '0123456789abcdef',
    code,
    until: Date.now() + 60_000,
    from: 0,
    reason: '',
  });
  const forged = JSON.stringify({ grant, mac: 'aa'.repeat(32) });
  writeFileSync(path.join(folder, 'approvals', '0123456789abcdef'), forged);
  writeFileSync(path.join(folder, 'guard-off'), forged);
  symlinkSync('/dev/zero', path.join(folder, 'approvals', 'endless'));
  expect(decision(await run(entry, bash('rm -rf /')))).toBe('deny');
  // Signed by another key.
  approve(folder, Buffer.alloc(64, 'x'), code);
  switchOff(folder, Buffer.alloc(64, 'x'), { from: Date.now(), until: Date.now() + 60_000, reason: 'x' });
  makeApprovalKey(place.secrets);
  expect(decision(await run(entry, bash('rm -rf /')))).toBe('deny');
});

test('an approval that was not used in time lets nothing through', async () => {
  const { entry, folder, place } = await install();
  await run(entry, bash('rm -rf /'));
  const [block] = await findBlocks({ ...place, data: '/nowhere' }, { limit: 1 });
  approve(folder, makeApprovalKey(place.secrets), block?.code ?? '', Date.now() - 11 * 60_000);
  expect(decision(await run(entry, bash('rm -rf /')))).toBe('deny');
  expect(readdirSync(path.join(folder, 'approvals'))).toEqual([]);
});

test('while a person has switched the guard off nothing is stopped, every answer says so, and it ends by itself', async () => {
  const service = await openService();
  const { entry, folder, place } = await install({ sockets: service.sockets, secrets: service.secrets });
  const key = makeApprovalKey(service.secrets);
  const off = { from: Date.now(), until: Date.now() + 60_000, reason: 'a restore' };
  switchOff(folder, key, off);
  for (const command of ['rm -rf /', 'ls']) {
    const answer = JSON.parse((await run(entry, bash(command))).stdout);
    expect(answer).toEqual({ systemMessage: expect.stringContaining('a restore') });
  }
  await handIn(place);
  expect((await service.get('/api/blocks?verdict=allowed_off')).json).toHaveLength(1);
  switchOff(folder, key, { ...off, from: Date.now() - 60_000, until: Date.now() - 1 });
  expect(decision(await run(entry, bash('rm -rf /')))).toBe('deny');
  expect(existsSync(path.join(folder, 'guard-off'))).toBe(false);
});
