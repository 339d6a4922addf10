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

const shortened = ({ event, calls, layer }: InstalledHook): string =>
  `${event}: ${calls.length > 90 ? `${calls.slice(0, 90)} ...` : calls} (${layer.place})`;

/** Ours that stand more than once for an event: the client calls each that differs. */
const repeated = (ours: readonly InstalledHook[]): readonly InstalledHook[] => {
  const seen = new Map<string, Set<string>>();
  return ours.filter(({ event, calls, layer }) => {
    const known = seen.get(event) ?? new Set();
    seen.set(event, known);
    // The same handler in two files runs once; twice in one file, or spelt differently, it runs twice.
    const key = `${calls} ${layer.place}`;
    const isSecond = known.size > 0 && !(known.has(calls) && !known.has(key));
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
      'start-observability setup mends the user settings; take them out of the other file by hand',
    ),
    earlier: warning(
      'Hooks of an earlier tool are still called at every event.',
      'take them out of the file that is named below, unless you want both',
    ),
  },
  run: async (at) => {
    const all = await installedHooks(at);
    const twice = repeated(all.filter(({ isOurs }) => isOurs));
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
