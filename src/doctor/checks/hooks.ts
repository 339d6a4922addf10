import { constants } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { isAtLeast } from '../../binaries/probe.ts';
import { hookEvents } from '../../catalogue/hook-events.ts';
import { installHooks } from '../../client/hook-service.ts';
import { readRecord } from '../../client/record.ts';
import { entryFolder, entryPath } from '../../hooks/entry/install.ts';
import { defineCheck, failed, type Mend, warning } from '../check.ts';
import { addressLists, type InstalledHook, installedHooks } from '../hooks.ts';
import type { DoctorSurroundings } from '../surroundings.ts';

/** The client from which on inline shell of skills has a hook. */
const skillShellSince = hookEvents.PreSkillShellCommand.since ?? '';

/** Whether a switch that takes a list or `true` means hooks. */
const meansHooks = (value: unknown): boolean =>
  value === true || (Array.isArray(value) && value.includes('hooks'));

/** Places whose settings switch our hooks off. Managed hooks run whatever other settings say. */
const switchedOff = async (
  { layers }: DoctorSurroundings,
  ours: readonly InstalledHook[],
): Promise<readonly string[]> => {
  const areManaged = ours.some(({ source }) => source === 'managed');
  return (await layers()).all.flatMap(({ name, place, settings }) => {
    const isManaged = name === 'managed';
    if (areManaged && !isManaged) return [];
    return [
      ...(settings['disableAllHooks'] === true ? [`disableAllHooks: ${place}`] : []),
      ...(isManaged && !areManaged && settings['allowManagedHooksOnly'] === true
        ? [`allowManagedHooksOnly: ${place}`]
        : []),
      ...(isManaged && !areManaged && meansHooks(settings['strictPluginOnlyCustomization'])
        ? [`strictPluginOnlyCustomization: ${place}`]
        : []),
    ];
  });
};

const wanted = async ({ home }: DoctorSurroundings, file: string): Promise<boolean> =>
  (await readRecord(home)).connections.find((one) => one.file === file)?.choices.hooks ?? true;

const mend = ({ home, config }: DoctorSurroundings): Mend => ({
  what: 'installed the hook entry anew',
  run: () => installHooks({ home, config }),
});

/** What is wrong with the installed entry: it is not there, or it is that of another port. */
const entryTrouble = async ({ home, config }: DoctorSurroundings): Promise<string | undefined> => {
  const entry = entryPath(entryFolder(home.root));
  try {
    await access(entry, constants.X_OK);
    const script = await readFile(entry, 'utf8');
    return script.includes(`\nport=${config.ports.hooks}\n`)
      ? undefined
      : `${entry} is that of another version or port`;
  } catch (error) {
    return (error as Error).message;
  }
};

/** Addresses of our http hooks that are not those of the service. */
const strays = (ours: readonly InstalledHook[], port: number): readonly string[] => [
  ...new Set(
    ours
      .filter(({ type, calls }) => type === 'http' && !calls.includes(`:${port}/`))
      .map(({ calls, place }) => `${calls} in ${place}`),
  ),
];

/** What of the guard's hook makes its answers count for nothing, or lets it see some calls only. */
const guardTrouble = (ours: readonly InstalledHook[]): { weak?: string; narrow?: string } => {
  const asked = ours.filter(({ event, type }) => event === 'PreToolUse' && type === 'command');
  const full = asked.filter(({ isAsync, only }) => !isAsync && only === undefined);
  const [first] = asked;
  if (!first || full.length > 0) return {};
  return first.isAsync ? { weak: `async in ${first.place}` } : { narrow: `${first.only} in ${first.place}` };
};

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
    'not-allowed': failed(
      'The settings let http hooks call listed addresses only, and ours is not on the list: most hook events are not sent.',
      'start-observability setup (it then uses commands alone), or have the address listed in allowedHttpHookUrls',
    ),
    async: failed(
      "The guard's hook is asynchronous: the client does not wait for its answer, and nothing is blocked.",
      'start-observability setup',
    ),
    narrow: warning('The guard is asked about some tool calls only.', 'start-observability setup'),
    'skills-unguarded': warning(
      'Inline shell of skills and commands is not put to the guard: the hook PreSkillShellCommand is missing, which this client has.',
      'start-observability setup',
    ),
    unguarded: warning('Hooks only listen: no tool call is put to the guard.', 'start-observability setup'),
  },
  run: async (at) => {
    const ours = (await installedHooks(at)).filter(({ isOurs }) => isOurs);
    const { userFile } = await at.layers();
    if (ours.length === 0 && !(await wanted(at, userFile))) return { notReached: 'left out in setup' };
    if (ours.length === 0) return { problem: 'absent', evidence: [`looked in ${userFile}`] };
    const off = await switchedOff(at, ours);
    if (off.length > 0) return { problem: 'disabled', evidence: off };
    const trouble = await entryTrouble(at);
    if (trouble) return { problem: 'entry-missing', evidence: [trouble], mend: mend(at) };
    const astray = strays(ours, at.config.ports.hooks);
    if (astray.length > 0) return { problem: 'other-port', evidence: astray };
    const { allows, places } = await addressLists(at);
    const refused = ours.filter(({ type, calls }) => type === 'http' && !allows(calls));
    if (refused.length > 0) {
      const urls = new Set(refused.map(({ calls }) => calls));
      return {
        problem: 'not-allowed',
        evidence: [...urls, ...places.map((file) => `allowedHttpHookUrls: ${file}`)],
      };
    }
    if (!ours.some(({ event, type }) => event === 'PreToolUse' && type === 'command')) {
      return { problem: 'unguarded' };
    }
    const { weak, narrow } = guardTrouble(ours);
    if (weak) return { problem: 'async', evidence: [weak] };
    if (narrow) return { problem: 'narrow', evidence: [narrow] };
    const version = await at.client();
    const guardsSkills = ours.some(
      ({ event, type }) => event === 'PreSkillShellCommand' && type === 'command',
    );
    if (!guardsSkills && version && isAtLeast(version, skillShellSince))
      return { problem: 'skills-unguarded', evidence: [`claude ${version}`] };
    return { ok: `${new Set(ours.map(({ event }) => event)).size} events in ${ours[0]?.place}` };
  },
});
