import * as z from 'zod';

/** One series of an answer: its labels, and its values, the newest last. */
export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  readonly values: readonly number[];
}

const point = z.tuple([z.number(), z.string()]);
const answerSchema = z.object({
  data: z.object({
    result: z.array(
      z.object({
        metric: z.record(z.string(), z.string()),
        value: point.optional(),
        values: z.array(point).optional(),
      }),
    ),
  }),
});

/** Longest wait for one answer. */
const answerMs = 2_000;

const ask = async (url: string, parameters: Readonly<Record<string, string>>): Promise<readonly Series[]> => {
  const response = await fetch(`${url}?${new URLSearchParams(parameters)}`, {
    signal: AbortSignal.timeout(answerMs),
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  const { data } = answerSchema.parse(await response.json());
  return data.result.map(({ metric, value, values = [] }) => ({
    labels: metric,
    values: (value ? [value] : values).map(([, text]) => Number(text)),
  }));
};

/** The value of an expression now. @throws when Prometheus does not answer in time */
export const instant = (prometheus: string, query: string): Promise<readonly Series[]> =>
  ask(`${prometheus}/api/v1/query`, { query });

/** The values of an expression over the last `seconds`, one each `step` seconds, the newest at `end`. */
export const curve = (
  prometheus: string,
  query: string,
  { seconds, step, end }: { readonly seconds: number; readonly step: number; readonly end: number },
): Promise<readonly Series[]> =>
  ask(`${prometheus}/api/v1/query_range`, {
    query,
    start: String(end - seconds + step),
    end: String(end),
    step: String(step),
  });
