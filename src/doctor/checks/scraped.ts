import { canary } from '../../catalogue/canary.ts';
import { repeatedScrapes } from '../../counters/seen.ts';
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
import { exportedSignals } from '../target.ts';

export const scraped = defineCheck({
  id: 'scraped',
  title: 'Prometheus scrapes it',
  group: 'telemetry',
  needs: ['counted', 'prometheus'],
  problems: {
    'target-down': failed(
      'Prometheus cannot scrape the ledger.',
      'start-observability restart prometheus; see its page /targets',
    ),
    future: failed(
      'Prometheus holds samples from the future and refuses what it scrapes now as too old: the clock was ahead.',
      'wait until the time below; or start-observability stop, move data/prometheus out of the state folder, and start: history begins anew, the totals in the ledger stay',
    ),
    missing: failed(
      'Prometheus scrapes the ledger, but what was counted is not in it.',
      'start-observability logs prometheus; is its disk full?',
    ),
  },
  run: async (at) => {
    const wanted = await exportedSignals(at);
    const interval = scrapeMilliseconds(at);
    // After a start the ledger repeats for a few scrapes what it showed last.
    const patience = (repeatedScrapes + 3) * interval + 5000;
    const begun = Date.now();
    at.say(
      `Waiting for Prometheus, which scrapes every ${at.config.prometheus.scrapeInterval}; right after a start it takes ${repeatedScrapes + 2} scrapes ...`,
    );
    const seen = await until(patience, async () => {
      const samples = await instant(prometheusUrl(at), `${canary.series}{job="ledger"}`, asReader(at));
      const isThere = wanted.every((signal) =>
        samples.some(
          ({ labels, value }) => labels['signal'] === signal && value >= (at.trace.counted?.[signal] ?? 1),
        ),
      );
      if (isThere) return 'there';
      const target = await scrapeTarget(at, 'ledger');
      // One failed scrape is not news; a target that has been down for two is.
      if (target?.health === 'down' && Date.now() - begun > 2 * interval) return target.lastError;
      return undefined;
    });
    if (seen === 'there')
      return { ok: `after ${((Date.now() - (at.trace.sentAt ?? begun)) / 1000).toFixed(1)} s` };
    if (seen) return { problem: 'target-down', evidence: [seen] };
    const newest = await futureSamples(at);
    if (newest) return { problem: 'future', evidence: [`samples until ${newest.toISOString()}`] };
    return { problem: 'missing', evidence: [`waited ${Math.round(patience / 1000)} s for ${canary.series}`] };
  },
});
