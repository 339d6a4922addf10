import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type EntryPolicy, policyFile } from '../../hooks/decide/policy-file.ts';
import { aloneFile, entryPath, entryScript } from '../../hooks/entry/install.ts';
import { hookSettings } from '../../hooks/hook-settings.ts';
import type { ClientTold } from '../../stack/client-told.ts';
import { defaultChoices } from '../choices.ts';
import { variableValues } from '../variables.ts';

export interface InstalledFile {
  /** Below `/etc/claude-code`. */
  readonly path: string;
  readonly text: string;
  readonly mode: number;
}

/** Where the client looks for managed settings, which win over everything that anybody writes inside. */
export const managedFolder = '/etc/claude-code';

const entryFolder = path.posix.join(managedFolder, 'hooks');

/** Where the image has them; a dev container on another image may have Node elsewhere and is then told to move it. */
const programs = {
  sh: '/bin/sh',
  cat: '/usr/bin/cat',
  curl: '/usr/bin/curl',
  node: '/usr/local/bin/node',
} as const;

const settings = ({ endpoint, guard, sends }: ClientTold): object => ({
  env: variableValues({
    endpoint,
    choices: {
      ...defaultChoices(),
      prompts: sends.prompts,
      responses: sends.responses,
      toolDetails: sends.tools,
    },
  }),
  // No http hooks: an answer by the network proves nothing.
  hooks: hookSettings({
    port: 0,
    entryPath: entryPath(entryFolder),
    profile: guard.profile,
    commandsOnly: true,
  }),
});

/**
 * Everything in `/etc/claude-code` of the client's container: the settings that `setup` would write, and the entry of the
 * hooks with the guard and its policy. The folder is mounted read-only, so they cannot be changed inside.
 * @param from folder with `alone.js` and `entry.sh`, `dist/hooks/entry`
 */
export const containerFiles = async (told: ClientTold, from: string): Promise<readonly InstalledFile[]> => {
  const entry = entryScript(
    await readFile(path.join(from, 'entry.sh'), 'utf8'),
    {
      port: 0,
      folder: entryFolder,
      state: '"${HOME:-/tmp}/.local/state/start-observability"',
      sockets: told.sockets,
      // There are none inside, and so no approvals: anything in the container could write here.
      secrets: path.posix.join(entryFolder, 'secrets'),
      isContainer: true,
    },
    programs,
  );
  const left: EntryPolicy = { policy: told.guard, stackPorts: told.stackPorts };
  return [
    { path: 'managed-settings.json', text: `${JSON.stringify(settings(told), null, 2)}\n`, mode: 0o644 },
    { path: 'hooks/entry', text: entry, mode: 0o755 },
    { path: `hooks/${aloneFile}`, text: await readFile(path.join(from, 'alone.js'), 'utf8'), mode: 0o644 },
    { path: `hooks/${policyFile}`, text: JSON.stringify(left), mode: 0o644 },
  ];
};
