import * as z from 'zod';

const word = z.string().max(300).optional();
const scalar = z.union([z.string().max(4000), z.number(), z.boolean()]);

/** Hook events as the hook-event service hands them over. Any program of this machine could send them. */
export const hookRows = z
  .array(
    z.strictObject({
      identity: z.string().min(1).max(200),
      at: z.int().nonnegative().max(8.64e15),
      session: z.string().max(200),
      event: z.string().regex(/^\w{1,60}$/),
      tool: word,
      mcpServer: word,
      toolUseId: word,
      promptId: word,
      agentId: word,
      folder: word,
      git: z.strictObject({ repository: word, branch: word, worktree: word }).optional(),
      facts: z.record(z.string().max(60), z.unknown()),
      verdict: word,
      category: word,
      pattern: word,
      decidedBy: word,
      fields: z.record(z.string().max(60), scalar).optional(),
      unknown: z.array(z.string().max(60)).max(20).optional(),
    }),
  )
  .max(1000);
