import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { execa } from 'execa';
import { create, extract } from 'tar';
import { type Home, restoreFolders } from '../../config/home.ts';
import { exitCode, Failure } from '../../failure.ts';
import { type EngineName, engineTitles, lookForEngine } from '../../runtime/engine.ts';
import { projectOf } from '../../runtime/project.ts';
import type { RuntimeName } from '../../runtime/runtime.ts';
import type { ComponentName } from '../../stack/components/component.ts';
import { components } from '../../stack/components.ts';
import { personOnHost, volumeOwner } from '../../stack/volume-owner.ts';
import * as volume from './volume.ts';

/** Where the components' data lies: folders of ours natively, volumes in containers. See volume.ts for the steps. */
export interface DataPlace {
  readonly stage: (component: ComponentName) => Promise<boolean>;
  /** Moves the staged copy into `folder`, which must not exist. */
  readonly fetch: (component: ComponentName, folder: string) => Promise<void>;
  /** Moves `folder` to where `swap` takes it from. */
  readonly put: (component: ComponentName, folder: string) => Promise<void>;
  readonly swap: (component: ComponentName) => Promise<void>;
  readonly undo: (component: ComponentName) => Promise<void>;
  readonly discard: (component: ComponentName) => Promise<void>;
}

const native = (home: Home): DataPlace => {
  const folderOf = (component: ComponentName): string => path.join(home.data, component);
  return {
    stage: (component) => volume.stage(component, folderOf(component)),
    fetch: (component, folder) => rename(path.join(folderOf(component), volume.staged), folder),
    put: async (component, folder) => {
      const to = path.join(folderOf(component), restoreFolders.fresh);
      await rm(to, { recursive: true, force: true });
      await rename(folder, to);
    },
    swap: (component) => volume.swap(folderOf(component)),
    undo: (component) => volume.undo(folderOf(component)),
    discard: (component) => volume.discard(folderOf(component)),
  };
};

/** Each step is a program of ours in a container that has the one volume, runs as its owner, and nothing else. */
const volumes = (engine: EngineName, home: Home): DataPlace => {
  const nameOf = (component: ComponentName): string => `${projectOf(home)}_${component}`;

  /** @throws Failure when no engine answers: what cannot be seen is not gone */
  const has = async (component: ComponentName): Promise<boolean> => {
    const looked = await execa(engine, ['volume', 'inspect', nameOf(component)], { reject: false });
    if (looked.exitCode === 0) return true;
    const { engine: version, trouble = engine } = await lookForEngine(engine);
    if (version) return false;
    throw new Failure('The data lies in volumes, and no container engine answers.', {
      where: `${nameOf(component)}: ${trouble}`,
      fix: `start ${engineTitles[engine]}, then repeat the command`,
      exitCode: exitCode.unhealthy,
    });
  };

  const container = (component: ComponentName, step: string): readonly string[] => {
    const { user, group } = volumeOwner(component, personOnHost());
    const { image, version } = components.ledger;
    return [
      ...['run', '--rm', '--interactive', '--pull', 'never', '--network', 'none', '--read-only'],
      ...['--cap-drop', 'ALL', '--security-opt', 'no-new-privileges', '--user', `${user}:${group}`],
      ...['--volume', `${nameOf(component)}:/volume`, `${image}:${version}`],
      ...['node', 'lifecycle/backup/volume-main.js', step, component, '/volume'],
    ];
  };

  const failed = (component: ComponentName, step: string, cause: unknown): Failure =>
    new Failure(`The volume of ${component} cannot be handled (${step}).`, {
      where: `${nameOf(component)}: ${(cause as { stderr?: string }).stderr || (cause as Error).message}`,
      fix: 'see the message above; nothing was lost',
      cause,
    });

  const run = async (component: ComponentName, step: string): Promise<string> => {
    try {
      return (await execa(engine, container(component, step), { stdin: 'ignore' })).stdout;
    } catch (error) {
      throw failed(component, step, error);
    }
  };

  return {
    stage: async (component) => (await has(component)) && JSON.parse(await run(component, 'stage')),
    fetch: async (component, folder) => {
      await mkdir(folder, { mode: 0o700 });
      const sender = execa(engine, container(component, 'send'), { stdin: 'ignore', buffer: false });
      try {
        await Promise.all([
          pipeline(sender.stdout, extract({ cwd: folder, strict: true, preserveOwner: false })),
          sender,
        ]);
      } catch (error) {
        throw failed(component, 'send', error);
      }
      await run(component, 'discard');
    },
    put: async (component, folder) => {
      const receiver = execa(engine, container(component, 'receive'), { stdout: 'ignore' });
      try {
        await Promise.all([
          pipeline(create({ cwd: folder, portable: true }, ['.']), receiver.stdin),
          receiver,
        ]);
      } catch (error) {
        throw failed(component, 'receive', error);
      }
      await rm(folder, { recursive: true });
    },
    swap: async (component) => void (await run(component, 'swap')),
    undo: async (component) => void ((await has(component)) && (await run(component, 'undo'))),
    discard: async (component) => void ((await has(component)) && (await run(component, 'discard'))),
  };
};

export const placeOf = (runtime: RuntimeName, home: Home): DataPlace =>
  runtime === 'native' ? native(home) : volumes(runtime, home);
