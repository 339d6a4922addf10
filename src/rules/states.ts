import { hookState } from '../catalogue/hook-metrics.ts';
import { ledgerState } from '../catalogue/ledger-metrics.ts';
import { type RecordedLabels, recordedOf } from '../counters/recorded.ts';
import { lookBack } from '../promql/range.ts';
import type { RecordingRule, RuleGroup } from './rule.ts';

/**
 * Groups that also record which states of the ledger and of the hook-event service they have seen. These show a gain
 * only when every group has recorded what came before it: while evaluations fail, as on a full disk, scrapes may succeed,
 * and a sum that begins after the gain lacks it for ever. A state counts after two evaluations, because a scrape may arrive
 * between the rules of one: the first keeps it for the second. Single rules can fail while these succeed: Prometheus is asked
 * whether one did (`src/counters/seen.ts`).
 */
export const withStates = (groups: readonly RuleGroup[]): readonly RuleGroup[] =>
  groups.map((group) => {
    const labels: RecordedLabels = { group: group.name, groups: String(groups.length) };
    const states = [ledgerState, hookState].flatMap((state): readonly RecordingRule[] => {
      const evaluated = `${state.series}:evaluated`;
      return [
        {
          record: recordedOf(state),
          labels: { ...labels },
          expr: `last_over_time(${evaluated}{group="${group.name}"}[${lookBack}])`,
        },
        { record: evaluated, labels: { ...labels }, expr: state.series },
      ];
    });
    return { ...group, rules: [...group.rules, ...states] };
  });
