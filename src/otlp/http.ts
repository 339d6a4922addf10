import { type NextFunction, type Request, type Response, Router } from 'express';
import { BodyRefused, createBodyReader } from '../service/body.ts';
import { isAuthorized } from '../service/token.ts';
import { createReceive, defaultLimits, type Outcome, type ReceiverOptions, responseTo } from './handle.ts';
import { type OtlpSignal, signals } from './model.ts';
import { encode, encodeResponse } from './protobuf.ts';

/** What is wrong with a request, told in the request's own encoding. */
class BadRequest extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const json = 'application/json';
const protobuf = 'application/x-protobuf';

/** google.rpc.Code of an HTTP status, as OTLP wants it in the body of an error. */
const rpcCodes: Readonly<Record<number, number>> = { 401: 16, 403: 7, 404: 5, 413: 8, 429: 8, 503: 14 };
const invalidArgument = 3;

const isProtobuf = (request: Request) => {
  const type = request.headers['content-type'];
  return type === protobuf || (type !== json && request.is(protobuf) === protobuf);
};

export const sendError = (request: Request, response: Response, status: number, message: string) => {
  const body = { code: rpcCodes[status] ?? invalidArgument, message };
  response.status(status);
  if (isProtobuf(request)) response.type(protobuf).send(encode('RpcStatus', body));
  else response.type(json).send(JSON.stringify(body));
};

const sendOutcome = (request: Request, response: Response, signal: OtlpSignal, outcome: Outcome) => {
  if ('status' in outcome) {
    if ('retryAfterSeconds' in outcome) response.set('Retry-After', String(outcome.retryAfterSeconds));
    sendError(request, response, outcome.status, outcome.message ?? 'come back later');
    return;
  }
  // Nearly every answer is one of these: it goes around what `send` looks at.
  const body = responseTo(signal, outcome);
  const isBinary = isProtobuf(request);
  response.setHeader('Content-Type', isBinary ? protobuf : `${json}; charset=utf-8`);
  response.end(isBinary ? encodeResponse(signal, body) : JSON.stringify(body));
};

const checkToken =
  (token: string | undefined) => (request: Request, _response: Response, next: NextFunction) => {
    if (!isAuthorized(token, request.headers.authorization))
      throw new BadRequest(401, 'the bearer token is missing or wrong');
    next();
  };

const checkType = (request: Request, _response: Response, next: NextFunction) => {
  const type = request.headers['content-type'];
  if (type !== json && type !== protobuf && request.is([json, protobuf]) === false)
    throw new BadRequest(415, `send ${json} or ${protobuf}, not ${type ?? 'a body without a content type'}`);
  next();
};

interface HttpError extends Error {
  readonly status?: number;
}

/**
 * A router of Express that receives OTLP over HTTP: `POST /v1/metrics`, `/v1/logs` and `/v1/traces`, as JSON or protobuf,
 * plain or compressed (gzip, deflate, br). Answers in the encoding of the request.
 *
 * 200, with `partialSuccess` when some items were refused; 400 what cannot be read; 401 token; 413 too
 * large, also after decompression; 415 wrong content type or encoding; 429 and 503 with `Retry-After` when nothing
 * was taken. Mount it behind `onlyLocal`: it does not look at who asks.
 */
export const createOtlpHttp = (options: ReceiverOptions): Router => {
  const { limits, bearerToken, onError } = options;
  const { bodyBytes, poolBytes } = { ...defaultLimits, ...limits };
  const receive = createReceive(options);
  const bodies = createBodyReader(poolBytes);
  const router = Router();

  for (const signal of signals)
    router.post(
      `/v1/${signal}`,
      checkToken(bearerToken),
      checkType,
      async (request: Request, response: Response) => {
        const { bytes, release } = await bodies.read(request, bodyBytes);
        try {
          const outcome = await receive(signal, bytes, isProtobuf(request) ? 'protobuf' : 'json');
          sendOutcome(request, response, signal, outcome);
        } finally {
          release();
        }
      },
    );
  router.all(
    signals.map((signal) => `/v1/${signal}`),
    (request, response) => {
      response.set('Allow', 'POST');
      sendError(request, response, 405, 'send OTLP with POST');
    },
  );

  // Express knows an error handler by its four parameters.
  router.use((error: HttpError, request: Request, response: Response, _next: NextFunction) => {
    if (response.headersSent || request.socket.destroyed) return void response.destroy();
    if (error.status === undefined) onError?.(error);
    // What is left of a body that was refused is not read: the connection cannot be used again.
    if (!request.complete) response.set('Connection', 'close');
    if (error instanceof BodyRefused && error.status === 503) response.set('Retry-After', '1');
    sendError(request, response, error.status ?? 500, error.status ? error.message : 'internal error');
  });
  return router;
};
