import { exportGrpc } from '../otlp/client.ts';
import type { ExportRequest, ExportResponse } from '../otlp/model.ts';
import { decodeResponse, encodeRequest } from '../otlp/protobuf.ts';
import type { ExportTarget } from './target.ts';

const timeoutMilliseconds = 5000;

const overHttp = async (
  { url, protocol, signal, headers }: ExportTarget,
  request: ExportRequest,
): Promise<ExportResponse> => {
  const isJson = protocol === 'http/json';
  const response = await fetch(url, {
    method: 'POST',
    headers: { ...headers, 'content-type': isJson ? 'application/json' : 'application/x-protobuf' },
    body: isJson ? JSON.stringify(request) : new Uint8Array(encodeRequest(signal, request)),
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMilliseconds),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  if (!response.ok)
    throw new Error(`HTTP ${response.status} ${bytes.toString('utf8', 0, 200).trim()}`.trim());
  if (isJson) return bytes.length > 0 ? (JSON.parse(bytes.toString('utf8')) as ExportResponse) : {};
  return decodeResponse(signal, bytes);
};

/**
 * Sends one export as the client would: same protocol, address and headers; never through a proxy.
 * @throws Error with what was answered instead
 */
export const send = async (target: ExportTarget, request: ExportRequest): Promise<ExportResponse> => {
  if (target.protocol !== 'grpc') return overHttp(target, request);
  const { hostname, protocol } = target.url;
  return exportGrpc(`${hostname}:${target.port}`, target.signal, request, {
    timeoutMilliseconds,
    headers: target.headers,
    isSecure: protocol === 'https:',
    isDirect: true,
  });
};
