import { Client, compressionAlgorithms, credentials, Metadata } from '@grpc/grpc-js';
import { exportPath } from './grpc.ts';
import type { ExportRequest, ExportResponse, Signal } from './model.ts';
import { decodeResponse, encodeRequest } from './protobuf.ts';

export interface ExportOptions {
  readonly timeoutMilliseconds?: number;
  readonly compression?: 'gzip';
  readonly bearerToken?: string;
}

/**
 * Sends one export over gRPC without TLS, and closes the connection.
 * @param address `host:port`.
 * @throws the library's `ServiceError` with `code` (grpc.status), `details` and `metadata`.
 */
export const exportGrpc = async (
  address: string,
  signal: Signal,
  request: ExportRequest,
  { timeoutMilliseconds = 10_000, compression, bearerToken }: ExportOptions = {},
): Promise<ExportResponse> => {
  const client = new Client(address, credentials.createInsecure(), {
    ...(compression && { 'grpc.default_compression_algorithm': compressionAlgorithms.gzip }),
  });
  const metadata = new Metadata();
  if (bearerToken !== undefined) metadata.set('authorization', `Bearer ${bearerToken}`);
  try {
    return await new Promise<ExportResponse>((resolve, reject) => {
      client.makeUnaryRequest(
        exportPath(signal),
        (message: ExportRequest) => encodeRequest(signal, message),
        (bytes: Buffer) => decodeResponse(signal, bytes),
        request,
        metadata,
        { deadline: Date.now() + timeoutMilliseconds },
        (error, response) => (error ? reject(error) : resolve(response ?? {})),
      );
    });
  } finally {
    client.close();
  }
};
