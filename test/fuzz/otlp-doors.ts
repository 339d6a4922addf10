import { Client, credentials, type ServiceError } from '@grpc/grpc-js';
import { exportPath } from '../../src/otlp/grpc.ts';
import { type ExportRequest, type OtlpSignal, signals } from '../../src/otlp/model.ts';
import { encodeRequest, messageOf } from '../../src/otlp/protobuf.ts';
import { linesOf, versions } from '../captures/read.ts';
import { metricsRequest } from '../ledger/point.ts';
import type { Door, Random } from './door.ts';
import { withOneHostileField } from './hostile-json.ts';
import { withOneHostileWireField } from './hostile-protobuf.ts';

type Encoding = 'json' | 'protobuf';

interface Sample {
  readonly signal: OtlpSignal;
  readonly request: ExportRequest;
}

/** What the newest client was recorded to send. */
const samples: readonly Sample[] = signals.flatMap((signal) =>
  linesOf(versions().at(-1) ?? '')
    .filter(({ kind }) => kind === signal)
    .slice(0, 80)
    .map(({ value }) => ({ signal, request: value as ExportRequest })),
);

const sampleOf = (random: Random): Sample => samples[Math.floor(random() * samples.length)] as Sample;

/** A token that must be counted, told from all others by its series and its time. */
const truthOf = (door: string, count: number): ExportRequest =>
  metricsRequest({ value: 1, session: door, attributes: { model: 'truth' }, time: count * 1000 });

const contentTypes = { json: 'application/json', protobuf: 'application/x-protobuf' } as const;

/** OTLP over HTTP. A request is taken, in whole or in part, or refused for what it holds: never "later", never cut. */
export const httpDoor = (name: string, url: string, encoding: Encoding): Door => {
  const post = async (signal: OtlpSignal, body: Buffer | string): Promise<number> => {
    const response = await fetch(`${url}/v1/${signal}`, {
      method: 'POST',
      headers: { 'content-type': contentTypes[encoding] },
      body,
    });
    await response.arrayBuffer();
    return response.status;
  };
  const hostileBody = ({ signal, request }: Sample, random: Random): Buffer | string =>
    encoding === 'json'
      ? JSON.stringify(withOneHostileField(request, random))
      : withOneHostileWireField(messageOf(signal, 'Request'), encodeRequest(signal, request), random);
  let truths = 0;
  return {
    name,
    sendHostile: async (random) => {
      const sample = sampleOf(random);
      const status = await post(sample.signal, hostileBody(sample, random));
      return [200, 400].includes(status) ? undefined : `${sample.signal}: ${status}`;
    },
    sendTruth: async () => {
      truths += 1;
      const request = truthOf(name, truths);
      const body = encoding === 'json' ? JSON.stringify(request) : encodeRequest('metrics', request);
      const status = await post('metrics', body);
      if (status !== 200) throw new Error(`${name}: a truth was answered ${status}`);
    },
    close: () => undefined,
  };
};

/** OK, and what gRPC's own libraries answer to a message that cannot be read. */
const fineCodes = [0, 3, 13];

/** OTLP over gRPC, as bytes: the library of the client would not send what is not a message. */
export const grpcDoor = (name: string, address: string): Door => {
  const client = new Client(address, credentials.createInsecure());
  const send = (signal: OtlpSignal, bytes: Buffer): Promise<number> =>
    new Promise((resolve) => {
      client.makeUnaryRequest(
        exportPath(signal),
        (message: Buffer) => message,
        (answer: Buffer) => answer,
        bytes,
        { deadline: Date.now() + 60_000 },
        (error: ServiceError | null) => resolve(error?.code ?? 0),
      );
    });
  let truths = 0;
  return {
    name,
    sendHostile: async (random) => {
      const { signal, request } = sampleOf(random);
      const bytes = encodeRequest(signal, request);
      const code = await send(signal, withOneHostileWireField(messageOf(signal, 'Request'), bytes, random));
      return fineCodes.includes(code) ? undefined : `${signal}: gRPC code ${code}`;
    },
    sendTruth: async () => {
      truths += 1;
      const code = await send('metrics', encodeRequest('metrics', truthOf(name, truths)));
      if (code !== 0) throw new Error(`${name}: a truth was answered with gRPC code ${code}`);
    },
    close: () => client.close(),
  };
};
