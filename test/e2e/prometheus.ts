import { instant } from '../../src/prometheus/api.ts';

/** Instant queries against a Prometheus: values by their labels, `model=a,type=b`. */
export type Vector = (promql: string, at?: Date) => Promise<Readonly<Record<string, number>>>;

export const vectorOf =
  (url: string): Vector =>
  async (promql, at) => {
    const samples = await instant(url, promql, {
      timeoutMilliseconds: 60_000,
      ...(at && { time: at.getTime() / 1000 }),
    }).catch((error: Error) => {
      throw new Error(`${promql}: ${error.message}`);
    });
    return Object.fromEntries(
      samples.map(({ labels, value }) => [
        Object.entries(labels)
          .map(([name, text]) => `${name}=${text}`)
          .join(','),
        value,
      ]),
    );
  };
