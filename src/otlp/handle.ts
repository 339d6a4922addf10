import { type Allowance, createAllowance } from '../service/allowance.ts';
import { parsedJsonBytes } from '../service/json-size.ts';
import { bound } from './bounds.ts';
import { type ExportRequest, type ExportResponse, type OtlpSignal, signalKeys } from './model.ts';
import { decodeRequest, TooManyValues } from './protobuf.ts';

/** How a request was taken. */
export type Outcome = Accepted | Overloaded | RefusedExport;

export interface Accepted {
  /** Data points, log records or spans that were refused alone and must not be sent again. 0: all was accepted. */
  readonly rejected: number;
  /** Why, for the client's log. */
  readonly message?: string;
}

/** Nothing was taken, and never will be: the client must not send it again. */
export interface RefusedExport {
  readonly status: 400 | 413;
  readonly message: string;
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
export type Handle = (signal: OtlpSignal, request: ExportRequest, bytes?: number) => Promise<Outcome>;

export interface ExportLimits {
  /** Bytes of one request, as sent and after decompression. */
  readonly bodyBytes: number;
  /** Requests that are handled at the same time; more are told to come back. */
  readonly concurrent: number;
  /** Bytes of all bodies under way: what has come of them, decompressed. */
  readonly poolBytes: number;
  /** Bytes that all requests under way may take in memory once they are parsed. */
  readonly parsedBytes: number;
}

const mebibyte = 2 ** 20;

/** 20 MiB is what the OpenTelemetry Collector's receivers take too. */
export const defaultLimits: ExportLimits = {
  bodyBytes: 20 * mebibyte,
  concurrent: 64,
  poolBytes: 64 * mebibyte,
  parsedBytes: 192 * mebibyte,
};

export interface ReceiverOptions {
  readonly handle: Handle;
  readonly limits?: Partial<ExportLimits>;
  /** What several receivers of one process share, so that all together keep within `parsedBytes`. */
  readonly memory?: Allowance;
  /** When set, requests must carry `Authorization: Bearer <token>`. */
  readonly bearerToken?: string;
  /** Told about failures of `handle`: the client only learns that it must come back. */
  readonly onError?: (error: unknown) => void;
}

/** What a client is told to wait after a failure of our own, in seconds. */
const retryAfterFailureSeconds = 5;

/** The response to a request that was taken: empty, or with what was refused (OTLP "partial success"). */
export const responseTo = (signal: OtlpSignal, { rejected, message }: Accepted): ExportResponse =>
  rejected === 0 && message === undefined
    ? {}
    : {
        partialSuccess: {
          [signalKeys[signal].rejected]: String(rejected),
          ...(message !== undefined && { errorMessage: message }),
        },
      };

/** What is wrong with the outer shape of a request, or undefined. What is inside is the handler's to judge. */
export const shapeError = (signal: OtlpSignal, request: unknown): string | undefined => {
  if (typeof request !== 'object' || request === null || Array.isArray(request))
    return 'the body is not a JSON object';
  const { data } = signalKeys[signal];
  const value: unknown = (request as ExportRequest)[data];
  return value === undefined || Array.isArray(value) ? undefined : `${data} is not a list`;
};

/** What a client over the limit is told. */
export const busy: Overloaded = { status: 503, retryAfterSeconds: 1, message: 'too many requests at once' };

export type Encoding = 'json' | 'protobuf';

/** Takes bodies as they came. */
export type Receive = (signal: OtlpSignal, body: Buffer, encoding: Encoding) => Promise<Outcome>;

/** A smaller body is not looked at before it is parsed: whatever it holds, it takes at most this many times its size. */
const smallBodyBytes = 64 * 1024;
const mostGrowth = 40;
/** Protobuf is counted while it is decoded; this is for the line. */
const protobufGrowth = 8;

const tooManyValues: RefusedExport = {
  status: 413,
  message: 'the request holds too many values: send less at once',
};

const parse = (
  signal: OtlpSignal,
  body: Buffer,
  encoding: Encoding,
  parsedBytes: number,
): ExportRequest | RefusedExport => {
  let parsed: unknown;
  try {
    parsed =
      encoding === 'protobuf' ? decodeRequest(signal, body, parsedBytes) : JSON.parse(body.toString('utf8'));
  } catch (error) {
    if (error instanceof TooManyValues) return tooManyValues;
    return {
      status: 400,
      message: `the body is not ${encoding === 'protobuf' ? 'an OTLP protobuf message' : 'JSON'}`,
    };
  }
  const message = shapeError(signal, parsed);
  return message === undefined ? (parsed as ExportRequest) : { status: 400, message };
};

const isRefused = (parsed: ExportRequest | RefusedExport): parsed is RefusedExport => 'status' in parsed;

const sizeOf = (body: Buffer, encoding: Encoding): number => {
  if (encoding === 'protobuf') return body.length * protobufGrowth;
  return body.length <= smallBodyBytes ? body.length * mostGrowth : parsedJsonBytes(body);
};

/**
 * Parses, bounds and hands on. What all requests under way take in memory is bounded before they are parsed; who does
 * not fit waits in line.
 */
export const createReceive = ({
  handle,
  limits: given,
  memory: shared,
  onError,
}: ReceiverOptions): Receive => {
  const limits = { ...defaultLimits, ...given };
  const memory = shared ?? createAllowance(limits.parsedBytes);
  let inside = 0;

  const handled = async (signal: OtlpSignal, request: ExportRequest, bytes: number): Promise<Outcome> => {
    try {
      bound(signal, request);
    } catch (error) {
      onError?.(error);
      return { status: 400, message: 'the request cannot be read' };
    }
    if (inside >= limits.concurrent) return busy;
    inside += 1;
    try {
      return await handle(signal, request, bytes);
    } catch (error) {
      onError?.(error);
      return { status: 503, retryAfterSeconds: retryAfterFailureSeconds, message: 'the receiver failed' };
    } finally {
      inside -= 1;
    }
  };

  return async (signal, body, encoding) => {
    const bytes = sizeOf(body, encoding);
    if (encoding === 'json' && bytes > limits.parsedBytes && body.length > smallBodyBytes)
      return tooManyValues;
    await memory.enter(bytes);
    try {
      const parsed = parse(signal, body, encoding, limits.parsedBytes);
      return isRefused(parsed) ? parsed : await handled(signal, parsed, bytes);
    } finally {
      memory.leave(bytes);
    }
  };
};
