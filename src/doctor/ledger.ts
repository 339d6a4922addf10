import { tokenHeaders } from '../service/token.ts';
import type { Surroundings } from './surroundings.ts';

/** Canaries that the ledger has counted, by signal. @throws Error when it does not answer so */
export const askCanaries = async ({
  config,
  home,
}: Surroundings): Promise<Readonly<Record<string, number>>> => {
  const response = await fetch(`http://127.0.0.1:${config.ports.ledger}/api/canary`, {
    headers: tokenHeaders(home.secrets),
    signal: AbortSignal.timeout(3000),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text.slice(0, 100)}`);
  return JSON.parse(text) as Record<string, number>;
};

/** The text of a service's `/metrics`; undefined when it does not answer. */
export const metricsText = async (port: number): Promise<string | undefined> => {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/metrics`, { signal: AbortSignal.timeout(3000) });
    return response.ok ? await response.text() : undefined;
  } catch {
    return undefined;
  }
};

/** Samples of one series in a text of metrics: what stands in the braces, and the value. */
export const samplesIn = (text: string, series: string): readonly { labels: string; value: number }[] =>
  text.split('\n').flatMap((line) => {
    const [, name, labels = '', value] = /^(\w+)(?:\{(.*)\})? (\S+)/.exec(line) ?? [];
    return name === series ? [{ labels, value: Number(value) }] : [];
  });
