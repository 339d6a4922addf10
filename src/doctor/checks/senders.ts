import type { SummaryAnswer } from '../../ledger/questions.ts';
import { defineCheck, warning } from '../check.ts';
import { askLedger } from '../ledger.ts';

export const senders = defineCheck({
  id: 'senders',
  title: 'Other programs that send here',
  group: 'surroundings',
  needs: ['stack'],
  problems: {
    neighbours: warning(
      'Other programs than Claude Code send telemetry here too; nothing of it is counted.',
      'nothing must be done; to stop it, give those programs another endpoint than this stack',
    ),
  },
  run: async (at) => {
    let summary: SummaryAnswer;
    try {
      summary = (await askLedger(at, 'summary')) as SummaryAnswer;
    } catch {
      return { notReached: 'the ledger does not answer' };
    }
    const { neighbours = [] } = summary;
    if (neighbours.length === 0) return { ok: 'none since the last start' };
    return {
      problem: 'neighbours',
      evidence: neighbours.map((name) => `${name} sends; nothing of it is counted`),
    };
  },
});
