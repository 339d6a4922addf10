import { defineTables } from './table.ts';

/** Who allowed what, and what was held back. */
export const permissions = defineTables({
  'permission-decisions': {
    section: 'permissions',
    title: 'Decisions',
    query: ({ from, countIf }) => `
SELECT tool, coalesce(decision_source, 'unknown') AS decided_by, ${countIf("decision = 'accept'")} AS accepted, ${countIf("decision = 'reject'")} AS rejected
FROM ${from('tool_calls')} AS k WHERE decision IS NOT NULL GROUP BY tool, 2 ORDER BY count(*) DESC, tool, 2`,
    mostRows: 15,
  },
  'permission-blocks': {
    section: 'permissions',
    title: 'Blocked or asked about by the guard',
    query: ({ from }) => `
SELECT category, pattern, verdict, count(*) AS calls, count(DISTINCT session_id) AS sessions
FROM ${from('tool_calls')} AS k WHERE verdict IN ('deny', 'ask') GROUP BY category, pattern, verdict ORDER BY calls DESC, category, pattern, verdict`,
    mostRows: 15,
  },
  'permission-modes': {
    section: 'permissions',
    title: 'Turns by permission mode',
    query: ({ from }) => `
SELECT coalesce(permission_mode, 'unknown') AS permission_mode, count(*) AS turns, sum(t.permission_requests) AS asked, sum(t.blocks) AS blocked
FROM ${from('turns')} AS t GROUP BY 1 ORDER BY turns DESC, 1`,
  },
});
