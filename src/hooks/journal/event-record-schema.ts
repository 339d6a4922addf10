import * as z from 'zod';

const word = z.string().max(200);
const label = z.string().max(64);

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
    call: label,
    calls: z.array(label).max(1000),
  })
  .partial();

const judgement = z.strictObject({
  verdict: z.enum(['allow', 'ask', 'deny', 'would_ask', 'would_deny', 'allowed_once']),
  category: label,
  pattern: label,
  decidedBy: z.enum(['service', 'entry']),
  code: label,
});

/** Events as the entry spools them. They come from a file that others could have written, so nothing is taken on trust. */
export const spooledRecords = z
  .array(
    z.strictObject({
      key: z.string().regex(/^[0-9a-f]{32}$/),
      at: z.int().nonnegative(),
      session: word,
      event: label,
      tool: label.optional(),
      mcpServer: label.optional(),
      toolUseId: word.optional(),
      promptId: word.optional(),
      agentId: word.optional(),
      project: word.optional(),
      facts,
      judgement: judgement.optional(),
    }),
  )
  .max(1000);
