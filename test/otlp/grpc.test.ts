import { Client, credentials, type Server, type ServiceError, status } from '@grpc/grpc-js';
import { afterEach, describe, expect, test } from 'vitest';
import { exportGrpc } from '../../src/otlp/client.ts';
import { createOtlpGrpc, exportPath, listenGrpc } from '../../src/otlp/grpc.ts';
import type { Handle, ReceiverOptions } from '../../src/otlp/handle.ts';
import { type ExportRequest, type OtlpSignal, signals } from '../../src/otlp/model.ts';
import { decode } from '../../src/otlp/protobuf.ts';
import { requests } from './requests.ts';

let server: Server | undefined;
let received: { signal: OtlpSignal; request: ExportRequest }[] = [];

afterEach(() => {
  server?.forceShutdown();
  received = [];
});

const accept: Handle = async (signal, request) => {
  received.push({ signal, request });
  return { rejected: 0 };
};

const start = async (options: Partial<ReceiverOptions> = {}) => {
  server = createOtlpGrpc({ handle: accept, ...options });
  return `127.0.0.1:${await listenGrpc(server, '127.0.0.1:0')}`;
};

const failure = async (promise: Promise<unknown>): Promise<ServiceError> =>
  promise.then(
    () => Promise.reject(new Error('it did not fail')),
    (error: ServiceError) => error,
  );

describe('gRPC', () => {
  test.each(signals)('%s arrive, plain and compressed', async (signal) => {
    const address = await start();
    expect(await exportGrpc(address, signal, requests[signal])).toEqual({});
    expect(await exportGrpc(address, signal, requests[signal], { compression: 'gzip' })).toEqual({});
    expect(received).toEqual([
      { signal, request: requests[signal] },
      { signal, request: requests[signal] },
    ]);
  });

  test('items that were refused alone are counted in the answer', async () => {
    const address = await start({ handle: async () => ({ rejected: 2, message: 'NaN' }) });
    expect(await exportGrpc(address, 'logs', requests.logs)).toEqual({
      partialSuccess: { rejectedLogRecords: '2', errorMessage: 'NaN' },
    });
  });

  test.each([
    [429, status.RESOURCE_EXHAUSTED],
    [503, status.UNAVAILABLE],
  ] as const)('overload %i says how long to wait', async (httpStatus, code) => {
    const address = await start({ handle: async () => ({ status: httpStatus, retryAfterSeconds: 7 }) });
    const error = await failure(exportGrpc(address, 'metrics', requests.metrics));
    expect(error.code).toBe(code);
    const details = decode('RpcStatus', error.metadata.get('grpc-status-details-bin')[0] as Buffer) as {
      details: { typeUrl: string; value: string }[];
    };
    expect(details.details[0]?.typeUrl).toBe('type.googleapis.com/google.rpc.RetryInfo');
    expect(decode('RetryInfo', Buffer.from(details.details[0]?.value ?? '', 'base64'))).toEqual({
      retryDelay: { seconds: '7' },
    });
  });

  test('a handler that throws is told as unavailable, without the reason', async () => {
    const address = await start({ handle: () => Promise.reject(new Error('disk full')) });
    const error = await failure(exportGrpc(address, 'metrics', requests.metrics));
    expect(error.code).toBe(status.UNAVAILABLE);
    expect(error.details).not.toContain('disk');
  });

  test('what is not OTLP is an invalid argument', async () => {
    const address = await start();
    const client = new Client(address, credentials.createInsecure());
    const error = await failure(
      new Promise((resolve, reject) => {
        client.makeUnaryRequest(
          exportPath('traces'),
          (bytes: Buffer) => bytes,
          (bytes: Buffer) => bytes,
          Buffer.from('{"not":"protobuf"}'),
          (error, value) => (error ? reject(error) : resolve(value)),
        );
      }),
    );
    client.close();
    expect(error.code).toBe(status.INVALID_ARGUMENT);
    expect(received).toEqual([]);
  });

  test.each([undefined, 'gzip'] as const)(
    'too large a message is refused (compression: %s)',
    async (compression) => {
      const address = await start({ limits: { bodyBytes: 10_000, concurrent: 8 } });
      const big = { resourceLogs: [{ schemaUrl: 'x'.repeat(1_000_000) }] };
      const error = await failure(exportGrpc(address, 'logs', big, compression ? { compression } : {}));
      expect(error.code).toBe(status.RESOURCE_EXHAUSTED);
      expect(received).toEqual([]);
    },
  );

  test('a token, when one is set, must be right', async () => {
    const address = await start({ bearerToken: 'right' });
    const wrong = await failure(exportGrpc(address, 'logs', requests.logs, { bearerToken: 'wrong' }));
    expect(wrong.code).toBe(status.UNAUTHENTICATED);
    await exportGrpc(address, 'logs', requests.logs, { bearerToken: 'right' });
    expect(received).toHaveLength(1);
  });
});
