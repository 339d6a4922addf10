import { defineQueries } from '../saved-query.ts';

/** Sessions one by one, and how long they are. */
export const sessionOverview = defineQueries({
  'session-recent': {
    question: 'Which sessions were there lately, whose were they, and what did each cost?',
    columns: {
      session_id: 'Session.',
      person: 'Person.',
      project: 'Project.',
      started: 'First sign of it, UTC.',
      ended: 'Last sign of it, UTC.',
      minutes: 'From the first sign to the last.',
      events: 'Log events.',
      prompts: 'Prompts.',
      tool_calls: 'Tool calls that ran.',
      tool_failures: 'Of them, those that failed.',
      cost_usd: 'Cost in dollars.',
      how_ended: 'Why it ended; `open` while it goes on, `silent` where nothing was said.',
    },
    sql: ({ from, iso }) => `
SELECT session_id, person, coalesce(project, repository) AS project, ${iso('started')} AS started, ${iso('ended')} AS ended,
  round(minutes, 1) AS minutes, events, prompts, tool_calls, tool_failures, cost_usd, how_ended
FROM ${from('sessions')} AS s
ORDER BY s.started DESC, session_id
LIMIT 100`,
    advice:
      'Open the most expensive one and read its timeline: `start-observability query --saved session-reconstruction --session ID`.',
  },
});
