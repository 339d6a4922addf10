import * as z from 'zod';

const word = z.string().min(1).max(300);
const amount = z.int().nonnegative().max(1e12);

const common = {
  /** Tells it apart from everything else of its kind, for ever. */
  id: word,
  session: z.string().min(1).max(200),
  /** Milliseconds since 1970. */
  time: z.int().min(Date.UTC(2024, 0)).max(8.64e15),
  project: word.optional(),
  branch: word.optional(),
  version: word.optional(),
  prompt: word.optional(),
  isSidechain: z.boolean(),
};

const request = z.strictObject({
  kind: z.literal('request'),
  ...common,
  request: word.optional(),
  model: word,
  effort: word.optional(),
  agent: word.optional(),
  speed: z.literal('fast').optional(),
  nanoDollars: z.int().nonnegative(),
  input: amount,
  output: amount,
  cacheRead: amount,
  cacheWrite5m: amount,
  cacheWrite1h: amount,
});

const call = z.strictObject({
  kind: z.literal('call'),
  ...common,
  tool: word,
  isError: z.boolean(),
  resultBytes: amount,
  linesAdded: amount,
  linesRemoved: amount,
});

const prompt = z.strictObject({ kind: z.literal('prompt'), ...common, characters: amount });

export type RequestRow = z.output<typeof request>;
export type CallRow = z.output<typeof call>;
export type PromptRow = z.output<typeof prompt>;

/** What a transcript says, priced: as the command hands it over. Any program of this machine could. */
const importRow = z.discriminatedUnion('kind', [request, call, prompt]);
export type ImportRow = z.output<typeof importRow>;

export const importRows = z.array(importRow).max(5000);

/** What became of rows that were handed over. */
export interface TakenRows {
  /** Written now. */
  readonly fresh: number;
  /** Written by an earlier import. */
  readonly repeated: number;
  /** What telemetry has told already. */
  readonly had: number;
  /** What the fresh ones cost. */
  readonly nanoDollars: number;
  /** Requests of earlier imports that have another price now. */
  readonly repriced: number;
}
