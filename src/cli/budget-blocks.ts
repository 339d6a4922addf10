import { Command } from 'commander';
import { dollars } from '../dollars.ts';
import { exitCode, Failure } from '../failure.ts';
import { localTime } from '../local-time.ts';
import { momentOf } from '../queries/moment.ts';
import { type FiveHourBlock, fiveHourBlocks, type UseOfPlan } from '../reports/five-hour-blocks.ts';
import { askFrom, fromOption } from './ask-from.ts';
import type { LedgerQuestion } from './ask-ledger.ts';
import { print, printJson, say, table } from './terminal.ts';

const help = `
A plan counts in windows of five hours. Clients that draw a status line report the real ones (docs/budgets.md). Where there is no
such report, in print mode or with an API key, the windows can be estimated from the requests: each begins with the hour of its
first request. These are estimates, the same as those of \`ccusage blocks\`.

Examples:
  start-observability budget blocks
  start-observability budget blocks --since 30d --json
  start-observability budget blocks --from ~/.claude-code-telemetry`;

/** What one answer of the store may hold. */
const mostRows = 10_000;

const sql = `
SELECT time, id, coalesce(person, user_id, '') AS person, cost_nanodollars / 1e9 AS dollars,
  coalesce(input_tokens, 0) + coalesce(output_tokens, 0) + coalesce(cache_read_tokens, 0) + coalesce(cache_creation_tokens, 0) AS tokens
FROM api_request WHERE (time, id) > (:time, :id) ORDER BY time, id LIMIT ${mostRows}`;

/** Every request since a time (microseconds), in portions. */
const usesSince = async (
  ask: (question: LedgerQuestion) => Promise<{ readonly rows: readonly (readonly unknown[])[] }>,
  since: number,
): Promise<readonly UseOfPlan[]> => {
  const uses: UseOfPlan[] = [];
  let [time, id] = [since, 0];
  for (;;) {
    const { rows } = await ask({ sql, parameters: { time, id }, rows: mostRows, seconds: 60 });
    for (const [at, , person, cost, tokens] of rows)
      uses.push({
        at: Math.floor(Number(at) / 1000),
        person: String(person),
        dollars: Number(cost),
        tokens: Number(tokens),
      });
    const last = rows.at(-1);
    if (rows.length < mostRows || !last) return uses;
    [time, id] = [Number(last[0]), Number(last[1])];
  }
};

const row = (block: FiveHourBlock, now: number, hasPersons: boolean): readonly string[] => [
  localTime(block.starts),
  block.ends > now && now - block.last <= block.ends - block.starts
    ? `${localTime(block.ends)}, now`
    : localTime(block.ends),
  ...(hasPersons ? [block.person] : []),
  String(block.requests),
  block.tokens.toLocaleString('en'),
  dollars(block.dollars),
];

interface Options {
  readonly since: string;
  readonly json?: boolean;
  readonly from?: readonly string[];
}

const show = async ({ since, json, from }: Options): Promise<void> => {
  const begin = momentOf(since);
  if (!Number.isFinite(begin))
    throw new Failure(`"${since}" is not a time.`, {
      where: '--since',
      fix: 'Say 24h, 7d, or a date such as 2026-11-20.',
      exitCode: exitCode.usage,
    });
  const blocks = fiveHourBlocks(await usesSince(askFrom(from), begin));
  if (json)
    return printJson(
      blocks.map(({ starts, ends, last, ...block }) => ({
        ...block,
        starts: new Date(starts).toISOString(),
        ends: new Date(ends).toISOString(),
        last: new Date(last).toISOString(),
        isEstimate: true,
      })),
    );
  if (blocks.length === 0) return say('No request in this time.');
  const hasPersons = new Set(blocks.map(({ person }) => person)).size > 1;
  const head = ['from', 'to', ...(hasPersons ? ['whose'] : []), 'requests', 'tokens', 'cost'];
  print(table([head, ...blocks.map((block) => row(block, Date.now(), hasPersons))]));
  say('Estimated from requests: what the plan really counts, only the status line reports.');
};

export const blocks = (): Command =>
  new Command('blocks')
    .description('Estimate the five-hour windows of a plan from requests.')
    .option('--since <time>', 'no older than: 24h, 7d, 2026-11-20', '7d')
    .option('--json', 'as JSON')
    .option(...fromOption)
    .addHelpText('after', help)
    .action((_options, command: Command) => show(command.optsWithGlobals()));
