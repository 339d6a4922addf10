import * as z from 'zod';
import type { Filters } from '../compile.ts';
import { momentOf } from '../moment.ts';
import { spanOrders } from './spans.ts';

const word = z.string().min(1).max(300);

const moment = z.string().transform((text, context) => {
  const time = momentOf(text);
  if (Number.isFinite(time)) return time;
  context.addIssue({ code: 'custom', message: 'a duration (30m, 24h, 7d), a date (2026-01-31), or all' });
  return z.NEVER;
});

/** What narrows every answer: a time, and labels by their column, as in `?project=shop&branch=main`. */
export const timeParameters = { since: moment.optional(), until: moment.optional() };

const page = {
  limit: z.coerce.number().int().min(1).max(10_000).default(100),
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
};

/** Columns by which lists of sessions are sorted. */
export const sessionOrders = [
  'cost_nanodollars',
  'started',
  'ended',
  'minutes',
  'tool_calls',
  'tool_failures',
  'prompts',
  'blocks',
  'retries',
  'output_tokens',
  'person',
  'project',
  'model',
] as const;

export const sessionsParameters = z.object({
  ...timeParameters,
  ...page,
  sort: z.enum(sessionOrders).default('cost_nanodollars'),
  order: z.enum(['asc', 'desc']).default('desc'),
  search: word.optional(),
});

export const eventsParameters = z.object({
  ...timeParameters,
  ...page,
  name: word.optional(),
  session: word.optional(),
  order: z.enum(['asc', 'desc']).default('desc'),
  search: word.optional(),
});

export const spansParameters = z.object({
  ...timeParameters,
  ...page,
  name: word.optional(),
  session: word.optional(),
  trace: word.optional(),
  sort: z.enum(spanOrders).default('duration_ms'),
  order: z.enum(['asc', 'desc']).default('desc'),
  search: word.optional(),
});

export const freeQuestion = z.strictObject({
  sql: z.string().min(1).max(100_000),
  /** The same question in the words of ClickHouse, which is asked in SQLite's place while it has everything. */
  clickhouse: z.string().min(1).max(100_000).optional(),
  rows: z.number().int().min(1).max(1_000_000).default(10_000),
  parameters: z
    .record(z.string().max(100), z.union([z.string().max(100_000), z.number(), z.null()]))
    .default({}),
  seconds: z.number().min(0.1).max(600).default(10),
});

const ownParameters = new Set([
  'since',
  'until',
  'limit',
  'offset',
  'sort',
  'order',
  'search',
  'name',
  'session',
]);

const longestLabel = 300;
const mostValues = 100;

/** All parameters that are not the address's own are labels; one that stands there several times has several values. */
export const labelsOf = (
  query: Readonly<Record<string, unknown>>,
  also: readonly string[] = [],
): Record<string, readonly string[]> =>
  Object.fromEntries(
    Object.entries(query).flatMap(([name, given]) => {
      const texts = [given].flat().filter((value) => typeof value === 'string' && value !== '') as string[];
      if (ownParameters.has(name) || also.includes(name) || texts.length === 0) return [];
      return [[name, texts.slice(0, mostValues).map((value) => value.slice(0, longestLabel))]];
    }),
  );

export const filtersOf = (
  { since, until }: { since?: number | undefined; until?: number | undefined },
  labels: NonNullable<Filters['labels']>,
): Filters => ({ since, until, labels });
