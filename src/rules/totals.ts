import { aliases } from '../catalogue/telemetry.ts';
import { levels, type RecordedSum } from '../promql/level.ts';
import { openingOf } from './openings.ts';
import { evaluationInterval, type RecordingRule, type RuleGroup } from './rule.ts';

/** The sum first, so that its opening, evaluated at the same moment, sees it. */
const recorded = ({ series, of, labels }: RecordedSum): readonly RecordingRule[] => [
  { record: series, expr: `sum by (${labels.join(', ')}) (${of})` },
  openingOf(series),
];

/** The counters, summed over the labels that most panels do not ask for (src/promql/level.ts). */
export const totals: readonly RuleGroup[] = Object.entries(levels).map(([level, sums]) => ({
  name: `${level} sums`,
  interval: evaluationInterval,
  rules: sums.flatMap(recorded),
}));

/** Names without units, as older exporters wrote them, with all labels, so that old notes still answer. */
export const aliasRules: RuleGroup = {
  name: 'aliases',
  interval: evaluationInterval,
  rules: aliases.map(({ alias, of }) => ({ record: alias, expr: of.series })),
};
