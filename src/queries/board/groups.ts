import { smallestGroup } from '../export/sets.ts';
import { defineQueries } from '../saved-query.ts';

/** What may be told of without telling of a person: a board asks it before it is saved as a file to share. */
export const boardGroups = defineQueries({
  'board-groups': {
    question: `Which days, models and tools have at least ${smallestGroup} people?`,
    columns: {
      kind: '`all` of the range, a `day`, a `model` or a `tool`.',
      name: 'Which one.',
      people: 'People.',
    },
    sql: ({ from }) => `
SELECT kind, name, people FROM (
  SELECT 'all' AS kind, '' AS name, count(DISTINCT person) AS people FROM ${from('days')} AS a
  UNION ALL SELECT 'day', day, count(DISTINCT person) FROM ${from('days')} AS d GROUP BY day
  UNION ALL SELECT 'model', model, count(DISTINCT person) FROM ${from('days')} AS m WHERE model <> '' GROUP BY model
  UNION ALL SELECT 'tool', tool, count(DISTINCT person) FROM ${from('tool_calls')} AS k GROUP BY tool
) AS counted
WHERE people >= ${smallestGroup}
ORDER BY kind, name`,
    advice: 'Of what is not listed nothing belongs into a file that is given away.',
  },
});
