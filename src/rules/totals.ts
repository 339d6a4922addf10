import { aliases } from '../catalogue/telemetry.ts';
import { levels, type RecordedSum } from '../promql/level.ts';
import type { Length } from '../promql/range.ts';
import { openingOf } from './openings.ts';
import type { RecordingRule, RuleGroup } from './rule.ts';

/** The sum first, so that its opening, evaluated at the same moment, sees it. */
const recorded = ({ series, of, labels }: RecordedSum, interval: Length): readonly RecordingRule[] => [
  { record: series, expr: `sum by (${labels.join(', ')}) (${of})` },
  openingOf(series, interval),
];

/** The counters, summed over the labels that most panels do not ask for (src/promql/level.ts). */
export const totals = (interval: Length): readonly RuleGroup[] =>
  Object.entries(levels).map(([level, sums]) => ({
    name: `${level} sums`,
    interval,
    rules: sums.flatMap((sum) => recorded(sum, interval)),
  }));

/** Names without units, as older exporters wrote them, with all labels, so that old notes still answer. */
export const aliasRules = (interval: Length): RuleGroup => ({
  name: 'aliases',
  interval,
  rules: aliases.map(({ alias, of }) => ({ record: alias, expr: of.series })),
});
