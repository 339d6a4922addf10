import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { lock } from '../../src/binaries/lock.ts';
import { checkout } from '../../src/checkout.ts';
import { testBin } from '../programs.ts';

/**
 * The image that our own services are built from, for an engine that reaches no registry: its stand-in of another Node,
 * with the program of the right one from the npm registry.
 */
const dockerfile = readFileSync(path.join(checkout.root, 'Dockerfile'), 'utf8');

/** Its name and tag, without a digest: stand-ins have none. */
export const nodeImage = /^FROM (node:[\w.-]+)/m.exec(dockerfile)?.[1] ?? '';

const standIn = 'node:20-bookworm-slim';
const major = /^node:(\d+)/.exec(nodeImage)?.[1];

/** Kept for later runs. */
const programFolder = async (): Promise<string> => {
  const name = `node-linux-${process.arch}`;
  const folder = path.join(testBin, `${name}-${major}`);
  const release = await lock(path.join(testBin, 'node.lock'));
  try {
    if (!existsSync(path.join(folder, 'node_modules', name, 'bin', 'node')))
      await execa('npm', [
        ...['install', '--prefix', folder, '--no-audit', '--no-fund', '--no-package-lock'],
        ...['--ignore-scripts', `${name}@${major}`],
      ]);
    return path.join(folder, 'node_modules', name, 'bin');
  } finally {
    release();
  }
};

/** Brings the image into the engine, where it is missing. @throws with what npm or Docker said */
export const bringNodeImage = async (engine: string): Promise<void> => {
  const docker = (...args: readonly string[]) => execa(engine, ['exec', 'docker', ...args]);
  if ((await docker('image', 'ls', '--quiet', nodeImage)).stdout) return;
  const recipe = path.join(mkdtempSync(path.join(testBin, 'node-image-')), 'Dockerfile');
  try {
    writeFileSync(recipe, `FROM ${standIn}\nCOPY node /usr/local/bin/node\n`);
    await docker('build', '--quiet', '--file', recipe, '--tag', nodeImage, await programFolder());
  } finally {
    rmSync(path.dirname(recipe), { recursive: true });
  }
};
