/** Instant queries against a Prometheus: values by their labels, `model=a,type=b`. */
export type Vector = (promql: string, at?: Date) => Promise<Readonly<Record<string, number>>>;

interface Answer {
  readonly status: string;
  readonly error?: string;
  readonly data: {
    readonly result: readonly { readonly metric: Record<string, string>; readonly value: [number, string] }[];
  };
}

export const vectorOf =
  (url: string): Vector =>
  async (promql, at) => {
    const body = new URLSearchParams({ query: promql, ...(at && { time: String(at.getTime() / 1000) }) });
    const response = await fetch(`${url}/api/v1/query`, { method: 'POST', body });
    const answer = (await response.json()) as Answer;
    if (answer.status !== 'success') throw new Error(`${promql}: ${answer.error}`);
    const entries = answer.data.result.map(({ metric, value }) => {
      const labels = Object.entries(metric).map(([name, text]) => `${name}=${text}`);
      return [labels.join(','), Number(value[1])] as const;
    });
    return Object.fromEntries(entries);
  };
