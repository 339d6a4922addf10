import { defineTables } from './table.ts';

/** Rows in this order: engines answer the parts of a UNION in any. */
const inOrder = (columns: string, parts: readonly string[]): string => `
SELECT ${columns} FROM (
${parts.map((part, index) => `  SELECT ${index + 1} AS place, ${part}`).join('\n  UNION ALL\n')}
) AS said ORDER BY place`;

/** How far the numbers can be trusted, and what cannot be known. */
export const quality = defineTables({
  'quality-completeness': {
    section: 'quality',
    title: 'Completeness',
    query: ({ from, countIf, sumIf }) =>
      inOrder('what, amount_usd, sessions', [
        `'Money by metrics and money by events differ by' AS what, abs(sum(s.cost_nanodollars) - sum(s.request_cost_nanodollars)) / 1e9 AS amount_usd,
    ${countIf('abs(cost_nanodollars - request_cost_nanodollars) > 1000')} AS sessions FROM ${from('sessions')} AS s`,
        `'Sessions that hooks saw and telemetry did not', NULL, ${countIf('events = 0 AND hook_events > 0')} FROM ${from('sessions')} AS s`,
        `'Sessions that telemetry saw and hooks did not', ${sumIf('cost_nanodollars', 'hook_events = 0')} / 1e9, ${countIf('events > 0 AND hook_events = 0')} FROM ${from('sessions')} AS s`,
        `'Sessions without a word about their end', NULL, ${countIf("how_ended = 'silent'")} FROM ${from('sessions')} AS s`,
        `'Sessions without a project', ${sumIf('cost_nanodollars', 'coalesce(project, repository) IS NULL')} / 1e9, ${countIf('coalesce(project, repository) IS NULL')} FROM ${from('sessions')} AS s`,
      ]),
  },
  'quality-unknown': {
    section: 'quality',
    title: 'What is not known',
    query: ({ from, countIf }) =>
      inOrder('what, rows, of_rows', [
        `'Tool calls without a reported outcome' AS what, ${countIf("outcome = 'unknown'")} AS rows, count(*) AS of_rows FROM ${from('tool_calls')} AS k`,
        `'Results of tools without what they were called with (privacy.tools)', ${countIf('tool_input IS NULL AND tool_parameters IS NULL')}, count(*) FROM ${from('tool_result')} AS t`,
        `'Turns without a branch (hooks read it)', ${countIf('branch IS NULL')}, count(*) FROM ${from('turns')} AS t`,
      ]),
  },
});
