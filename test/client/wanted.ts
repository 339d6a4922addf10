import { type Choices, choicesSchema } from '../../src/client/choices.ts';
import type { WantedSettings } from '../../src/client/plan.ts';
import { hookSettings } from '../../src/hooks/hook-settings.ts';

export const entry = '/home/someone/.local/share/start-observability/hooks/entry';

/** What setup wants, for choices that differ from the defaults, another port or another place of the entry. */
export const wantedFor = (
  chosen: Partial<Choices> = {},
  { port = 4320, otlp = 4317, entryPath = entry } = {},
): WantedSettings => {
  const choices = choicesSchema.parse(chosen);
  const context = { choices, endpoint: choices.endpoint ?? `http://127.0.0.1:${otlp}` };
  return {
    context,
    ...(choices.statusLine && {
      statusLine: () => ({ type: 'command', command: "'/x/statusline'", padding: 0 }),
    }),
    hooks: choices.hooks ? hookSettings({ port, entryPath, profile: 'default' }) : undefined,
    entries: [entryPath],
  };
};
