import { defineCheck, failed, warning } from '../check.ts';

export const settings = defineCheck({
  id: 'settings',
  title: "The client's settings",
  group: 'settings',
  needs: [],
  problems: {
    broken: failed(
      "The client's settings cannot be read, so the client does not follow them.",
      'correct the JSON by hand (the line is below), then start-observability setup',
    ),
    refused: failed(
      'The client refuses a value in its settings and drops the whole file, hooks and permission rules included.',
      'correct the key named below by hand, then start-observability setup',
    ),
    'not-connected': failed(
      'Claude Code is not connected: its settings say nothing about telemetry.',
      'start-observability setup',
    ),
    hidden: failed(
      'A name stands twice in the settings, and the client listens to the last one alone: it says nothing about telemetry.',
      'put the two into one by hand, then start-observability setup',
    ),
    repeated: warning(
      'A name stands twice in the settings: the client listens to the last one alone.',
      'put the two into one by hand, then start-observability setup',
    ),
    'shell-only': warning(
      'Telemetry is switched on by variables of this shell alone: clients started elsewhere send nothing.',
      'start-observability setup',
    ),
  },
  run: async ({ layers }) => {
    const { all, userFile } = await layers();
    const unreadable = all.filter(({ error, refused }) => error && !refused);
    if (unreadable.length > 0) {
      return { problem: 'broken', evidence: unreadable.map(({ place, error }) => `${place}: ${error}`) };
    }
    const refused = all.flatMap(({ place, refused: keys = [] }) => keys.map((key) => `${place}: ${key}`));
    if (refused.length > 0) return { problem: 'refused', evidence: refused.slice(0, 10) };
    const speaks = all.filter(({ env }) =>
      Object.keys(env).some((name) => name === 'CLAUDE_CODE_ENABLE_TELEMETRY' || name.startsWith('OTEL_')),
    );
    const evidence = speaks.map(({ name, place }) => (name === 'shell' ? place : `${name}: ${place}`));
    const repeated = all.flatMap(({ place, repeated: names = [] }) =>
      names.map((name) => `${place}: ${name}`),
    );
    if (repeated.length > 0) {
      return { problem: speaks.length === 0 ? 'hidden' : 'repeated', evidence: repeated.slice(0, 10) };
    }
    if (speaks.length === 0) return { problem: 'not-connected', evidence: [`looked in ${userFile}`] };
    if (speaks.every(({ name }) => name === 'shell')) return { problem: 'shell-only', evidence };
    return { ok: evidence.join(', ') };
  },
});
