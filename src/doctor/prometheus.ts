import { setTimeout as pause } from 'node:timers/promises';
import type { Surroundings } from './surroundings.ts';

/** One series of an instant query. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

interface Answer {
  readonly status?: string;
  readonly error?: string;
  readonly data?: {
    readonly result?: readonly { metric: Record<string, string>; value: [number, string] }[];
  };
}

export const prometheusUrl = ({ config }: Surroundings): string =>
  `http://127.0.0.1:${config.ports.prometheus}`;

/**
 * An instant query against anything that speaks Prometheus' API below `base`.
 * @throws Error with what was answered instead
 */
export const instant = async (
  base: string,
  query: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<readonly Sample[]> => {
  const response = await fetch(`${base}/api/v1/query`, {
    method: 'POST',
    body: new URLSearchParams({ query }),
    headers,
    signal: AbortSignal.timeout(5000),
  });
  const text = await response.text();
  let answer: Answer;
  try {
    answer = JSON.parse(text) as Answer;
  } catch {
    throw new Error(`${response.status} ${text.slice(0, 200)}`);
  }
  if (answer.status !== 'success')
    throw new Error(`${response.status} ${answer.error ?? text.slice(0, 200)}`);
  return (answer.data?.result ?? []).map(({ metric, value }) => ({
    labels: metric,
    value: Number(value[1]),
  }));
};

interface Target {
  readonly labels: { readonly job: string };
  readonly health: string;
  readonly lastError: string;
  readonly scrapeUrl: string;
}

const targets = async (at: Surroundings): Promise<readonly Target[]> => {
  const response = await fetch(`${prometheusUrl(at)}/api/v1/targets?state=active`, {
    signal: AbortSignal.timeout(5000),
  });
  const { data } = (await response.json()) as { data?: { activeTargets?: readonly Target[] } };
  return data?.activeTargets ?? [];
};

/** The jobs that this Prometheus scrapes: none in the first five seconds of its life. */
export const scrapedJobs = async (at: Surroundings): Promise<readonly string[]> =>
  (await targets(at)).map(({ labels }) => labels.job);

/** The target of a job; undefined when this Prometheus has none. */
export const scrapeTarget = async (at: Surroundings, job: string): Promise<Target | undefined> =>
  (await targets(at)).find(({ labels }) => labels.job === job);

const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds between two scrapes. */
export const scrapeMilliseconds = ({ config }: Surroundings): number => {
  const { scrapeInterval } = config.prometheus;
  return Number(scrapeInterval.slice(0, -1)) * (units[scrapeInterval.slice(-1)] ?? 1000);
};

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
