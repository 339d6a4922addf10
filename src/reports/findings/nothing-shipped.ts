import { counted, type ReportFinding } from './finding.ts';

export const leastNanodollars = 500_000_000;

/** A session costs money and changes nothing. */
export const nothingShipped: ReportFinding = {
  title: 'Sessions changed nothing',
  sql: ({ from }) => `
SELECT session_id, coalesce(project, repository, 'no project') AS subject, 1 AS times, cost_nanodollars AS nanodollars
FROM ${from('sessions')} AS s
WHERE cost_nanodollars >= ${leastNanodollars} AND commits = 0 AND pull_requests = 0 AND lines_added = 0 AND lines_removed = 0
  AND edits_accepted = 0 AND how_ended <> 'open'`,
  told: ({ sessions }) =>
    `${counted(sessions, 'session')} of at least $${(leastNanodollars / 1e9).toFixed(2)} ended without a changed line, a commit or a pull request.`,
  advice:
    'Questions and reviews are work, too. Of the others, read the first prompt: was the task clear, and small enough for one session?',
  estimate: 'All that these sessions cost: the most that could be saved.',
};
