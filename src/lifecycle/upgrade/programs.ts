import { execa } from 'execa';
import { find } from '../../binaries/find.ts';
import { isAtLeast } from '../../binaries/probe.ts';
import { type FoundProgram, type ProgramName, programs } from '../../binaries/program.ts';
import { checkout } from '../../checkout.ts';
import type { Home } from '../../config/home.ts';
import type { Config } from '../../config/schema.ts';
import { projectOf } from '../../runtime/project.ts';
import { engineOf } from '../../runtime/remembered.ts';
import { isInContainers, type Runtime } from '../../runtime/runtime.ts';
import type { ComponentName } from '../../stack/components/component.ts';
import { componentNames, components, isSwitchedOn } from '../../stack/components.ts';
import { componentOf } from '../../stack/service.ts';

/**
 * - `current`: what runs, or would run, is the pinned version or newer.
 * - `restart`: it is installed, and the next restart uses it.
 * - `behind`: only an older one is installed; it works, because it is new enough for our configuration.
 * - `absent`: nothing runs and nothing is installed.
 */
type Standing = 'current' | 'restart' | 'behind' | 'absent';

export interface ProgramNote {
  readonly component: ComponentName;
  readonly pinned: string;
  /** What runs now; undefined: nothing. */
  readonly runs: string | undefined;
  /** What the next start would use. */
  readonly atHand: string | undefined;
  readonly source: FoundProgram['source'] | 'image' | 'checkout';
  readonly standing: Standing;
}

const pinnedOf = (name: ComponentName): string => {
  const { version } = components[name];
  return version === 'local' ? checkout.version : version.replace(/^v/, '');
};

/** The tags of the images that containers were made from: the table says only what they should be. */
const imageVersions = async (home: Home): Promise<ReadonlyMap<string, string>> => {
  const format = '{{.Label "com.docker.compose.service"}} {{.Image}}';
  const filter = `label=com.docker.compose.project=${projectOf(home)}`;
  const { stdout, failed } = await execa(engineOf(home), ['ps', '--filter', filter, '--format', format], {
    reject: false,
  });
  if (failed) return new Map();
  return new Map(
    stdout
      .split('\n')
      .map((line) => line.split(' '))

      .map(([service = '', image = '']) => [
        componentOf(service) ?? service,
        image.split(':').at(-1)?.replace(/^v/, '') ?? '',
      ]),
  );
};

const programOf = (name: ComponentName): ProgramName | undefined => {
  const { program } = components[name];
  return program === 'service' ? undefined : program;
};

/** The oldest version that is used at all. */
export const oldestOf = (name: ComponentName): string | undefined => {
  const program = programOf(name);
  return program && programs[program].oldest;
};

const standingOf = (pinned: string, runs: string | undefined, atHand: string | undefined): Standing => {
  if (runs !== undefined && isAtLeast(runs, pinned)) return 'current';
  if (atHand === undefined) return 'absent';
  if (!isAtLeast(atHand, pinned) && !(runs && isAtLeast(atHand, runs) && atHand !== runs)) return 'behind';
  return runs === undefined ? 'current' : 'restart';
};

/** Compares what runs, and what the next start would run, with the versions in the table of components. */
export const programNotes = async (
  home: Home,
  config: Config,
  runtime: Runtime,
): Promise<readonly ProgramNote[]> => {
  const running = new Map((await runtime.status()).map(({ name, version }) => [name, version]));
  const isContained = isInContainers(runtime.name);
  const images = isContained ? await imageVersions(home) : undefined;
  const parts = componentNames.filter((name) => isSwitchedOn(name, config));
  const notes = parts.map(async (component): Promise<ProgramNote> => {
    const pinned = pinnedOf(component);
    const program = programOf(component);
    const runs = running.has(component) ? images?.get(component) || running.get(component) : undefined;
    if (!program || isContained) {
      const isOurs = !program;
      const ran = isOurs && isContained && runs ? checkout.version : runs;
      const standing = standingOf(pinned, ran, pinned);
      return {
        component,
        pinned,
        runs: ran,
        atHand: pinned,
        source: isOurs ? 'checkout' : 'image',
        standing,
      };
    }
    const here = { bin: home.bin, configured: config.programs, report: () => {} };
    const found = await find(program, here);
    return {
      component,
      pinned,
      runs,
      atHand: found?.version,
      source: found?.source ?? 'cache',
      standing: standingOf(pinned, runs, found?.version),
    };
  });
  const all = await Promise.all(notes);
  // A collector and Grafana may be left out.
  return all.filter(({ runs, standing }) => {
    if (runs !== undefined) return true;
    return running.size === 0 ? standing !== 'absent' : false;
  });
};
