import {
  type handleUnaryCall,
  Metadata,
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type ServiceDefinition,
  type sendUnaryData,
  status,
} from '@grpc/grpc-js';
import { isAuthorized } from '../service/token.ts';
import {
  createReceive,
  defaultLimits,
  type Overloaded,
  type ReceiverOptions,
  type RefusedExport,
  responseTo,
} from './handle.ts';
import { type OtlpSignal, signals } from './model.ts';
import { encode, encodeResponse } from './protobuf.ts';

const services = { metrics: 'MetricsService', logs: 'LogsService', traces: 'TraceService' } as const;
const packages = { metrics: 'metrics', logs: 'logs', traces: 'trace' } as const;

/** Path of the Export method of a signal. */
export const exportPath = (signal: OtlpSignal): string =>
  `/opentelemetry.proto.collector.${packages[signal]}.v1.${services[signal]}/Export`;

const asIs = (bytes: Buffer) => bytes;

/** Bytes in, bytes out: a body that is not OTLP is answered by us, not by the library. */
const definitionOf = (signal: OtlpSignal): ServiceDefinition => ({
  Export: {
    path: exportPath(signal),
    requestStream: false,
    responseStream: false,
    requestSerialize: asIs,
    requestDeserialize: asIs,
    responseSerialize: asIs,
    responseDeserialize: asIs,
  },
});

/** The error of an overload: gRPC clients only retry RESOURCE_EXHAUSTED when RetryInfo says how long to wait. */
const overloadError = (outcome: Overloaded) => {
  const code = outcome.status === 429 ? status.RESOURCE_EXHAUSTED : status.UNAVAILABLE;
  const details = outcome.message ?? 'come back later';
  const value = encode('RetryInfo', { retryDelay: { seconds: outcome.retryAfterSeconds } });
  const metadata = new Metadata();
  metadata.set(
    'grpc-status-details-bin',
    encode('RpcStatus', {
      code,
      message: details,
      details: [{ typeUrl: 'type.googleapis.com/google.rpc.RetryInfo', value: value.toString('base64') }],
    }),
  );
  return { code, details, metadata };
};

/** The error of a request that must not be sent again. */
const refusal = ({ status: httpStatus, message }: RefusedExport) => ({
  code: httpStatus === 413 ? status.RESOURCE_EXHAUSTED : status.INVALID_ARGUMENT,
  details: message,
});

type GrpcCall = ServerUnaryCall<Buffer, Buffer>;
type GrpcAnswer = sendUnaryData<Buffer>;

/**
 * A gRPC server with the Export methods of OTLP for metrics, logs and traces; gzip is accepted. Not listening yet:
 * see `listenGrpc`.
 *
 * Errors: INVALID_ARGUMENT for what cannot be decoded, RESOURCE_EXHAUSTED for too large a message or (with
 * RetryInfo) for outcome 429, UNAVAILABLE with RetryInfo for 503, UNAUTHENTICATED for a wrong token.
 */
export const createOtlpGrpc = (options: ReceiverOptions): Server => {
  const { bearerToken } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const takeBody = createReceive(options);
  const server = new Server({
    'grpc.max_receive_message_length': limits.bodyBytes,
    'grpc.max_concurrent_streams': limits.concurrent,
  });

  const receive = (signal: OtlpSignal) => async (call: GrpcCall, callback: GrpcAnswer) => {
    if (!isAuthorized(bearerToken, call.metadata.get('authorization')[0]))
      return callback({ code: status.UNAUTHENTICATED, details: 'the bearer token is missing or wrong' });
    const outcome = await takeBody(signal, call.request, 'protobuf');
    if (!('status' in outcome)) callback(null, encodeResponse(signal, responseTo(signal, outcome)));
    else callback('retryAfterSeconds' in outcome ? overloadError(outcome) : refusal(outcome));
  };

  for (const signal of signals)
    server.addService(definitionOf(signal), { Export: receive(signal) as handleUnaryCall<Buffer, Buffer> });
  return server;
};

/** Binds to `host:port` (port 0: any free one) without TLS and resolves to the port. */
export const listenGrpc = (server: Server, address: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.bindAsync(address, ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port),
    );
  });
