import { canary } from '../../catalogue/canary.ts';
import { pushJob } from '../../hooks/push/state-push.ts';
import { instant } from '../../prometheus/api.ts';
import { defineCheck, failed } from '../check.ts';
import {
  asReader,
  futureSamples,
  prometheusUrl,
  scrapeMilliseconds,
  scrapeTarget,
  until,
} from '../prometheus.ts';

export const pushScraped = defineCheck({
  id: 'push-scraped',
  title: 'Prometheus scrapes the hooks',
  group: 'hooks',
  needs: ['pushed', 'prometheus'],
  problems: {
    future: failed(
      'Prometheus holds samples from the future and refuses what it scrapes now as too old: the clock was ahead.',
      'wait until the time below; or start-observability stop, move data/prometheus out of the state folder, and start: history begins anew, the totals in the ledger stay',
    ),
    missing: failed(
      'Prometheus does not have what the hook-event service counts.',
      'start-observability restart prometheus; see its page /targets',
    ),
  },
  run: async (at) => {
    const wanted = at.trace.hooks ?? 1;
    const patience = 2 * scrapeMilliseconds(at) + 5000;
    const begun = Date.now();
    const isThere = await until(patience, async () => {
      const samples = await instant(prometheusUrl(at), `${canary.series}{job="${pushJob}"}`, asReader(at));
      return samples.some(({ value }) => value >= wanted) ? true : undefined;
    });
    if (isThere) return { ok: `after ${((Date.now() - begun) / 1000).toFixed(1)} s` };
    const newest = await futureSamples(at);
    if (newest) return { problem: 'future', evidence: [`samples until ${newest.toISOString()}`] };
    const target = await scrapeTarget(at, 'hooks');
    const said = target
      ? `${target.scrapeUrl}: ${target.health} ${target.lastError}`.trim()
      : 'no such target';
    return { problem: 'missing', evidence: [said] };
  },
});
