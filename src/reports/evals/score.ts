import type { Query } from '../ask.ts';
import { type Criterion, criteria } from './criteria.ts';
import type { WantedCriterion } from './evals-file.ts';

const project = "coalesce(s.project, s.repository, 'no project')";

const met = ({ name, limit }: WantedCriterion): string => `(${(criteria[name] as Criterion).sql(limit)})`;

/** The weighted share of the criteria that are met, of those that the data can tell; between 0 and 1. */
export const scoreOf = (wanted: readonly WantedCriterion[]): string => {
  const sum = (part: (one: WantedCriterion) => string): string => wanted.map(part).join(' + ') || '0';
  return `1.0 * (${sum((one) => `${one.weight} * coalesce(${met(one)}, 0)`)})
    / nullif(${sum((one) => `${one.weight} * (${met(one)} IS NOT NULL)`)}, 0)`;
};

/** Scores by project and week, with the share of sessions that meet each criterion. */
export const trendQuery = (wanted: readonly WantedCriterion[]): Query => ({
  sql: ({ from }) => `
SELECT ${project} AS project, s.week, count(*) AS sessions, round(avg(${scoreOf(wanted)}), 4) AS score_share,
  ${wanted.map((one) => `round(avg(${met(one)}), 4) AS ${one.name}_share`).join(', ')}
FROM ${from('sessions')} AS s
GROUP BY 1, s.week
ORDER BY 1, s.week`,
});

/** The sessions with the lowest scores: where to read. */
export const worstQuery = (wanted: readonly WantedCriterion[]): Query => ({
  sql: ({ from }) => `
SELECT * FROM (
  SELECT s.session_id, ${project} AS project, round(${scoreOf(wanted)}, 4) AS score_share, s.cost_usd, s.tool_failures, s.last_stop
  FROM ${from('sessions')} AS s
) AS scored
WHERE score_share IS NOT NULL
ORDER BY score_share, cost_usd DESC, session_id
LIMIT 10`,
});
