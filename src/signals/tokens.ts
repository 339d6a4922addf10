import {
  apiRequestTokens,
  cacheCreationTokens,
  compactions,
  compactionTokens,
  apiRequests as requests,
} from '../catalogue/event-metrics.ts';
import { tokenUsage } from '../catalogue/telemetry.ts';
import { named, occurring, ratioOf } from '../promql/arithmetic.ts';
import { type QueryView, totalOf } from '../promql/query.ts';
import { like } from '../promql/selector.ts';
import type { Signal } from './signal.ts';
import { totalsOf } from './total.ts';

const { total, totalBy, totalByChoice } = totalsOf('tokens');

export const tokens = total(tokenUsage, {
  title: 'Tokens',
  description: 'Tokens of all types: input, output, read from and written to the prompt cache.',
});

const ofType = (type: string, title: string, description: string): Signal =>
  total(tokenUsage, { title, description, where: { type } });

export const inputTokens = ofType(
  'input',
  'Input tokens',
  'Input that was neither read from nor written to the cache.',
);
export const outputTokens = ofType(
  'output',
  'Output tokens',
  'Tokens that the models wrote, their thinking included.',
);
export const cacheReadTokens = ofType(
  'cacheRead',
  'Cache reads',
  'Input tokens that the prompt cache already had: a tenth of the price.',
);
export const cacheCreationTokensTotal = ofType(
  'cacheCreation',
  'Cache writes',
  'Input tokens that were kept in the prompt cache: a quarter more than the price.',
);

export const tokensByType = totalBy(tokenUsage, 'type', {
  title: 'Tokens by type',
  description: 'Input (without cached tokens), output, read from and written to the prompt cache.',
});

export const tokensByModel = totalBy(tokenUsage, 'model', {
  title: 'Tokens by model',
  description: 'Tokens of all types, per model.',
});

export const tokensByQuerySource = totalBy(tokenUsage, 'query_source', {
  title: 'Main conversation and subagents',
  description:
    'Whether the main conversation, a subagent or the client itself (titles, summaries) used the tokens.',
});

export const tokensByChoice = totalByChoice(tokenUsage, {
  title: 'Tokens by ${by:text}',
  description:
    'Tokens of all types, divided by what "Divided by" says. Requests without that label are "none".',
});

/** Everything that went into the models. */
const allInput = like('input|cacheRead|cacheCreation');

const cacheRatio = (by: readonly 'model'[], view: QueryView): string =>
  ratioOf(
    totalOf(tokenUsage, { by, where: { type: 'cacheRead' } }, view),
    totalOf(tokenUsage, { by, where: { type: allInput } }, view),
  );

export const cacheShare: Signal = {
  board: 'tokens',
  title: 'Cache share',
  description:
    'Share of all input tokens that was read from the prompt cache. The rest was new, or written to the cache.',
  unit: 'percentunit',
  min: 0,
  max: 1,
  legend: 'Cache share',
  expr: (view) => cacheRatio([], view),
};

export const cacheShareByModel: Signal = {
  ...cacheShare,
  title: 'Cache share by model',
  legend: '{{model}}',
  expr: (view) => cacheRatio(['model'], view),
};

export const cacheReuse: Signal = {
  board: 'tokens',
  title: 'Reads per write',
  description:
    'How often a token in the prompt cache was read for each time it was written. Below about 0.3 the cache costs more than it saves.',
  unit: 'none',
  decimals: 1,
  legend: 'Reads per write',
  expr: (view) =>
    ratioOf(
      totalOf(tokenUsage, { where: { type: 'cacheRead' } }, view),
      totalOf(tokenUsage, { where: { type: 'cacheCreation' } }, view),
    ),
};

export const outputPerInput: Signal = {
  board: 'tokens',
  title: 'Output per input',
  description: 'Tokens written for each token of input, cached or not: how much context the work needs.',
  unit: 'percentunit',
  decimals: 2,
  legend: 'Output per input',
  expr: (view) =>
    ratioOf(
      totalOf(tokenUsage, { where: { type: 'output' } }, view),
      totalOf(tokenUsage, { where: { type: allInput } }, view),
    ),
};

export const cacheWritesByLifetime: Signal = totalBy(cacheCreationTokens, 'ttl', {
  unit: 'sishort',
  title: 'Cache writes by lifetime',
  description:
    'Tokens written to the cache for five minutes or for an hour (dearer). From events; clients from 2.1.329.',
  noValue: 'Told by clients from 2.1.329 on.',
});

export const tokensPerRequest: Signal = {
  board: 'tokens',
  title: 'Tokens per request',
  description:
    'Mean input of a request, cached tokens included, per model: how full the context is. From events.',
  unit: 'sishort',
  legend: '{{model}}',
  expr: (view) =>
    ratioOf(
      totalOf(tokenUsage, { by: ['model'], where: { type: allInput } }, view),
      totalOf(requests, { by: ['model'] }, view),
    ),
};

export const tokensByEvents: Signal = total(apiRequestTokens, {
  unit: 'sishort',
  title: 'Tokens by events',
  description:
    'The same tokens, counted from the events of the requests: the second witness. Clients that send no events are not in it.',
});

export const compactedTokens: Signal = {
  board: 'tokens',
  title: 'Context before and after compaction',
  description: 'Tokens in the context before and after a compaction; the mean of those that fall together.',
  unit: 'sishort',
  legend: '{{moment}}',
  noValue: 'No compaction in this range.',
  expr: (view) => {
    const tokens = named(totalOf(compactionTokens, { by: ['moment'] }, view), 'moment', 'unknown');
    return occurring(`${tokens} / on () group_left () (${totalOf(compactions, {}, view)} > 0)`);
  },
};
