import type { RequestHandler } from 'express';
import { htmlReport, type NavigationLink } from '../reports/render/html.ts';
import { reportSchema } from '../reports/schema.ts';

const waitMilliseconds = 120_000;
const ranges = ['7d', '30d', '90d'] as const;

/** The ways from a report: to the other pages, to other ranges, and to its data. */
const linksOf = (asked: URLSearchParams): readonly NavigationLink[] => [
  { text: 'Claude Code', href: '/' },
  { text: 'Sessions', href: '/sessions' },
  ...ranges.map((since) => {
    const other = new URLSearchParams(asked);
    other.delete('until');
    other.set('since', since);
    return { text: `${since.replace('d', '')} days`, href: `/report?${other}` };
  }),
  { text: 'As data', href: `/api/v1/report?${asked}` },
];

/** `/report`: the usage report as a page, made of the ledger's `/api/v1/report`. */
export const reportPage =
  (ledgerUrl: string, headers: Readonly<Record<string, string>>): RequestHandler =>
  async ({ originalUrl }, response) => {
    const asked = new URL(originalUrl, 'http://pages').searchParams;
    const url = `${ledgerUrl.replace(/\/+$/, '')}/api/v1/report?${asked}`;
    const answer = await fetch(url, {
      headers,
      redirect: 'error',
      signal: AbortSignal.timeout(waitMilliseconds),
    }).catch(() => undefined);
    response.set('Cache-Control', 'no-store');
    if (!answer?.ok) {
      const { error, fix } = ((await answer?.json().catch(() => undefined)) ?? {}) as Record<string, string>;
      response
        .status(answer?.status ?? 502)
        .type('text')
        .send(`${error ?? 'The ledger cannot be reached.'}\n${fix ?? 'start-observability status'}\n`);
      return;
    }
    const report = reportSchema.parse(await answer.json());
    response.type('html').send(htmlReport(report, { pages: '', links: linksOf(asked) }));
  };
