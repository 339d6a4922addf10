import { Client, compressionAlgorithms, credentials, Metadata } from '@grpc/grpc-js';
import { exportPath } from './grpc.ts';
import type { ExportRequest, ExportResponse, OtlpSignal } from './model.ts';
import { decodeResponse, encodeRequest } from './protobuf.ts';

export interface ExportOptions {
  readonly timeoutMilliseconds?: number;
  readonly compression?: 'gzip';
  readonly bearerToken?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** TLS, with the certificate authorities of the system. */
  readonly isSecure?: boolean;
  /** Past any proxy that the environment names. */
  readonly isDirect?: boolean;
}

/**
 * Sends one export over gRPC, by default without TLS, and closes the connection.
 * @param address `host:port`.
 * @throws the library's `ServiceError` with `code` (grpc.status), `details` and `metadata`.
 */
export const exportGrpc = async (
  address: string,
  signal: OtlpSignal,
  request: ExportRequest,
  options: ExportOptions = {},
): Promise<ExportResponse> => {
  const {
    timeoutMilliseconds = 10_000,
    compression,
    bearerToken,
    headers = {},
    isSecure,
    isDirect,
  } = options;
  const channel = isSecure ? credentials.createSsl() : credentials.createInsecure();
  const client = new Client(address, channel, {
    ...(isDirect && { 'grpc.enable_http_proxy': 0 }),
    ...(compression && { 'grpc.default_compression_algorithm': compressionAlgorithms.gzip }),
  });
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(headers)) metadata.set(name, value);
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
