import { listenerOn } from '../../runtime/port.ts';
import { defineCheck, failed } from '../check.ts';
import { instant, prometheusUrl, scrapeTarget, until } from '../prometheus.ts';
import { isElsewhere } from '../target.ts';

/** Milliseconds after which a Prometheus that was just started knows its targets. */
const discovery = 8000;

export const prometheus = defineCheck({
  id: 'prometheus',
  title: 'Prometheus answers',
  group: 'telemetry',
  needs: ['stack'],
  problems: {
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
      await instant(base, 'vector(1)');
      if (await until(discovery, () => scrapeTarget(at, 'ledger'))) return { ok: base };
      const listener = await listenerOn(ports.prometheus);
      return {
        problem: 'foreign',
        evidence: listener ? [`process ${listener.pid}: ${listener.command.slice(0, 160)}`] : [],
      };
    } catch (error) {
      if (await isElsewhere(at)) return { notReached: 'Prometheus is on another machine' };
      const one = (await at.components()).find(({ name }) => name === 'prometheus');
      const state = one ? [[`prometheus is ${one.state}`, one.lastExit].filter(Boolean).join(', ')] : [];
      return { problem: 'dead', evidence: [`${base}: ${(error as Error).message}`, ...state] };
    }
  },
});
