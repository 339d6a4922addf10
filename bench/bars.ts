import { compareBars } from '../test/engines/bars.ts';
import { fillPrometheus } from '../test/engines/month.ts';
import type { Row } from './row.ts';

const seeds = ['one', 'two', 'three', 'four', 'five'];
const hours = ['02:10', '09:40', '13:05', '17:55', '23:30'];
const days = 4;

/** Adds up the bars of every board, over every range, in the Prometheus of made-up teams at hours of the day. */
export const benchBars = async (): Promise<readonly Row[]> => {
  let compared = 0;
  const wrong: string[] = [];
  let runs = 0;
  for (const seed of seeds)
    for (const hour of hours) {
      const now = Date.parse(`2026-11-18T${hour}:00Z`);
      const prometheus = await fillPrometheus({ days, now, seed });
      if (!prometheus) throw new Error('Prometheus is not to be had here');
      try {
        const found = await compareBars(prometheus.url, now / 1000);
        runs += 1;
        compared += found.compared;
        wrong.push(...found.wrong.map((text) => `${seed} ${hour}: ${text}`));
      } finally {
        await prometheus.stop();
      }
    }
  for (const text of wrong.slice(0, 20)) console.error(text);
  return [
    { what: 'bars: demo runs', value: runs, unit: '' },
    { what: 'bars: sums of bars compared with their number', value: compared, unit: '' },
    { what: 'bars: of them that differ', value: wrong.length, unit: '', bar: '0' },
  ];
};
