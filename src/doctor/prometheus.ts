import { setTimeout as pause } from 'node:timers/promises';
import { millisecondsOf } from '../config/duration.ts';
import { activeTargets, type ScrapeTarget } from '../prometheus/api.ts';
import { loginHeaders } from '../service/login.ts';
import type { DoctorSurroundings } from './surroundings.ts';

export const prometheusUrl = ({ config }: DoctorSurroundings): string =>
  `http://127.0.0.1:${config.ports.prometheus}`;

/** What doctor sends to read numbers. */
export const asReader = ({
  config,
  home,
}: Pick<DoctorSurroundings, 'config' | 'home'>): { readonly headers: Record<string, string> } => ({
  headers: loginHeaders(config.security.closed, home.secrets),
});

/** The jobs that this Prometheus scrapes: none in the first five seconds of its life. */
export const scrapedJobs = async (at: DoctorSurroundings): Promise<readonly string[]> =>
  (await activeTargets(prometheusUrl(at), asReader(at))).map(({ labels }) => labels.job);

/** The target of a job; undefined when this Prometheus has none. */
export const scrapeTarget = async (at: DoctorSurroundings, job: string): Promise<ScrapeTarget | undefined> =>
  (await activeTargets(prometheusUrl(at), asReader(at))).find(({ labels }) => labels.job === job);

/** Seconds that a sample may be ahead of this machine: a scrape is stamped before it is stored. */
const toleratedSeconds = 60;

/**
 * Until when Prometheus holds samples, where that is in the future; undefined where it is not, or is not told. While it
 * lasts, Prometheus refuses what is scraped now as too old.
 */
export const futureSamples = async (at: DoctorSurroundings): Promise<Date | undefined> => {
  try {
    const response = await fetch(`${prometheusUrl(at)}/api/v1/status/tsdb`, {
      ...asReader(at),
      signal: AbortSignal.timeout(3000),
    });
    const { data } = (await response.json()) as { data?: { headStats?: { maxTime?: number } } };
    const newest = data?.headStats?.maxTime ?? 0;
    return newest > Date.now() + toleratedSeconds * 1000 ? new Date(newest) : undefined;
  } catch {
    return undefined;
  }
};

/** Milliseconds between two scrapes. */
export const scrapeMilliseconds = ({ config }: DoctorSurroundings): number =>
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
