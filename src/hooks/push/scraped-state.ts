import { hookLastPush } from '../../catalogue/hook-metrics.ts';

export interface Seen {
  /** A push with this stamp was accepted. */
  readonly accepted: (stamp: number) => void;
  /** The stamp of the newest pushed state that Prometheus has had for a scrape interval, in milliseconds; 0: none. */
  readonly newest: (now: number) => Promise<number>;
}

export interface SeenOptions {
  /** Address of Prometheus; without one, what was pushed two scrape intervals ago counts as seen. */
  readonly prometheus: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly scrapeMilliseconds: number;
}

/** A Prometheus that never tells about our state does not scrape this Pushgateway: after this long, time tells. */
const patienceMilliseconds = 300_000;

/**
 * What Prometheus has seen. Every pushed state carries its time as a metric, so Prometheus itself says which one it
 * scraped last; one interval ago, so that its rules have seen it too.
 */
export const createSeen = ({ prometheus, labels, scrapeMilliseconds }: SeenOptions): Seen => {
  const waiting: number[] = [];
  let byTime = 0;
  let told = 0;
  let asked: number | undefined;

  const matchers = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  const query = `last_over_time(${hookLastPush.series}{${matchers}}[1h] offset ${scrapeMilliseconds}ms)`;

  const ask = async (): Promise<number> => {
    const url = `${prometheus}/api/v1/query?query=${encodeURIComponent(query)}`;
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
    const { data } = (await response.json()) as { data?: { result?: { value: [number, string] }[] } };
    return Math.round(Number(data?.result?.[0]?.value[1] ?? 0) * 1000);
  };

  const elapsed = (now: number): number => {
    while (waiting[0] !== undefined && waiting[0] <= now - 2 * scrapeMilliseconds)
      byTime = waiting.shift() ?? 0;
    return byTime;
  };

  return {
    accepted: (stamp) => {
      waiting.push(stamp);
      if (waiting.length > 1000) waiting.shift();
    },
    newest: async (now) => {
      const passed = elapsed(now);
      if (!prometheus) return passed;
      asked ??= now;
      told = Math.max(told, await ask().catch(() => 0));
      return told === 0 && now - asked > patienceMilliseconds ? passed : told;
    },
  };
};
