import { Registry } from 'prom-client';
import { ledgerState } from '../../src/catalogue/ledger-metrics.ts';
import type { Seen } from '../../src/counters/seen.ts';
import { createExposition } from '../../src/ledger/exposition.ts';
import type { Opened } from './open.ts';

/** The value of a sample in the text of /metrics; undefined when it is not there. */
export const sampleIn = (text: string, name: string): number | undefined => {
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.split(' ').at(-1));
};

const second = 1e6;
/** Three scrape intervals of 15 s. */
const offset = 45;

/** Says that nothing was seen. */
export const unseen: Seen = {
  labels: { process: 'test' },
  exposed: () => undefined,
  newest: async () => 0,
};

/** A Prometheus that scrapes this ledger and says what it has had for two intervals. */
export const prometheusOf = ({ store, ledger }: Opened) => {
  const scraped: { readonly state: number; readonly at: number }[] = [];
  const seen: Seen = {
    ...unseen,
    newest: async (now) => scraped.findLast(({ at }) => at <= now / 1000 - offset)?.state ?? 0,
  };
  const exposition = createExposition(store, ledger, new Registry(), seen);
  /** The text that somebody who asks at `at` seconds gets. */
  const read = (at: number) => exposition.text(at * second);
  return {
    read,
    /** A scrape that arrives. */
    scrape: async (at: number): Promise<string> => {
      const text = await read(at);
      scraped.push({ state: sampleIn(text, `${ledgerState.series}{process="test"}`) ?? 0, at });
      return text;
    },
  };
};
