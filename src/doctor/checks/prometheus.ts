import { instant } from '../../prometheus/api.ts';
import { listenerOn } from '../../runtime/port.ts';
import { defineCheck, failed } from '../check.ts';
import { asReader, prometheusUrl, scrapedJobs, until } from '../prometheus.ts';
import { isElsewhere } from '../target.ts';

/** Milliseconds after which a Prometheus that was just started knows all its targets, once it knows one; and at all. */
const discovery = { usual: 2000, longest: 8000 } as const;

export const prometheus = defineCheck({
  id: 'prometheus',
  title: 'Prometheus answers',
  group: 'telemetry',
  needs: ['stack'],
  problems: {
    'front-dead': failed(
      'The process of the pages does not run. It stands in front of Prometheus and Pushgateway, too.',
      'start-observability start; why: start-observability logs pages',
    ),
    dead: failed(
      'Prometheus does not answer.',
      'start-observability start; why: start-observability logs prometheus',
    ),
    foreign: failed(
      'Another Prometheus has the port: it scrapes no ledger.',
      'start-observability config set ports.prometheus 19090, then start-observability restart',
    ),
  },
  run: async (at) => {
    const { ports } = at.config;
    const base = prometheusUrl(at);
    try {
      await instant(base, 'vector(1)', asReader(at));
      const begun = Date.now();
      const seen = await until(discovery.longest, async () => {
        const jobs = await scrapedJobs(at);
        if (jobs.includes('ledger')) return 'ours';
        return jobs.length > 0 && Date.now() - begun > discovery.usual ? 'foreign' : undefined;
      });
      if (seen === 'ours') return { ok: base };
      const listener = await listenerOn(ports.prometheus);
      return {
        problem: 'foreign',
        evidence: listener ? [`process ${listener.pid}: ${listener.command.slice(0, 160)}`] : [],
      };
    } catch (error) {
      if (await isElsewhere(at)) return { notReached: 'Prometheus is on another machine' };
      const components = await at.components();
      const evidence = components
        .filter(({ name }) => name === 'prometheus' || name === 'pages')
        .map(({ name, state, lastExit }) => [`${name} is ${state}`, lastExit].filter(Boolean).join(', '));
      const isFrontDown = components.some(({ name, state }) => name === 'pages' && state === 'down');
      return {
        problem: isFrontDown ? 'front-dead' : 'dead',
        evidence: [`${base}: ${(error as Error).message}`, ...evidence],
      };
    }
  },
});
