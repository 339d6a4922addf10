import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { lock } from '../../src/binaries/lock.ts';

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

/** One file at a time: they share the engine, its ports, and the image of our own services. */
const inTurn = () => lock(path.join(os.tmpdir(), 'start-observability-engine.lock'));

/** Runs a test file inside the engine, as one test of that title; skips it, with the reason, where there is none. */
export const runInEngine = (file: string, title: string): void => {
  if (isInEngine) return;
  // Half an hour: where the engine was never used, its images are built first.
  test(title, { timeout: 1_800_000 }, async ({ skip }) => {
    const release = await inTurn();
    try {
      const why = await whyNot();
      if (why) console.warn(`skipped: ${why}`);
      skip(why !== undefined, why);
      const { exitCode, all } = await execa(
        engine,
        ['exec', 'npx', 'vitest', 'run', path.relative(root, file)],
        { cwd: root, env: { INSIDE_ENGINE: '1', NO_COLOR: '1' }, all: true, reject: false },
      );
      console.log(all);
      expect(exitCode).toBe(0);
    } finally {
      release();
    }
  });
};
