import { constants } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { installHooks } from '../../client/connect.ts';
import { readRecord } from '../../client/record.ts';
import { entryFolder, entryPath } from '../../hooks/entry/install.ts';
import { defineCheck, failed, type Mend, warning } from '../check.ts';
import { type InstalledHook, installedHooks } from '../hooks.ts';
import type { Surroundings } from '../surroundings.ts';

/** Places whose settings switch hooks off altogether. */
const switchedOff = async ({ layers }: Surroundings): Promise<readonly string[]> =>
  (await layers()).all.flatMap(({ name, place, settings }) => [
    ...(settings['disableAllHooks'] === true ? [`disableAllHooks: ${place}`] : []),
    ...(name === 'managed' && settings['allowManagedHooksOnly'] === true
      ? [`allowManagedHooksOnly: ${place}`]
      : []),
  ]);

const wanted = async ({ home }: Surroundings, file: string): Promise<boolean> =>
  (await readRecord(home)).connections.find((one) => one.file === file)?.choices.hooks ?? true;

const mend = ({ home, config }: Surroundings): Mend => ({
  what: 'installed the hook entry anew',
  run: () => installHooks({ home, config }),
});

/** What is wrong with the installed entry: it is not there, or it is that of another port. */
const entryTrouble = async ({ home, config }: Surroundings): Promise<string | undefined> => {
  const entry = entryPath(entryFolder(home.root));
  try {
    await access(entry, constants.X_OK);
    const script = await readFile(entry, 'utf8');
    return script.includes(`http://127.0.0.1:${config.ports.hooks}/hooks`)
      ? undefined
      : `${entry} asks another port than ${config.ports.hooks}`;
  } catch (error) {
    return (error as Error).message;
  }
};

/** Addresses of our http hooks that are not those of the service. */
const strays = (ours: readonly InstalledHook[], port: number): readonly string[] => [
  ...new Set(
    ours
      .filter(({ type, calls }) => type === 'http' && !calls.includes(`:${port}/`))
      .map(({ calls, layer }) => `${calls} in ${layer.place}`),
  ),
];

export const hooks = defineCheck({
  id: 'hooks',
  title: 'Hooks are installed',
  group: 'hooks',
  needs: ['settings', 'config'],
  problems: {
    absent: failed(
      "The client's settings have no hooks of ours: nothing is guarded, and no hook event is counted.",
      'start-observability setup',
    ),
    disabled: failed(
      'Hooks are switched off in the settings: nothing is guarded.',
      'take that line out of the file that is named below',
    ),
    'entry-missing': failed(
      'The program that the hooks call is missing or out of date.',
      'start-observability doctor --fix (or setup, which installs it, too)',
    ),
    'other-port': failed(
      'Hooks send their events to a port on which the hook-event service does not listen.',
      'start-observability setup',
    ),
    unguarded: warning('Hooks only listen: no tool call is put to the guard.', 'start-observability setup'),
  },
  run: async (at) => {
    const ours = (await installedHooks(at)).filter(({ isOurs }) => isOurs);
    const { userFile } = await at.layers();
    if (ours.length === 0 && !(await wanted(at, userFile))) return { notReached: 'left out in setup' };
    if (ours.length === 0) return { problem: 'absent', evidence: [`looked in ${userFile}`] };
    const off = await switchedOff(at);
    if (off.length > 0) return { problem: 'disabled', evidence: off };
    const trouble = await entryTrouble(at);
    if (trouble) return { problem: 'entry-missing', evidence: [trouble], mend: mend(at) };
    const astray = strays(ours, at.config.ports.hooks);
    if (astray.length > 0) return { problem: 'other-port', evidence: astray };
    if (!ours.some(({ event, type }) => event === 'PreToolUse' && type === 'command')) {
      return { problem: 'unguarded' };
    }
    return { ok: `${new Set(ours.map(({ event }) => event)).size} events in ${ours[0]?.layer.place}` };
  },
});
