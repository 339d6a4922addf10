/** One series of an answer at one moment. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** One series of an answer over time: its values, the newest last, each with its time in Unix seconds. */
export interface Curve {
  readonly labels: Readonly<Record<string, string>>;
  readonly values: readonly (readonly [time: number, value: number])[];
}

/** What is scraped, as Prometheus sees it. */
export interface ScrapeTarget {
  readonly labels: Readonly<Record<string, string>> & { readonly job: string };
  readonly health: string;
  readonly lastError: string;
  readonly scrapeUrl: string;
}

export interface QueryRequest {
  readonly headers?: Readonly<Record<string, string>>;
  /** Longest wait for the answer. */
  readonly timeoutMilliseconds?: number;
}

interface PrometheusAnswer {
  readonly status?: string;
  readonly error?: string;
  readonly data?: unknown;
}

type SamplePoint = readonly [time: number, value: string];
interface Result {
  readonly metric: Readonly<Record<string, string>>;
  readonly value?: SamplePoint;
  readonly values?: readonly SamplePoint[];
}

const defaultTimeoutMilliseconds = 5000;

/** An address without `user:password@`, which `fetch` does not take, and the header that says the same. */
const openedAt = (address: string): { readonly base: string; readonly headers: Record<string, string> } => {
  const url = new URL(/^https?:\/\//.test(address) ? address : `http://${address}`);
  const credentials = [url.username, url.password].map(decodeURIComponent).join(':');
  url.username = '';
  url.password = '';
  return {
    base: url.href.replace(/\/$/, ''),
    headers:
      credentials === ':' ? {} : { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
  };
};

/** @throws Error with what was answered instead of data */
const ask = async (
  address: string,
  path: string,
  parameters: Readonly<Record<string, string>>,
  { headers = {}, timeoutMilliseconds = defaultTimeoutMilliseconds }: QueryRequest,
  method: 'GET' | 'POST' = 'POST',
): Promise<unknown> => {
  const { base, headers: own } = openedAt(address);
  const search = new URLSearchParams(parameters);
  const url = `${base}/api/v1/${path}`;
  const response = await fetch(method === 'GET' ? `${url}?${search}` : url, {
    method,
    headers: { ...own, ...headers },
    signal: AbortSignal.timeout(timeoutMilliseconds),
    ...(method === 'POST' && { body: search }),
  });
  const text = await response.text();
  let answer: PrometheusAnswer;
  try {
    answer = JSON.parse(text) as PrometheusAnswer;
  } catch {
    throw new Error(`${response.status} ${text.slice(0, 200)}`);
  }
  if (answer.status !== 'success')
    throw new Error(`${response.status} ${answer.error ?? text.slice(0, 200)}`);
  return answer.data;
};

const resultOf = (data: unknown): readonly Result[] =>
  (data as { readonly result?: readonly Result[] } | undefined)?.result ?? [];

/** The value of an expression now, or at `time` (Unix seconds). @throws Error when Prometheus has no answer */
export const instant = async (
  address: string,
  query: string,
  { time, ...request }: QueryRequest & { readonly time?: number } = {},
): Promise<readonly Sample[]> => {
  const parameters = { query, ...(time !== undefined && { time: String(time) }) };
  return resultOf(await ask(address, 'query', parameters, request)).flatMap(({ metric, value }) =>
    value ? [{ labels: metric, value: Number(value[1]) }] : [],
  );
};

/** The values of an expression from `start` to `end`, one each `step` seconds. @throws Error without an answer */
export const over = async (
  address: string,
  query: string,
  {
    start,
    end,
    step,
    ...request
  }: QueryRequest & { readonly start: number; readonly end: number; readonly step: number },
): Promise<readonly Curve[]> => {
  const parameters = { query, start: String(start), end: String(end), step: String(step) };
  return resultOf(await ask(address, 'query_range', parameters, request)).map(({ metric, values = [] }) => ({
    labels: metric,
    values: values.map(([time, value]) => [time, Number(value)] as const),
  }));
};

/** What this Prometheus scrapes: nothing in the first five seconds of its life. */
export const activeTargets = async (
  address: string,
  request: QueryRequest = {},
): Promise<readonly ScrapeTarget[]> => {
  const data = await ask(address, 'targets', { state: 'active' }, request, 'GET');
  return (data as { readonly activeTargets?: readonly ScrapeTarget[] }).activeTargets ?? [];
};

/** A group of rules, and what became of each rule when it was evaluated last, the storing of its samples included. */
export interface EvaluatedGroup {
  readonly name: string;
  readonly rules: readonly { readonly name: string; readonly health: string; readonly lastError?: string }[];
}

/** The recording rules of this Prometheus, by group. @throws Error without an answer */
export const recordingRules = async (
  address: string,
  request: QueryRequest = {},
): Promise<readonly EvaluatedGroup[]> => {
  const data = await ask(address, 'rules', { type: 'record' }, request, 'GET');
  return (data as { readonly groups?: readonly EvaluatedGroup[] }).groups ?? [];
};

/** The addresses of the Alertmanagers that this Prometheus sends to. */
export const activeAlertmanagers = async (
  address: string,
  request: QueryRequest = {},
): Promise<readonly string[]> => {
  const data = await ask(address, 'alertmanagers', {}, request, 'GET');
  const { activeAlertmanagers: active = [] } = data as {
    readonly activeAlertmanagers?: readonly { readonly url: string }[];
  };
  return active.map(({ url }) => url);
};
