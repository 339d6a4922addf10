import type { Config } from '../config/schema.ts';
import { bars, lines, perDay } from '../panels/charts.ts';
import { compared } from '../panels/stats.ts';
import { table } from '../panels/tables.ts';
import { ranking, stat } from '../panels/values.ts';
import * as cost from '../signals/cost.ts';
import { titled } from '../signals/signal.ts';
import * as tokens from '../signals/tokens.ts';
import type { Dashboard } from './dashboard.ts';
import { people } from './people.ts';

export const tokensDashboard = (config: Config): Dashboard => ({
  name: 'tokens',
  title: 'Claude Code / Tokens and cache',
  description: 'How many tokens go where, and what the prompt cache is worth.',
  choices: ['team', 'project', ...people(config), 'model'],
  settings: { by: true },
  rows: [
    {
      title: 'How many',
      panels: [
        compared(tokens.tokens),
        stat(tokens.inputTokens),
        stat(tokens.outputTokens),
        stat(tokens.cacheReadTokens),
        stat(tokens.cacheCreationTokensTotal),
        stat(tokens.cacheShare),
      ],
    },
    {
      title: 'Where they go',
      panels: [
        perDay(tokens.tokensByType, { title: 'Tokens per day', timeFrom: '30d', width: 24 }),
        ranking(tokens.tokensByChoice, { width: 12, count: 12 }),
        bars(tokens.tokensByModel),
      ],
    },
    {
      title: 'Over time',
      panels: [bars(tokens.tokensByType), bars(tokens.tokensByQuerySource)],
    },
    {
      title: 'Cache',
      panels: [
        stat(cost.cacheSavings, { width: 6 }),
        stat(tokens.cacheReuse, { width: 6 }),
        stat(tokens.outputPerInput, { width: 6 }),
        stat(tokens.tokensByEvents, { width: 6 }),
        lines(tokens.cacheShareByModel),
        bars(tokens.cacheWritesByLifetime),
      ],
    },
    {
      title: 'By model',
      panels: [
        table({
          title: 'Models',
          description: 'One row for each model that was used in the range.',
          rows: { model: 'Model' },
          columns: [
            titled(tokens.tokensByModel, 'Tokens'),
            titled(cost.spendByModel, 'Cost'),
            titled(tokens.tokensPerRequest, 'Input per request'),
            titled(tokens.cacheShareByModel, 'Cache share'),
            titled(cost.cacheSavingsByModel, 'Saved by the cache'),
          ],
        }),
      ],
    },
  ],
});
