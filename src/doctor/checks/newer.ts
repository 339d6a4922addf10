import { ledgerRefused } from '../../catalogue/ledger-metrics.ts';
import { printableLine } from '../../printable.ts';
import { defineCheck, warning } from '../check.ts';
import { askLedger, metricsText, samplesIn } from '../ledger.ts';

interface UnknownName {
  readonly event: string;
  readonly attribute: string;
  readonly seen: number;
}

/** As many lines as help; the rest is a number. */
const mostNames = 10;

const listed = (names: readonly UnknownName[]): readonly string[] => [
  ...names
    .slice(0, mostNames)
    .map(({ event, attribute, seen }) => printableLine(`${event}: ${attribute} (seen: ${seen})`)),
  ...(names.length > mostNames ? [`and ${names.length - mostNames} more: GET /api/v1/unknown`] : []),
];

export const newer = defineCheck({
  id: 'newer',
  title: 'What a newer client sends',
  group: 'surroundings',
  needs: ['stack'],
  problems: {
    refused: warning(
      'The ledger refused data points or records that it cannot count; what came with them is counted.',
      '`unknown_metric`: a newer version of start-observability may have the metric. Other reasons after an update of Claude Code: report it, with `start-observability doctor --archive`',
    ),
    unknown: warning(
      'The client sends events or attributes that this version does not have. They are kept as JSON and are on no dashboard.',
      'nothing must be done; a newer version of start-observability may have them',
    ),
  },
  run: async (at) => {
    const text = await metricsText(at, at.config.ports.ledger);
    if (text === undefined) return { notReached: 'the ledger does not answer' };
    let names: readonly UnknownName[];
    try {
      names = (await askLedger(at, 'v1/unknown')) as readonly UnknownName[];
    } catch {
      return { notReached: 'the ledger does not list what it does not know' };
    }
    const refused = samplesIn(text, ledgerRefused.series)
      .filter(({ value }) => value > 0)
      .map(({ labels, value }) => printableLine(`refused: ${value} (${labels})`));
    const evidence = [...refused, ...listed(names)];
    if (refused.length > 0) return { problem: 'refused', evidence };
    return names.length > 0 ? { problem: 'unknown', evidence } : { ok: 'nothing that is not known' };
  },
});
