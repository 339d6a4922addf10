import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Metric } from '../catalogue/metric.ts';
import { instant, recordingRules, type Sample } from '../prometheus/api.ts';
import { type RecordedLabels, recordedOf } from './recorded.ts';
import { holeMilliseconds } from './showing.ts';

export interface Seen {
  /** A state with this number is exposed now. */
  readonly exposed: (state: number, now: number) => void;
  /**
   * The newest state that Prometheus has, and that all rules have recorded which totals rest on; 0: none.
   * @param isWaitedFor a value is shown as soon as this says so: then what each single rule had to store must be there
   */
  readonly newest: (now: number, isWaitedFor?: boolean) => Promise<number>;
  /** The label that separates the states of this process from those of others and of earlier ones. */
  readonly labels: { readonly process: string };
}

export interface SeenOptions {
  /** Address of Prometheus; without one, what was exposed three scrape intervals ago counts as seen. */
  readonly prometheus: string | undefined;
  /** The gauge that carries the number of a state. */
  readonly metric: Metric<'process'>;
  readonly scrapeMilliseconds: number;
}

/** Scrape intervals after which the rules, evaluated as often, have seen a sample where nothing fails. */
export const repeatedScrapes = 3;
/** Longest that a scrape waits for the answer; a later one is heard all the same. */
const waitMilliseconds = 1000;
const answerMilliseconds = 30_000;
/** A rule that fails for longer than a hole holds nobody's numbers back any more: only its own sum is wrong then. */
const patienceMilliseconds = holeMilliseconds;

/** What all groups of rules have recorded; `NaN` while one of them has recorded nothing. */
const recordedByAll = (samples: readonly Sample[]): number => {
  const { groups } = (samples[0]?.labels ?? {}) as Partial<RecordedLabels>;
  return samples.length >= Number(groups) ? Math.min(...samples.map(({ value }) => value)) : Number.NaN;
};

/**
 * Whether every rule of these groups stored its samples when it was evaluated last. On a full disk single rules fail,
 * and the small sample with the state may find room all the same. Engines that do not say so are believed by the state.
 */
const isAllStored = async (address: string, groups: ReadonlySet<string>): Promise<boolean> => {
  const evaluated = await recordingRules(address, { timeoutMilliseconds: answerMilliseconds }).catch(
    (error) => {
      if (/^4\d\d /.test((error as Error).message)) return [];
      throw error;
    },
  );
  return evaluated
    .filter(({ name }) => groups.has(name))
    .every(({ rules }) => rules.every(({ health }) => health !== 'err'));
};

/**
 * What Prometheus has seen. Every exposed state carries its number as a metric, and rules record it once they have
 * recorded all else, so Prometheus itself says which one it has. Numbers, and a name for this process, because clocks go back.
 */
export const createSeen = ({ prometheus, metric, scrapeMilliseconds }: SeenOptions): Seen => {
  const labels = { process: randomBytes(4).toString('hex') };
  const offset = repeatedScrapes * scrapeMilliseconds;
  const query = `max_over_time(${recordedOf(metric)}{process="${labels.process}"}[15m])`;

  const waiting: { readonly state: number; readonly at: number }[] = [];
  let byTime = 0;
  /** The newest state that all groups have recorded, and the newest of which all was stored. */
  let recorded = 0;
  let stored = 0;
  let failingSince: number | undefined;
  let asking: Promise<void> | undefined;

  const ask = async (address: string, now: number, isWaitedFor: boolean): Promise<void> => {
    try {
      const samples = await instant(address, query, { timeoutMilliseconds: answerMilliseconds });
      const state = recordedByAll(samples) || 0;
      recorded = Math.max(recorded, state);
      if (!isWaitedFor || state === 0) return;
      const groups = new Set(samples.flatMap(({ labels: { group } }) => group ?? []));
      failingSince = (await isAllStored(address, groups)) ? undefined : (failingSince ?? now);
      const isStored = failingSince === undefined || now - failingSince > patienceMilliseconds;
      if (isStored) stored = Math.max(stored, state);
    } catch {
      // Without an answer nothing counts as seen.
    } finally {
      asking = undefined;
    }
  };

  const elapsed = (now: number): number => {
    while (waiting[0] !== undefined && waiting[0].at <= now - offset) byTime = waiting.shift()?.state ?? 0;
    return byTime;
  };

  return {
    labels,
    exposed: (state, now) => {
      waiting.push({ state, at: now });
      if (waiting.length > 1000) waiting.shift();
    },
    newest: async (now, isWaitedFor = false) => {
      const passed = elapsed(now);
      if (!prometheus) return passed;
      asking ??= ask(prometheus, now, isWaitedFor);
      await Promise.race([
        asking,
        pause(Math.min(waitMilliseconds, scrapeMilliseconds / 2), undefined, { ref: false }),
      ]);
      return isWaitedFor ? stored : recorded;
    },
  };
};
