import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Home } from '../../../src/config/home.ts';
import { openStore } from '../../../src/ledger/store.ts';
import { verify } from '../../../src/lifecycle/backup/archive.ts';
import { mendRestore, putBack } from '../../../src/lifecycle/backup/put-back.ts';
import { run } from '../../cli/run.ts';
import { temporaryHome } from '../../home.ts';
import { succeeded } from '../../succeeded.ts';
import { contentOf, counted, filledHome } from './filled-home.ts';

/** As after a kill: the step after the last one is never taken, and nothing that waits for it goes on. */
const steps = vi.hoisted(() => ({ left: Number.POSITIVE_INFINITY, end: () => {} }));

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const killable =
    <Args extends readonly unknown[], Result>(act: (...args: Args) => Promise<Result>) =>
    (...args: Args): Promise<Result> => {
      steps.left -= 1;
      if (steps.left >= 0) return act(...args);
      steps.end();
      return new Promise(() => {});
    };
  const { rename, rm, rmdir, mkdtemp } = real;
  return {
    ...real,
    mkdir: killable((name: string, options: object) => real.mkdir(name, options)),
    rename: killable(rename),
    rm: killable(rm),
    rmdir: killable(rmdir),
    mkdtemp: killable((prefix: string) => mkdtemp(prefix)),
  };
});

/** Waiting for every disk of the machine, at each of some hundred restores, would take minutes. */
vi.mock('execa', async (original) => {
  const real = await original<typeof import('execa')>();
  const execa = (file: string, ...rest: [readonly string[], object]) =>
    file === 'sync' ? Promise.resolve() : real.execa(file, ...rest);
  return { ...real, execa };
});

beforeEach(() => {
  steps.left = Number.POSITIVE_INFINITY;
});

/** Whether `act` came to its end within `most` steps. */
const isDoneWithin = async (most: number, act: () => Promise<unknown>): Promise<boolean> => {
  steps.left = most;
  const killed = new Promise<false>((resolve) => {
    steps.end = () => resolve(false);
  });
  try {
    return await Promise.race([act().then(() => true as const), killed]);
  } finally {
    steps.left = Number.POSITIVE_INFINITY;
  }
};

const restore = async (home: Home, archive: string): Promise<void> => {
  const { manifest } = await verify(archive);
  await putBack({ home, runtime: 'native', archive, manifest, stop: () => Promise.resolve() });
};

/** A state folder, its content, and an archive of another one that differs from it in everything. */
const beforeRestore = async () => {
  const other = filledHome();
  writeFileSync(path.join(other.secrets, 'redaction.key'), 'another key');
  writeFileSync(path.join(other.root, 'hooks', 'spool', '000001-a.json'), '{"waits":"too"}');
  writeFileSync(path.join(other.root, 'hooks', 'spool', '000002-b.json'), '{"waits":true}');
  const store = openStore(path.join(other.data, 'ledger'));
  store.exec('UPDATE counters SET value = 7; PRAGMA wal_checkpoint(TRUNCATE)');
  store.close();
  const archive = path.join(other.root, 'kept.tar.gz');
  succeeded(await run(other, ['backup', archive]));
  const filled = filledHome();
  mkdirSync(filled.run);
  const copy = (): Home => {
    const home = temporaryHome();
    cpSync(filled.root, home.root, { recursive: true });
    return home;
  };
  return { archive, copy };
};

const outcomeOf = (home: Home) => ({
  counted: counted(home),
  content: contentOf(home),
  left: (readdirSync(home.root, { recursive: true }) as string[]).filter((name) =>
    /\.restore-|\.backup|^run\/./.test(name),
  ),
});

test('a restore that was killed at any step, and again while that was mended, is undone or complete', {
  timeout: 180_000,
}, async () => {
  const { archive, copy } = await beforeRestore();
  const before = outcomeOf(copy());
  const restored = copy();
  await restore(restored, archive);
  const after = outcomeOf(restored);
  expect(after).toMatchObject({ counted: 7, content: { 'hooks/spool/000002-b.json': '{"waits":true}' } });

  const ends = new Set<string>();
  const check = async (home: Home, killed: string): Promise<void> => {
    const end = (await mendRestore(home)) ?? 'nothing to mend';
    const outcome = outcomeOf(home);
    const isAfter = outcome.counted === after.counted;
    expect(outcome, killed).toEqual(isAfter ? after : before);
    ends.add(`${end}, ${isAfter ? 'after' : 'before'}`);
    expect(await mendRestore(home), killed).toBeUndefined();
    rmSync(home.root, { recursive: true });
  };
  const killedAt = async (step: number): Promise<Home | undefined> => {
    const home = copy();
    return (await isDoneWithin(step, () => restore(home, archive))) ? undefined : home;
  };
  for (let step = 0; ; step += 1) {
    const home = await killedAt(step);
    if (!home) break;
    const mended = temporaryHome();
    cpSync(home.root, mended.root, { recursive: true });
    await check(home, `killed at step ${step}`);
    // Every seventh step of mending, another one each time.
    for (let again = step % 7; ; again += 7) {
      const twice = temporaryHome();
      cpSync(mended.root, twice.root, { recursive: true });
      if (await isDoneWithin(again, () => mendRestore(twice))) break;
      await check(twice, `killed at step ${step}, and mending at ${again}`);
    }
  }
  expect([...ends]).toEqual(
    expect.arrayContaining(['nothing to mend, before', 'undone, before', 'ended, after']),
  );
});

test('a backup after a killed restore brings back what was there first, and holds that', async () => {
  const { archive, copy } = await beforeRestore();
  const home = copy();
  // Far enough that the new data is in its place, and the old one aside.
  let step = 0;
  const isAside = () => readdirSync(path.join(home.data, 'ledger')).includes('.restore-old');
  while (!isAside()) {
    await isDoneWithin(step, () => restore(home, archive));
    if (!isAside()) await mendRestore(home);
    step += 1;
  }
  const kept = path.join(home.root, 'kept.tar.gz');
  const { err } = succeeded(await run(home, ['backup', kept]));
  expect(err).toContain('A restore was interrupted: what was there before is back.');
  expect(counted(home)).toBe(42);
  const elsewhere = temporaryHome();
  succeeded(await run(elsewhere, ['restore', kept, '--yes']));
  expect(counted(elsewhere)).toBe(42);
});
