import { startStack } from '../test/e2e/stack.ts';
import { waitFor } from '../test/e2e/wait.ts';
import type { Row } from './row.ts';

const rounds = 300;

const median = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;

/** What the front adds to a query: the same one asked with and without it, in turn. */
export const benchFront = async (): Promise<readonly Row[]> => {
  const stack = await startStack({ collector: 'embedded', run: ['ledger', 'prometheus', 'pages'] });
  try {
    const past = stack.url('prometheus');
    const through = `http://127.0.0.1:${stack.config.ports.prometheus}`;
    const ask = async (base: string): Promise<number> => {
      const begun = performance.now();
      const response = await fetch(`${base}/api/v1/query?query=sum(up)`);
      await response.text();
      if (!response.ok) throw new Error(`${base}: ${response.status}`);
      return performance.now() - begun;
    };
    await waitFor('both answering', async () => (await ask(past)) + (await ask(through)));
    const times = { past: [] as number[], through: [] as number[] };
    for (let round = 0; round < rounds; round += 1) {
      times.past.push(await ask(past));
      times.through.push(await ask(through));
    }
    return [
      { what: 'front: a query without it, median', value: median(times.past), unit: 'ms' },
      { what: 'front: the same through it, median', value: median(times.through), unit: 'ms' },
      {
        what: 'front: what it adds, median',
        value: median(times.through) - median(times.past),
        unit: 'ms',
        bar: '< 3',
      },
    ];
  } finally {
    await stack.stop();
  }
};
