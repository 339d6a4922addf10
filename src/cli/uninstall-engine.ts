import { existsSync } from 'node:fs';
import type { Home } from '../config/home.ts';
import { defaults } from '../config/schema.ts';
import { type EngineName, engineTitles } from '../runtime/engine.ts';
import { builtImages, heldBy, projectOf, removeBuiltImages } from '../runtime/project.ts';
import { composeFile, engineOf, startedRuntime } from '../runtime/remembered.ts';
import { isInContainers } from '../runtime/runtime.ts';
import { runtimeNamed, type Teller } from '../runtime/stack.ts';
import { components } from '../stack/components.ts';
import { containerNames } from '../stack/compose.ts';
import { containers } from '../stack/site.ts';
import { print, say } from './terminal.ts';

/** What is, or becomes, of the stack's part in the container engine. */
export interface EngineEnd {
  /** `unreachable`: it was there once, and no engine answers now. */
  readonly state: 'nothing' | 'removed' | 'kept' | 'unreachable';
  readonly engine: EngineName;
  /** The Compose project. */
  readonly project: string;
  readonly containers: readonly string[];
  readonly volumes: readonly string[];
  /** The images built here that are there: before it those that would go, after it those that stay. */
  readonly images: readonly string[];
}

/** What uninstall would do in the engine; changes nothing. To be asked before anything of the stack is gone. */
export const planEngine = async (home: Home, keepData: boolean): Promise<EngineEnd> => {
  const wasThere = existsSync(composeFile(home)) || isInContainers(startedRuntime(home));
  const engine = engineOf(home);
  const held = await heldBy(home);
  const { containers: running = [], volumes = [] } = held ?? {};
  const images = held ? await builtImages(engine) : [];
  const end = { engine, project: projectOf(home), containers: running, volumes, images };
  if (!held) return { ...end, state: wasThere ? 'unreachable' : 'nothing' };
  if (running.length + volumes.length === 0 && !wasThere) return { ...end, state: 'nothing' };
  return { ...end, state: keepData ? 'kept' : 'removed' };
};

/** Removes containers, network and volumes of the stack, and the images built here that no other stack uses. */
export const removeFromEngine = async (home: Home, planned: EngineEnd, tell: Teller): Promise<EngineEnd> => {
  if (planned.state !== 'removed') return planned;
  await runtimeNamed(planned.engine, home, tell).reset();
  return { ...planned, images: await removeBuiltImages(planned.engine) };
};

/** The images of others, as they are fetched. */
const fetched = (): readonly string[] =>
  containerNames(containers(defaults()))
    .map((name) => components[name])
    .filter(({ program }) => program !== 'service')
    .map(({ image, version }) => `${image}:${version}`);

const unreachable = 'No container engine answers: what it has of the stack stays in it, with the data.';

export const showEngine = ({ state, engine, project, volumes, images }: EngineEnd): void => {
  if (state === 'removed') {
    const head = `Removed in ${engineTitles[engine]}: containers, network, and these volumes with the data in them`;
    print([head, ...volumes.map((one) => `  ${one}`)].join('\n'));
    if (images.length > 0) print(`and, unless another stack uses them, these images: ${images.join(' ')}`);
  }
  if (state === 'unreachable') print(unreachable);
  if (state === 'kept' && volumes.length > 0) {
    print(`Kept in ${engineTitles[engine]} (--keep-data): ${volumes.length} volumes of ${project}`);
  }
};

export const sayEngine = ({ state, engine, project, volumes, images }: EngineEnd): void => {
  if (state === 'removed') {
    say(`${engineTitles[engine]}: nothing is left of ${project}; ${volumes.length} volumes are removed.`);
    say(`  Images that others may use, too, stay. To remove them: ${engine} image rm ${fetched().join(' ')}`);
  }
  if ((state === 'removed' || state === 'nothing') && images.length > 0)
    say(
      `Images built here stay, as another stack may use them. To remove them: ${engine} image rm ${images.join(' ')}`,
    );
  if (state === 'kept' && volumes.length > 0)
    say(
      `${engineTitles[engine]}: ${volumes.length} volumes of ${project} are kept. A start with this state folder uses them.`,
    );
  if (state === 'unreachable') {
    say(
      `No container engine answers: what it has of ${project} is still in it, with the data. When it runs:`,
    );
    say(`  ${engine} compose -p ${project} down --volumes`);
  }
};
