import type { AgreementAnswer } from '../ledger/questions.ts';
import { tokenHeaders } from '../service/token.ts';
import { asReader } from './prometheus.ts';
import type { DoctorSurroundings } from './surroundings.ts';

/** What the ledger answers to `GET /api/QUESTION`. @throws Error when it does not answer so */
export const askLedger = async ({ config, home }: DoctorSurroundings, question: string): Promise<unknown> => {
  const response = await fetch(`http://127.0.0.1:${config.ports.ledger}/api/${question}`, {
    headers: tokenHeaders(home.secrets),
    signal: AbortSignal.timeout(3000),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text.slice(0, 100)}`);
  return JSON.parse(text);
};

/** Canaries that the ledger has counted, by signal. @throws Error when it does not answer so */
export const askCanaries = async (at: DoctorSurroundings): Promise<Readonly<Record<string, number>>> =>
  (await askLedger(at, 'canary')) as Record<string, number>;

/** Whether the totals of Prometheus are what the ledger counted. @throws Error when it does not answer so */
export const askAgreement = async (at: DoctorSurroundings): Promise<AgreementAnswer> =>
  (await askLedger(at, 'agreement')) as AgreementAnswer;

/** The text of a service's `/metrics`; undefined when it does not answer. */
export const metricsText = async (at: DoctorSurroundings, port: number): Promise<string | undefined> => {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/metrics`, {
      ...asReader(at),
      signal: AbortSignal.timeout(3000),
    });
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
