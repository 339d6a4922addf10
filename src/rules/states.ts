import { hookState } from '../catalogue/hook-metrics.ts';
import { ledgerState } from '../catalogue/ledger-metrics.ts';
import { type RecordedLabels, recordedOf } from '../counters/recorded.ts';
import { times } from '../promql/range.ts';
import { completenessGroup } from './complete.ts';
import { openingsGroup } from './openings.ts';
import type { RecordingRule, RuleGroup } from './rule.ts';

/** Groups that read counters as they are scraped. The others read sums, which wait until their counters are complete. */
const firsthand: ReadonlySet<string> = new Set([openingsGroup, completenessGroup]);

/**
 * How many intervals a state counts after its scrape, and after the evaluation that saw it. Together they are shorter than
 * the time for which sums see what was scraped (`summed`). A state that Prometheus still looks back to, as it does for five
 * minutes, says nothing of sums that failed since: one from before a full disk once counted after it.
 */
const fresh = { scraped: 3, seen: 4 } as const;

/**
 * Groups that also record which states of the ledger and of the hook-event service they have seen. These show a gain
 * only when every group has recorded what came before it: while evaluations fail, as on a full disk, scrapes may succeed,
 * and a sum that begins after the gain lacks it for ever. A state counts after two evaluations, because a scrape may arrive
 * between the rules of one: the first keeps it for the second. Single rules can fail while these succeed: Prometheus is asked
 * whether one did (`src/counters/seen.ts`).
 */
export const withStates = (groups: readonly RuleGroup[]): readonly RuleGroup[] =>
  groups.map(({ name, interval, rules }) => {
    const labels: RecordedLabels = { group: name, groups: String(groups.length) };
    const states = [ledgerState, hookState].flatMap((state): readonly RecordingRule[] => {
      const evaluated = `${state.series}:evaluated`;
      const seenBy = (group: string) =>
        `last_over_time(${evaluated}{group="${group}"}[${times(interval, fresh.seen)}])`;
      const seen = seenBy(name);
      return [
        {
          record: recordedOf(state),
          labels: { ...labels },
          expr: firsthand.has(name) ? seen : `${seen} <= ignoring (group) ${seenBy(completenessGroup)}`,
        },
        {
          record: evaluated,
          labels: { ...labels },
          expr: `last_over_time(${state.series}[${times(interval, fresh.scraped)}])`,
        },
      ];
    });
    return { name, interval, rules: [...rules, ...states] };
  });
