import { defineCheck, warning } from '../check.ts';
import { metricsText } from '../ledger.ts';

/** What the collector's memory limiter refused since the collector started, by signal. */
const refusedIn = (text: string): readonly string[] =>
  text.split('\n').flatMap((line) => {
    const [, what, value] =
      /^otelcol_processor_memory_limiter_refused_(\w+?)(?:_total)?(?:\{.*\})? (\S+)/.exec(line) ?? [];
    return what && Number(value) > 0 ? [`${value} ${what.replaceAll('_', ' ')}`] : [];
  });

export const limiter = defineCheck({
  id: 'limiter',
  title: "The collector's memory",
  group: 'surroundings',
  needs: ['config'],
  problems: {
    refused: warning(
      'The memory limiter of the collector refused data: clients send it again, and short sessions lose it.',
      'raise memory.collector (1024 under 100 sessions a day, to 500: 2048, above: 4096), then start-observability restart',
    ),
  },
  run: async (at) => {
    const text = await metricsText(at, at.config.ports.collectorMetrics);
    if (text === undefined) return { notReached: 'the collector does not expose its metrics' };
    const refused = refusedIn(text);
    if (refused.length > 0)
      return {
        problem: 'refused',
        evidence: [...refused, `memory.collector: ${at.config.memory.collector} MiB`],
      };
    return { ok: `nothing refused within ${at.config.memory.collector} MiB` };
  },
});
