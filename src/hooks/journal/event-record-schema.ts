import * as z from 'zod';
import { clientNames } from '../client-shapes.ts';
import type { HookFacts } from './event-record.ts';

/** Ids of the client: visible characters, so that nothing that is listed can steer a terminal. */
const word = z
  .string()
  .max(200)
  .regex(/^[^\p{Cc}\p{Cf}]*$/u);
const label = z
  .string()
  .max(64)
  .regex(/^[\w.:@ +#-]*$/);
const patternId = z.string().regex(/^[a-z0-9-]{0,64}$/);

/** Farther from now than any clock of a person's machine. */
const mostAheadMilliseconds = 5 * 60_000;
const mostBehindMilliseconds = 400 * 86_400_000;

/** A time that a sender wrote: an event of the future could never be dropped, and would be listed first for ever. */
const time = z
  .number()
  .transform((at) =>
    Math.round(
      Math.min(Math.max(at, Date.now() - mostBehindMilliseconds), Date.now() + mostAheadMilliseconds),
    ),
  );

const facts = z
  .strictObject({
    source: label,
    reason: label,
    trigger: label,
    notificationType: label,
    agentType: label,
    error: label,
    language: label,
    durationMs: z.number().nonnegative().max(1e12),
    interrupted: z.literal(true),
    unsandboxed: z.literal(true),
    bypassed: z.literal(true),
    budget: z.tuple([label, label, label]),
    call: label,
    calls: z.array(label).max(1000),
    // A fact that is not here would make the service refuse what an entry kept.
  } satisfies Readonly<Record<keyof HookFacts, z.ZodType>>)
  .partial();

const judgement = z.strictObject({
  verdict: z.enum(['allow', 'ask', 'deny', 'would_ask', 'would_deny', 'allowed_once', 'allowed_off']),
  category: patternId,
  pattern: patternId,
  decidedBy: z.enum(['service', 'entry']),
  code: z.string().regex(/^(?:[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4})?$/),
});

/** Events as the entry spools them. They come from a file that others could have written, so nothing is taken on trust. */
export const spooledRecords = z
  .array(
    z.strictObject({
      key: z.string().regex(/^[0-9a-f]{32}$/),
      at: time,
      session: word,
      event: label,
      client: z.enum(clientNames).exclude(['claude']).optional(),
      tool: label.optional(),
      mcpServer: label.optional(),
      toolUseId: word.optional(),
      promptId: word.optional(),
      agentId: word.optional(),
      project: word.optional(),
      facts,
      judgement: judgement.optional(),
      git: z.strictObject({ repository: word, branch: word, worktree: word }).partial().optional(),
      fields: z.record(label, z.union([word, z.number(), z.boolean()])).optional(),
      unknown: z.array(label).max(20).optional(),
    }),
  )
  .max(1000);
