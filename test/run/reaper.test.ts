import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { identify, isAlive, type ProcessIdentity } from '../../src/runtime/process.ts';

const reaper = path.join(import.meta.dirname, 'reaper.mjs');
const forever = ['--eval', 'setInterval(() => {}, 1000)'];

/** A process of a group of its own that only its folder or its environment gives away, as a stack's are. */
const left = (options: { cwd?: string; env?: NodeJS.ProcessEnv }): ProcessIdentity => {
  const child = spawn(process.execPath, forever, { detached: true, stdio: 'ignore', ...options });
  child.unref();
  return identify(child.pid as number) as ProcessIdentity;
};

test.runIf(process.platform === 'linux')(
  'a run that is killed leaves no process and no file behind, what is ended is named, and no process of another run ends',
  async () => {
    const [folder, other] = ['so-reaped-', 'so-kept-'].map((name) =>
      mkdtempSync(path.join(os.tmpdir(), name)),
    ) as [string, string];
    const byFolder = left({ cwd: folder });
    const byEnvironment = left({ env: { PLACE: path.join(folder, 'state') } });
    const stranger = left({ env: { PLACE: other } });

    // The run, which has the reaper wait for its end.
    const script = `require('child_process').spawn(process.execPath, [${JSON.stringify(reaper)}, ${JSON.stringify(folder)}],
      { detached: true, stdio: ['pipe', 'ignore', 'inherit'] }); console.log('waits'); setInterval(() => {}, 1000)`;
    const run = spawn(process.execPath, ['--eval', script], { stdio: ['ignore', 'pipe', 'pipe'] });
    const said = text(run.stderr);
    await once(run.stdout, 'data');
    expect(isAlive(byFolder)).toBe(true);
    run.kill('SIGKILL');

    await expect.poll(() => existsSync(folder), { timeout: 20_000 }).toBe(false);
    expect([byFolder, byEnvironment, stranger].map(isAlive)).toEqual([false, false, true]);
    for (const { pid } of [byFolder, byEnvironment])
      expect(await said).toContain(`  ${pid} ${process.execPath} ${forever.join(' ')}`);
    process.kill(stranger.pid, 'SIGKILL');
  },
);
