import { createHash } from 'node:crypto';
import { execa } from 'execa';
import { home as defaultHome, type Home } from '../config/home.ts';
import { clientImage } from '../stack/claude-code.ts';
import { components } from '../stack/components.ts';
import type { EngineName } from './engine.ts';
import { engineOf } from './remembered.ts';

/** The Compose project: a state folder other than the usual one is a stack of its own, with volumes of its own. */
export const projectOf = ({ root }: Home): string => {
  const usual = defaultHome({ ...process.env, START_OBSERVABILITY_HOME: '' }).root;
  const suffix = createHash('sha256').update(root).digest('hex').slice(0, 8);
  return root === usual ? 'start-observability' : `start-observability-${suffix}`;
};

/** What finds all that belongs to the project, whatever became of its files. */
const labelOf = (home: Home): string => `label=com.docker.compose.project=${projectOf(home)}`;

/** The title that the `Dockerfile` gives to images of our own services. */
const imageLabel = 'label=org.opencontainers.image.title=start-observability';

const namesIn = (text: string): readonly string[] => text.split('\n').filter(Boolean).sort();

/** What the engine has of a stack. */
export interface Held {
  readonly containers: readonly string[];
  readonly volumes: readonly string[];
}

/** Looks for what a stack has in the engine, also one that was stopped or runs natively now; undefined: none answers. */
export const heldBy = async (home: Home): Promise<Held | undefined> => {
  const ask = (...args: readonly string[]) =>
    execa(engineOf(home), [...args, '--filter', labelOf(home)], { reject: false, timeout: 10_000 });
  const [containers, volumes] = await Promise.all([
    ask('ps', '--all', '--format', '{{.Names}}'),
    ask('volume', 'ls', '--quiet'),
  ]);
  if (containers.failed || volumes.failed) return undefined;
  return { containers: namesIn(containers.stdout), volumes: namesIn(volumes.stdout) };
};

/** Each build leaves the image before it without a name. Removes those of ours that no container uses. */
export const removeOldImages = async (engine: EngineName): Promise<void> => {
  const args = ['image', 'prune', '--force', '--filter', imageLabel];
  await execa(engine, args, { reject: false, timeout: 30_000 });
};

/** Name of the image of our own services. */
export const ownImage = `${components.ledger.image}:${components.ledger.version}`;

/** The images built here that the engine has, by name: of our own services, and of the client's container. */
export const builtImages = async (engine: EngineName): Promise<readonly string[]> => {
  const list = async (image: string) =>
    (await execa(engine, ['image', 'ls', '--quiet', image], { reject: false, timeout: 10_000 })).stdout;
  const images = [ownImage, clientImage];
  const found = await Promise.all(images.map(list));
  return images.filter((_, index) => found[index]);
};

/**
 * Removes the images built here. Where another stack has containers of our own services, it may run the client, too: then
 * both stay.
 * @returns those that stay
 */
export const removeBuiltImages = async (engine: EngineName): Promise<readonly string[]> => {
  const remove = (image: string) => execa(engine, ['image', 'rm', image], { reject: false });
  await remove(ownImage);
  if (!(await builtImages(engine)).includes(ownImage)) await remove(clientImage);
  await removeOldImages(engine);
  return builtImages(engine);
};
