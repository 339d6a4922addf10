import { hookOverflow } from '../../catalogue/hook-metrics.ts';
import { ledgerOverflow } from '../../catalogue/ledger-metrics.ts';
import { defineCheck, warning } from '../check.ts';
import { metricsText, samplesIn } from '../ledger.ts';

export const labels = defineCheck({
  id: 'labels',
  title: 'Labels are bounded',
  group: 'surroundings',
  needs: [],
  problems: {
    overflow: warning(
      'A metric has more label sets than allowed: the newest are counted under `other`. Totals are right, their split is not.',
      'find the label with too many values and take it out of labels.shared, or raise labels.limit in config.yaml',
    ),
  },
  run: async (at) => {
    const ledger = await metricsText(at, at.config.ports.ledger);
    const hooks = await metricsText(at, at.config.ports.hooks);
    if (ledger === undefined && hooks === undefined) return { notReached: 'neither ledger nor hooks answer' };
    const over = [
      ...samplesIn(ledger ?? '', ledgerOverflow.series),
      ...samplesIn(hooks ?? '', hookOverflow.series),
    ].filter(({ value }) => value > 0);
    if (over.length > 0)
      return { problem: 'overflow', evidence: over.map((one) => `${one.labels}: ${one.value}`) };
    return { ok: `at most ${at.config.labels.limit} label sets a metric, none over it` };
  },
});
