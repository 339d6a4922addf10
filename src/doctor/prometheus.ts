import { setTimeout as pause } from 'node:timers/promises';
import { millisecondsOf } from '../config/duration.ts';
import { activeTargets, type Target } from '../prometheus/api.ts';
import type { Surroundings } from './surroundings.ts';

export const prometheusUrl = ({ config }: Surroundings): string =>
  `http://127.0.0.1:${config.ports.prometheus}`;

/** The jobs that this Prometheus scrapes: none in the first five seconds of its life. */
export const scrapedJobs = async (at: Surroundings): Promise<readonly string[]> =>
  (await activeTargets(prometheusUrl(at))).map(({ labels }) => labels.job);

/** The target of a job; undefined when this Prometheus has none. */
export const scrapeTarget = async (at: Surroundings, job: string): Promise<Target | undefined> =>
  (await activeTargets(prometheusUrl(at))).find(({ labels }) => labels.job === job);

/** Milliseconds between two scrapes. */
export const scrapeMilliseconds = ({ config }: Surroundings): number =>
  millisecondsOf(config.prometheus.scrapeInterval);

/**
 * Asks again until `ask` has an answer.
 * @returns undefined when there is none in time
 */
export const until = async <T>(
  milliseconds: number,
  ask: () => Promise<T | undefined>,
): Promise<T | undefined> => {
  const deadline = Date.now() + milliseconds;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined || Date.now() > deadline) return answer;
    await pause(250);
  }
};
