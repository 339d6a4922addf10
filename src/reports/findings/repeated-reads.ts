import { counted, type ReportFinding } from './finding.ts';
import { bytesPerToken, relativePrices, unitPrices } from './price.ts';

export const leastReads = 3;

/** One file is read several times, unchanged. */
export const repeatedReads: ReportFinding = {
  title: 'Files were read again and again',
  sql: (builder) => {
    const { from, name, whole } = builder;
    const path =
      name === 'sqlite'
        ? "CASE WHEN json_valid(tool_input) THEN json_extract(tool_input, '$.file_path') ELSE tool_input END"
        : "coalesce(nullIf(JSONExtractString(coalesce(tool_input, ''), 'file_path'), ''), tool_input)";
    return `
SELECT again.session_id, again.file AS subject, count(*) AS times,
  ${whole(`sum(again.bytes / ${bytesPerToken}.0 * prices.unit * (${relativePrices.cacheWrite} + ${relativePrices.cacheRead} * again.later))`)} AS nanodollars
FROM (
  SELECT session_id, file, bytes, later, row_number() OVER (PARTITION BY session_id, agent, file, edits ORDER BY time, id) AS nth,
    count(*) OVER (PARTITION BY session_id, agent, file, edits) AS reads
  FROM (
    SELECT *, sum(CASE WHEN tool_name = 'Read' THEN 0 ELSE 1 END) OVER (PARTITION BY session_id, file ORDER BY time, id) AS edits
    FROM (
      SELECT *, count(request) OVER (PARTITION BY session_id ORDER BY time DESC, id DESC) AS later
      FROM (
        SELECT id, session_id, coalesce(agent_id, '') AS agent, time, tool_name, coalesce(tool_result_size_bytes, 0) AS bytes, ${path} AS file,
          NULL AS request
        FROM ${from('tool_result')} AS t WHERE success = 1 AND tool_name IN ('Read', 'Edit', 'MultiEdit', 'Write', 'NotebookEdit')
        UNION ALL
        SELECT id, session_id, '', time, NULL, 0, NULL, 1 FROM ${from('api_request')} AS r
      ) AS happened
    ) AS counted
    WHERE file IS NOT NULL
  ) AS files
  WHERE tool_name = 'Read'
) AS again
LEFT JOIN ${unitPrices(builder)} AS prices ON prices.session_id = again.session_id
WHERE again.reads >= ${leastReads} AND again.nth > 1
GROUP BY again.session_id, again.file`;
  },
  told: ({ times, sessions, subjects }) =>
    `${counted(subjects, 'file')} had been read before and had not changed, and were read ${counted(times, 'more time')}, in ${counted(sessions, 'session')}.`,
  advice:
    'Say in CLAUDE.md what is in the files that everybody needs; have searches done by a subagent, whose context is thrown away.',
  estimate:
    'Each repeated result (its bytes divided by four) written into the cache once, and read again by every later request of the session.',
  limits: 'Files are known only with privacy.tools; where they are hashed, only exact repetitions are seen.',
};
