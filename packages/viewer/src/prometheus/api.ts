import { inTurns } from './turns.ts';

/** One series of an answer; `value` for an instant, `values` for a range. Times in seconds, values as text. */
export interface Series {
  readonly metric: Readonly<Record<string, string>>;
  readonly value?: readonly [number, string];
  readonly values?: readonly (readonly [number, string])[];
}

export interface QueryAnswer {
  readonly resultType: 'vector' | 'matrix' | 'scalar' | 'string';
  readonly result: readonly Series[] | readonly [number, string];
}

interface Envelope<T> {
  readonly status: 'success' | 'error';
  readonly data?: T;
  readonly error?: string;
  readonly errorType?: string;
  readonly warnings?: readonly string[];
}

/** What went wrong, in Prometheus's words; `unreachable` when it is not there at all. */
export class PrometheusError extends Error {
  override readonly name = 'PrometheusError';
  readonly unreachable: boolean;

  constructor(message: string, unreachable: boolean) {
    super(message);
    this.unreachable = unreachable;
  }
}

type Parameters = Readonly<Record<string, string | number | readonly string[] | undefined>>;

function encode(parameters: Parameters): URLSearchParams {
  const encoded = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined) encoded.append(name, String(one));
    }
  }
  return encoded;
}

/** Where the viewer's server lets the page read Prometheus. */
export const prometheusPath = '/prometheus';

/**
 * A browser has six connections. A Prometheus that hangs must not hold them all: sessions and rows come from elsewhere, and
 * whether Prometheus is there is asked beside.
 */
const questionInTurn = inTurns(4);

/**
 * Asks one path of Prometheus's HTTP API, as in `query_range`.
 * @throws {PrometheusError}
 */
export async function ask<T>(path: string, parameters: Parameters, signal?: AbortSignal): Promise<T> {
  const inBody = path.startsWith('query');
  const encoded = encode(parameters);
  const answer = async (): Promise<T> => {
    const response = await fetch(`${prometheusPath}/api/v1/${path}${inBody ? '' : `?${encoded}`}`, {
      ...(inBody && { method: 'POST', body: encoded }),
      signal: signal ?? null,
    }).catch((error: unknown) => {
      if (error instanceof DOMException && error.name === 'AbortError') throw error;
      throw new PrometheusError('The viewer itself does not answer', true);
    });
    const envelope = (await response.json().catch(() => ({}))) as Envelope<T>;
    if (envelope.status === 'success') return envelope.data as T;
    const isAway = ['unavailable', 'timeout'].includes(envelope.errorType ?? '') && response.status >= 502;
    throw new PrometheusError(envelope.error ?? `The answer was ${response.status}`, isAway);
  };
  return path.startsWith('status/') ? answer() : questionInTurn(answer);
}
