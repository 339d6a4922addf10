import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { create, extract } from 'tar';
import { restoreFolders } from '../../config/home.ts';
import type { ComponentName } from '../../stack/components/component.ts';
import { discard, stage, staged, swap, undo } from './volume.ts';

/**
 * `node volume-main.js STEP COMPONENT FOLDER`: one step of backup or restore inside a container that has a component's
 * volume. `send` writes the staged copy to standard output as tar, `receive` reads one from standard input.
 */
const [step, component, folder] = process.argv.slice(2) as [string, ComponentName, string];
process.umask(0o077);

const send = (): Promise<void> =>
  pipeline(create({ cwd: path.join(folder, staged), portable: true }, ['.']), process.stdout);

const receive = async (): Promise<void> => {
  const cwd = path.join(folder, restoreFolders.fresh);
  await rm(cwd, { recursive: true, force: true });
  await mkdir(cwd);
  await pipeline(process.stdin, extract({ cwd, strict: true, preserveOwner: false }));
};

const steps: Readonly<Record<string, () => Promise<unknown>>> = {
  stage: async () => process.stdout.write(JSON.stringify(await stage(component, folder))),
  send,
  receive,
  swap: () => swap(folder),
  undo: () => undo(folder),
  discard: () => discard(folder),
};

await steps[step]?.();
