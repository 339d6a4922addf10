import { existsSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { lock } from '../../src/binaries/lock.ts';
import { testBin } from '../programs.ts';
import { bringNodeImage } from './node-image.ts';

/**
 * A container engine of our own, `../shared/engine`, where there is one. Published ports exist only in its network
 * namespace, so a test file that needs it runs itself once more inside.
 */
const root = path.resolve(import.meta.dirname, '..', '..');
const engine = path.resolve(root, '..', 'shared', 'engine', 'engine');

/** Whether this process already runs beside the engine's ports. */
export const isInEngine = process.env['INSIDE_ENGINE'] === '1';

/** Brings the engine up with its images; why not, where it cannot. */
const whyNot = async (): Promise<string | undefined> => {
  if (!existsSync(engine)) return 'no container engine for tests at ../shared/engine';
  for (const command of ['up', 'images']) {
    const { exitCode, stderr } = await execa(engine, [command], { reject: false });
    if (exitCode !== 0) return `engine ${command}: ${stderr.split('\n').at(-1)}`;
  }
  return undefined;
};

/** One file at a time, of all test runs on this machine: they share the engine, its ports, and our own image. */
const inTurn = () => lock(path.join(testBin, 'engine.lock'));

/** Removes what a run that was stopped in the middle left in the engine, which has nothing but what tests make. */
const empty = async (): Promise<void> => {
  const clean = [
    'docker ps -aq | xargs -r docker rm -f',
    'docker network prune -f',
    'docker volume prune -af',
  ];
  await execa(engine, ['exec', 'sh', '-c', clean.join('; ')], { reject: false });
};

/**
 * Runs a test file inside the engine, as one test of that title; skips it, with the reason, where there is none.
 * @param prepare what needs the network of the host, which the engine does not have
 */
export const runInEngine = (
  file: string,
  title: string,
  prepare: (engine: string) => Promise<void> = async () => {},
): void => {
  if (isInEngine) return;
  // Half an hour: where the engine was never used, its images are built first.
  test(title, { timeout: 1_800_000 }, async ({ skip }) => {
    const release = await inTurn();
    // The reaper of this run stops the engine when the run is killed.
    const note = path.join(os.tmpdir(), 'engine');
    writeFileSync(note, engine);
    try {
      const why = await whyNot();
      skip(why !== undefined, why);
      await empty();
      await bringNodeImage(engine);
      await prepare(engine);
      const { exitCode, all } = await execa(
        engine,
        ['exec', 'npx', 'vitest', 'run', '--mode', 'slow', path.relative(root, file)],
        { cwd: root, env: { INSIDE_ENGINE: '1', NO_COLOR: '1' }, all: true, reject: false },
      );
      console.log(all);
      expect(exitCode).toBe(0);
    } finally {
      if (existsSync(engine)) await execa(engine, ['down'], { reject: false });
      rmSync(note);
      release();
    }
  });
};
