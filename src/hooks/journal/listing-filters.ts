import * as z from 'zod';
import { millisecondsOf } from '../../config/duration.ts';

const word = z.string().min(1).max(200).optional();
const limit = z.coerce.number().int().min(1).max(1000).default(100);

/** A duration back from now (`24h`, `7d`), or a date. */
export const sinceSchema = z
  .string()
  .transform((text, context) => {
    if (/^\d+[smhdwy]$/.test(text)) return Date.now() - millisecondsOf(text);
    const time = Date.parse(text);
    if (Number.isFinite(time)) return time;
    context.addIssue({ code: 'custom', message: 'a duration (30m, 24h, 7d) or a date (2026-01-31)' });
    return z.NEVER;
  })
  .optional();

export const eventQuery = z.strictObject({
  limit,
  event: word,
  tool: word,
  session: word,
  since: sinceSchema,
});

export const blockQuery = z.strictObject({
  limit,
  category: word,
  pattern: word,
  tool: word,
  code: word,
  verdict: z.enum(['deny', 'ask', 'allowed_once', 'allowed_off', 'would_deny', 'would_ask']).optional(),
  since: sinceSchema,
});
