import { metricsExport, pointsAnExport } from './exports.ts';
import { type LedgerProcess, sendAll, startLedger } from './ledger-process.ts';
import type { Row } from './row.ts';

const sessions = 5000;
const rounds = 6;

function* bodies(): Generator<string> {
  for (let round = 0; round < rounds; round += 1)
    for (let session = 0; session < sessions; session += 1) yield metricsExport(session, round);
}

/** Adds label sets until there are about 5,000 series, and times scrapes as Prometheus makes them. */
const renderTime = async ({
  port,
  post,
}: LedgerProcess): Promise<{ readonly ms: number; readonly series: number }> => {
  for (let project = 0; project < 300; project += 1) {
    const body = metricsExport(sessions + project, 0).replace(
      '"service.name"',
      `"project","value":{"stringValue":"p${project}"}},{"key":"service.name"`,
    );
    await post('metrics', body);
  }
  const headers = { 'x-prometheus-scrape-timeout-seconds': '10' };
  const times: number[] = [];
  let text = '';
  for (let i = 0; i < 15; i += 1) {
    const at = performance.now();
    text = await (await fetch(`http://127.0.0.1:${port}/metrics`, { headers })).text();
    times.push(performance.now() - at);
  }
  const series = text.split('\n').filter((line) => line !== '' && !line.startsWith('#')).length;
  return { ms: times.sort((a, b) => a - b)[7] ?? 0, series };
};

/** Points a second on one core and memory with 5,000 sessions open, over HTTP, each request committed to disk. */
export const benchLedger = async (): Promise<readonly Row[]> => {
  const ledger = await startLedger();
  try {
    const { refused, seconds, processor } = await sendAll(ledger, 'metrics', bodies());
    const points = sessions * rounds * pointsAnExport;
    const memory = [ledger.memory('VmRSS'), ledger.memory('VmHWM')] as const;
    const rendered = await renderTime(ledger);
    return [
      {
        what: 'ledger: points/s of wall time, one core',
        value: points / seconds,
        unit: '/s',
        bar: '> 20,000',
      },
      { what: 'ledger: points/s of processor time', value: points / processor, unit: '/s', bar: '> 20,000' },
      { what: 'ledger: requests refused', value: refused, unit: '', bar: '0' },
      {
        what: `ledger: memory, ${sessions} sessions open`,
        value: memory[0],
        unit: 'MiB',
        bar: '< 150',
      },
      { what: 'ledger: memory, highest', value: memory[1], unit: 'MiB' },
      { what: `ledger: /metrics with ${rendered.series} series, median`, value: rendered.ms, unit: 'ms' },
    ];
  } finally {
    ledger.stop();
  }
};
