import { existsSync, readFileSync } from 'node:fs';
import { exitCode, Failure } from '../failure.ts';
import { type HookSettings, hookSettings } from '../hooks/hook-settings.ts';
import { namesPerson } from './choices.ts';
import { type VariableContext, variableValues } from './variables.ts';

/**
 * Where each operating system keeps managed settings. A file of our own in the folder beside it is merged after it,
 * in the order of names, so that nobody's policy is edited.
 * Source: "Deploy managed settings" of the client's documentation.
 */
export const managedPlaces = [
  {
    platform: 'linux',
    name: 'Linux and WSL',
    file: '/etc/claude-code/managed-settings.json',
    own: '/etc/claude-code/managed-settings.d/50-observability.json',
  },
  {
    platform: 'darwin',
    name: 'macOS',
    file: '/Library/Application Support/ClaudeCode/managed-settings.json',
    own: '/Library/Application Support/ClaudeCode/managed-settings.d/50-observability.json',
  },
  {
    platform: 'win32',
    name: 'Windows',
    file: 'C:\\Program Files\\ClaudeCode\\managed-settings.json',
    own: 'C:\\Program Files\\ClaudeCode\\managed-settings.d\\50-observability.json',
  },
] as const;

/** The entry of whoever is logged in; people without a stack of their own get no error, and no guard. */
const anybodysEntry =
  'entry="${START_OBSERVABILITY_HOME:-${XDG_DATA_HOME:-$HOME/.local/share}/start-observability}/hooks/entry"; ' +
  'if [ -x "$entry" ]; then exec "$entry"; fi; exit 0';

/** The hook entries for everybody: commands only, because an http hook complains where no service runs. */
const managedHooks = (port: number): HookSettings => {
  const own = hookSettings({ port, entryPath: '', profile: 'default', commandsOnly: true });
  const shared = Object.entries(own).map(([event, groups]) => [
    event,
    groups.map((group) => ({
      ...group,
      hooks: group.hooks.map((hook) => ({ ...hook, command: anybodysEntry })),
    })),
  ]);
  return Object.fromEntries(shared);
};

/**
 * The managed settings for a team, as text.
 * @param port of the hook-event service; undefined: without hooks
 * @throws Failure when the choices name one person: everybody would be counted as that one
 */
export const managedSettings = (context: VariableContext, port: number | undefined): string => {
  if (namesPerson(context.choices)) {
    throw new Failure('Managed settings are the same for everybody and cannot name one person.', {
      fix: 'leave --user-name and --user-email out, and unset USER_NAME and USER_EMAIL',
      exitCode: exitCode.usage,
    });
  }
  const hooks = port === undefined ? {} : { hooks: managedHooks(port) };
  return `${JSON.stringify({ env: variableValues(context), ...hooks }, null, 2)}\n`;
};

/** Managed settings on this machine that send telemetry elsewhere: they win over whatever setup writes. */
export const managedEndpoint = (
  platform: NodeJS.Platform = process.platform,
): { readonly file: string; readonly endpoint: string } | undefined => {
  for (const { file, own, platform: meant } of managedPlaces) {
    if (meant !== platform) continue;
    for (const one of [own, file].filter((path) => existsSync(path))) {
      try {
        const endpoint = JSON.parse(readFileSync(one, 'utf8')).env?.OTEL_EXPORTER_OTLP_ENDPOINT;
        if (typeof endpoint === 'string') return { file: one, endpoint };
      } catch {
        // Somebody else's broken policy is not ours to judge.
      }
    }
  }
  return undefined;
};
