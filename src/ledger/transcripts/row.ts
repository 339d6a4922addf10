import * as z from 'zod';

/** A text of a transcript as it may be kept: the hook-event service has filtered it. */
export const transcriptRow = z.strictObject({
  id: z.string().min(1).max(200),
  /** Milliseconds since 1970. */
  time: z.int().positive(),
  kind: z.enum(['prompt', 'response', 'call', 'result']),
  tool: z.string().max(200).optional(),
  isSidechain: z.boolean(),
  /** Length of the whole text. */
  characters: z.int().nonnegative(),
  /** Absent where it is not kept. */
  text: z.string().max(30_000).optional(),
});
export type TranscriptRow = z.output<typeof transcriptRow>;

export const transcriptPortion = z.strictObject({
  session: z.string().min(1).max(200),
  texts: z.array(transcriptRow).max(50_000),
});
