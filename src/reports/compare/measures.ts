import type { WantedCriterion } from '../evals/evals-file.ts';
import { scoreOf } from '../evals/score.ts';

/** A number of a session that two groups are compared by. */
export interface ComparedMeasure {
  readonly title: string;
  /** An expression over a row `s` of `sessions`; nothing where it does not apply. */
  readonly sql: string;
  readonly column: string;
  readonly more: 'worse' | 'better' | 'neither';
}

/** THE table of what is compared. Columns are named as those of reports: `…_usd`, `…_share`. */
export const measuresOf = (wanted: readonly WantedCriterion[]): readonly ComparedMeasure[] => [
  { title: 'Score', sql: scoreOf(wanted), column: 'score_share', more: 'better' },
  { title: 'Cost', sql: 's.cost_nanodollars / 1e9', column: 'cost_usd', more: 'worse' },
  {
    title: 'Cost of a prompt',
    sql: 's.cost_nanodollars / 1e9 / nullif(s.prompts, 0)',
    column: 'cost_per_prompt_usd',
    more: 'worse',
  },
  {
    title: 'Tool calls that failed',
    sql: '1.0 * s.tool_failures / nullif(s.tool_calls, 0)',
    column: 'failure_share',
    more: 'worse',
  },
  { title: 'Failed requests', sql: 's.api_errors', column: 'api_errors', more: 'worse' },
  {
    title: 'Edits that were rejected',
    sql: '1.0 * s.edits_rejected / nullif(s.edits_accepted + s.edits_rejected, 0)',
    column: 'rejected_share',
    more: 'worse',
  },
  { title: 'Prompts', sql: 's.prompts', column: 'prompts', more: 'neither' },
  {
    title: 'Tool calls for a prompt',
    sql: '1.0 * s.tool_calls / nullif(s.prompts, 0)',
    column: 'calls',
    more: 'neither',
  },
  { title: 'Minutes', sql: 's.minutes', column: 'minutes', more: 'neither' },
  { title: 'Lines changed', sql: 's.lines_added + s.lines_removed', column: 'lines', more: 'neither' },
];
