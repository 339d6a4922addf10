import {
  headSamples,
  headSeries,
  processStart,
  residentMemory,
  ruleFailures,
  ruleGroupDuration,
  scrapeDuration,
  scrapedSamples,
  storedBytes,
  up,
} from '../catalogue/stack-metrics.ts';
import type { Home } from '../config/home.ts';
import { localInstance } from '../stack/instance.ts';

type SampleLabels = readonly (readonly [string, string])[];

/** One sample of what the components report about themselves. */
export interface SelfSample {
  readonly name: string;
  readonly labels: SampleLabels;
  readonly value: number;
}

/** Memory in MiB, seconds for a scrape, samples in it: as a small stack has them. */
const components = {
  ledger: { memory: 95, scrape: 0.04, samples: 7800 },
  pushgateway: { memory: 22, scrape: 0.006, samples: 520 },
  prometheus: { memory: 180, scrape: 0.008, samples: 620 },
} as const;

/** Seconds for a group of rules, by file and group. */
const groups = {
  'totals.yaml;all sums': 0.05,
  'totals.yaml;project sums': 0.04,
  'totals.yaml;user sums': 0.02,
  'openings.yaml;openings': 0.06,
  'alerts.yaml;work': 0.01,
} as const;

/** A little up and down, the same at the same time. */
const around = (value: number, at: number): number =>
  value * (1 + 0.06 * Math.sin(at / 1_700_000) + 0.03 * Math.sin(at / 290_000));

/**
 * What Prometheus and the others would have told about themselves at `at`, on a day that began at `since` (both
 * milliseconds since 1970). Made up: nothing of this is about Claude Code, and a month of it cannot be lived through.
 */
export const selfSamples = (home: Home, at: number, since: number): readonly SelfSample[] => {
  const of = (job: keyof typeof components): SampleLabels => [
    ['job', job],
    ['instance', localInstance(job)],
  ];
  const jobs = Object.keys(components) as (keyof typeof components)[];
  const own = of('prometheus');
  const seconds = (at - since) / 1000;
  return [
    ...jobs.flatMap((job) => {
      const { memory, scrape, samples } = components[job];
      const labels = of(job);
      return [
        { name: up.series, labels, value: 1 },
        { name: processStart.series, labels, value: Math.round(since / 1000) },
        { name: residentMemory.series, labels, value: Math.round(around(memory, at) * 2 ** 20) },
        { name: scrapeDuration.series, labels, value: around(scrape, at) },
        { name: scrapedSamples.series, labels, value: samples },
      ];
    }),
    ...Object.entries(groups).flatMap(([group, value]) => {
      const labels: SampleLabels = [...own, ['rule_group', `${home.generated}/prometheus/rules/${group}`]];
      return [
        { name: ruleGroupDuration.series, labels, value: around(value, at) },
        { name: ruleFailures.series, labels, value: 0 },
      ];
    }),
    { name: headSeries.series, labels: own, value: Math.round(around(15_500, at)) },
    { name: headSamples.series, labels: [...own, ['type', 'float']], value: Math.round(seconds * 900) },
    { name: storedBytes.series, labels: own, value: Math.round(around(24, at) * 2 ** 20) },
  ];
};
