import { defineCheck, warning } from '../check.ts';
import { type InstalledHook, installedHooks } from '../hooks.ts';

/** Hooks of earlier tools that did what ours do, by what they call. */
const earlier: readonly (readonly [tool: string, pattern: RegExp])[] = [
  ['a Pushgateway script', /pushgateway|PUSH_GATEWAY|:9091\b/i],
  ['MLflow tracking', /mlflow/i],
  ['an OpenTelemetry hook', /\botel[-_]?(hook|cli)|claude[-_]code[-_]otel|opentelemetry/i],
  ['Langfuse', /langfuse/i],
  ['an event sender', /send_event\.(py|sh|ts|js)|hook[-_]?(logger|tracker|metrics)\b/i],
  ['an earlier start-observability', /start-observability(?!\S*\/hooks\/entry)/i],
];

const shortened = ({ event, calls, place }: InstalledHook): string =>
  `${event}: ${calls.length > 90 ? `${calls.slice(0, 90)} ...` : calls} (${place})`;

/** Ours that stand more than once for an event: the client calls each that differs, and each copy in a plugin. */
const repeated = (ours: readonly InstalledHook[]): readonly InstalledHook[] => {
  const seen = new Map<string, Set<string>>();
  return ours.filter(({ event, calls, place, source }) => {
    const known = seen.get(event) ?? new Set();
    seen.set(event, known);
    // The same handler in two files runs once; twice in one file, spelt differently, or in a plugin, it runs twice.
    const key = `${calls} ${place}`;
    const isElsewhere = known.has(calls) && !known.has(key);
    const isSecond = known.size > 0 && (source === 'plugin' || !isElsewhere);
    known.add(calls).add(key);
    return isSecond;
  });
};

export const duplicates = defineCheck({
  id: 'duplicates',
  title: 'Hooks that double ours',
  group: 'hooks',
  needs: ['settings'],
  problems: {
    ours: warning(
      'Our hooks are installed more than once: events without a call of their own count twice.',
      'start-observability setup repairs the user settings; remove them from the other file by hand',
    ),
    plugin: warning(
      'A plugin brings our hooks as well as the settings: events without a call of their own count twice.',
      'disable the plugin that is named below (`claude plugin disable NAME`), or start-observability setup --no-hooks',
    ),
    earlier: warning(
      'Hooks of an earlier tool are still called at every event.',
      'take them out of the file that is named below, unless you want both',
    ),
  },
  run: async (at) => {
    const all = await installedHooks(at);
    const twice = repeated(all.filter(({ isOurs }) => isOurs));
    const inPlugins = twice.filter(({ source }) => source === 'plugin');
    if (inPlugins.length > 0) {
      return { problem: 'plugin', evidence: [...new Set(inPlugins.map(({ place }) => place))] };
    }
    if (twice.length > 0) return { problem: 'ours', evidence: twice.slice(0, 5).map(shortened) };
    const others = all.filter(({ isOurs }) => !isOurs);
    const known = others.flatMap((hook) => {
      const tool = earlier.find(([, pattern]) => pattern.test(hook.calls))?.[0];
      return tool ? [`${tool}: ${shortened(hook)}`] : [];
    });
    if (known.length > 0) return { problem: 'earlier', evidence: known.slice(0, 5) };
    return { ok: others.length > 0 ? `${others.length} other hooks, none that counts the same` : 'none' };
  },
});
