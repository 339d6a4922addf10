import { ask, definePatterns } from '../findings/pattern.ts';

// biome-ignore format: a table
export const protectedPatterns = definePatterns({
  'stack-settings': { category: 'stack', decision: ask, brief: 'Changes the data or the settings of this stack', why: 'The guard and the counters are switched off or falsified that way.', suggestion: 'Use `start-observability config`.', catches: ['echo x > ~/.local/share/start-observability/config.yaml', 'echo {} > ~/.claude/settings.json'], spares: ['cat ~/.local/share/start-observability/config.yaml'] },
});

/** What this stack keeps (counters, journals, keys, settings, programs), and the client's settings that call it. */
const ownFile =
  /\/start-observability\/(data|secrets|hooks|run|generated|bin|backups|config\.yaml|client\.json)(\/|$)|\/\.claude\/(settings(\.local)?\.json|guard\.json)$/;

/** Whether a path is this stack's own, or the client's settings that call it. */
export const isOwnFile = (path: string): boolean => ownFile.test(path);
