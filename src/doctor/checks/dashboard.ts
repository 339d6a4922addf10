import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { canary } from '../../catalogue/canary.ts';
import { instant } from '../../prometheus/api.ts';
import { totalOf } from '../../promql/query.ts';
import { isReady } from '../../runtime/ready.ts';
import { components } from '../../stack/components.ts';
import { dataSourceUid } from '../../stack/grafana.ts';
import { defineCheck, failed, warning } from '../check.ts';
import { asReader, scrapeMilliseconds, until } from '../prometheus.ts';
import type { DoctorSurroundings } from '../surroundings.ts';
import { exportedSignals } from '../target.ts';

interface BoardPage {
  readonly name: string;
  /** Below it is Prometheus' API, as the page itself asks it. */
  readonly base: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Grafana with the password we made, or our own pages; undefined when neither answers. */
const pageOf = async ({ config, home }: DoctorSurroundings): Promise<BoardPage | undefined> => {
  const here = `http://127.0.0.1:${config.ports.grafana}`;
  if (await isReady(`${here}${components.grafana.ready.path}`)) {
    const password = await readFile(path.join(home.secrets, 'grafana-password'), 'utf8').catch(() => '');
    const authorization = `Basic ${Buffer.from(`admin:${password.trim()}`).toString('base64')}`;
    return {
      name: 'Grafana',
      base: `${here}/api/datasources/proxy/uid/${dataSourceUid}`,
      headers: { authorization },
    };
  }
  if (await isReady(`${here}${components.pages.ready.path}`)) {
    return { name: 'our pages', base: `${here}/prometheus`, ...asReader({ config, home }) };
  }
  return undefined;
};

export const dashboard = defineCheck({
  id: 'dashboard',
  title: "The dashboards' query has it",
  group: 'telemetry',
  needs: ['scraped'],
  problems: {
    'no-page': failed(
      'The page with the dashboards does not answer.',
      'start-observability start; why: start-observability logs grafana, or logs pages',
    ),
    'no-access': warning(
      'Grafana does not take the password of this stack, so its data source cannot be tested: the password was changed, or it is another Grafana.',
      'log in and look at Connections > Data sources > Prometheus > Test',
    ),
    'no-answer': failed('The page cannot ask Prometheus.', 'start-observability restart'),
    different: failed(
      "Prometheus has it, and the dashboards' own query does not: its recording rules are missing.",
      'start-observability restart prometheus; see its page /rules',
    ),
  },
  run: async (at) => {
    const page = await pageOf(at);
    if (!page) return { problem: 'no-page', evidence: [`port ${at.config.ports.grafana}`] };
    const wanted = await exportedSignals(at);
    const interval = scrapeMilliseconds(at);
    let told = '';
    try {
      const hasAll = await until(2 * interval + 3000, async () => {
        const seconds = Math.ceil((Date.now() - (at.trace.sentAt ?? Date.now()) + interval) / 1000);
        const query = totalOf(canary, { by: ['signal'] }, { range: `${seconds}s` });
        const samples = await instant(page.base, query, { headers: page.headers });
        told = samples.map(({ labels, value }) => `${labels['signal']}: ${value}`).join(', ');
        const isThere = wanted.every((signal) =>
          samples.some(({ labels, value }) => labels['signal'] === signal && value >= 1),
        );
        return isThere ? true : undefined;
      });
      if (hasAll) return { ok: `${page.name}: ${told}` };
      return { problem: 'different', evidence: [told || 'the query returns nothing'] };
    } catch (error) {
      const why = (error as Error).message;
      if (/^(401|403)/.test(why)) return { problem: 'no-access', evidence: [why] };
      return { problem: 'no-answer', evidence: [why] };
    }
  },
});
