import { type ExportRequest, type ExportResponse, type Signal, signalKeys } from './model.ts';

/** How a request was taken. */
export type Outcome = Accepted | Overloaded;

export interface Accepted {
  /** Data points, log records or spans that were refused alone and must not be sent again. 0: all was accepted. */
  readonly rejected: number;
  /** Why, for the client's log. */
  readonly message?: string;
}

/** Nothing was taken; the client must send it all again. 429: it sends too much. 503: we cannot now. */
export interface Overloaded {
  readonly status: 429 | 503;
  readonly retryAfterSeconds: number;
  readonly message?: string;
}

/**
 * Takes one export. It resolves only once the data is safe, because the answer tells the client to forget it.
 * Bad data is refused by `rejected`; a promise that rejects means the receiver failed, and the client is told to
 * try again (503), so a handler must not throw because of what a request holds.
 */
export type Handle = (signal: Signal, request: ExportRequest) => Promise<Outcome>;

export interface Limits {
  /** Bytes of one request, as sent and after decompression. */
  readonly bodyBytes: number;
  /** Requests that are read or handled at the same time; more are told to come back. */
  readonly concurrent: number;
}

/** 20 MiB is what the OpenTelemetry Collector's receivers take too. */
export const defaultLimits: Limits = { bodyBytes: 20 * 1024 * 1024, concurrent: 64 };

export interface ReceiverOptions {
  readonly handle: Handle;
  readonly limits?: Limits;
  /** When set, requests must carry `Authorization: Bearer <token>`. */
  readonly bearerToken?: string;
  /** Told about failures of `handle`: the client only learns that it must come back. */
  readonly onError?: (error: unknown) => void;
}

/** What a client is told to wait after a failure of our own, in seconds. */
const retryAfterFailureSeconds = 5;

/** Runs `handle`; a failure becomes "come back later", so that nothing is lost. */
export const take = async (
  { handle, onError }: ReceiverOptions,
  signal: Signal,
  request: ExportRequest,
): Promise<Outcome> => {
  try {
    return await handle(signal, request);
  } catch (error) {
    onError?.(error);
    return { status: 503, retryAfterSeconds: retryAfterFailureSeconds, message: 'the receiver failed' };
  }
};

/** The response to a request that was taken: empty, or with what was refused (OTLP "partial success"). */
export const responseTo = (signal: Signal, { rejected, message }: Accepted): ExportResponse =>
  rejected === 0 && message === undefined
    ? {}
    : {
        partialSuccess: {
          [signalKeys[signal].rejected]: String(rejected),
          ...(message !== undefined && { errorMessage: message }),
        },
      };

/** What is wrong with the outer shape of a request, or undefined. What is inside is the handler's to judge. */
export const shapeError = (signal: Signal, request: unknown): string | undefined => {
  if (typeof request !== 'object' || request === null || Array.isArray(request))
    return 'the body is not a JSON object';
  const { data } = signalKeys[signal];
  const value: unknown = (request as ExportRequest)[data];
  return value === undefined || Array.isArray(value) ? undefined : `${data} is not a list`;
};

/** Counts what is under way, and refuses above the limit. */
export const createGate = (limit: number) => {
  let inside = 0;
  return {
    /** Takes a place, or answers false when there is none. Give it back with `leave`. */
    enter: (): boolean => {
      if (inside >= limit) return false;
      inside += 1;
      return true;
    },
    leave: (): void => {
      inside -= 1;
    },
  };
};

/** What a client over the gate's limit is told. */
export const busy: Overloaded = { status: 503, retryAfterSeconds: 1, message: 'too many requests at once' };
