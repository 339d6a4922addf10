import protobuf from 'protobufjs/minimal.js';
import { type MessageName, messages } from './messages.ts';
import type { ExportRequest, ExportResponse, OtlpSignal } from './model.ts';
import { type MessageReader, type MessageWriter, scalars, type WireScalar } from './scalars.ts';

/** The message of a request or of a response, per signal. */
export const messageOf = (signal: OtlpSignal, kind: 'Request' | 'Response'): MessageName =>
  `Export${({ metrics: 'Metrics', logs: 'Logs', traces: 'Traces' } as const)[signal]}${kind}`;

/** Deeper messages are passed over: OTLP itself nests 8 deep, values three for each level. */
const mostMessageDepth = 256;

/** What a message and a field take in memory once they are decoded, about. */
const messageBytes = 64;
const fieldBytes = 24;

/** A message that would take more memory than it may: two bytes can stand for an object of sixty. */
export class TooManyValues extends RangeError {}

/** Counts down while a message is decoded. */
interface ByteBudget {
  bytes: number;
}

const spend = (budget: ByteBudget, bytes: number): void => {
  budget.bytes -= bytes;
  if (budget.bytes < 0) throw new TooManyValues('the message holds too many values');
};

type Plain = Record<string, unknown>;

interface Field {
  readonly number: number;
  readonly name: string;
  readonly repeated: boolean;
  readonly wire: 0 | 1 | 2 | 5;
  /** Either a scalar or, of another message, its name. */
  readonly scalar?: WireScalar;
  readonly message: MessageName;
}

const fieldOf = (number: number, name: string, type: string): Field => {
  const repeated = type.endsWith('[]');
  const base = repeated ? type.slice(0, -2) : type;
  const scalar = (scalars as Partial<Record<string, WireScalar>>)[base];
  return {
    number,
    name,
    repeated,
    wire: scalar?.wire ?? 2,
    ...(scalar && { scalar }),
    message: base as MessageName,
  };
};

const fieldsOf = new Map(
  Object.entries(messages).map(([message, fields]) => [
    message as MessageName,
    new Map(
      Object.entries(fields).map(([number, [name, type]]) => [
        Number(number),
        fieldOf(Number(number), name, type),
      ]),
    ),
  ]),
);
const fieldsOfMessage = (name: MessageName) => fieldsOf.get(name) as ReadonlyMap<number, Field>;

const readField = (reader: MessageReader, field: Field, depth: number, budget: ByteBudget): unknown => {
  spend(budget, fieldBytes);
  if (field.scalar) return field.scalar.read(reader);
  const end = reader.uint32() + reader.pos;
  if (end > reader.len) throw new RangeError(`${field.name} is cut off`);
  return readMessage(reader, end, field.message, depth + 1, budget);
};

/** Numbers in a repeated field may come packed: all in one block. */
const readPacked = (
  reader: MessageReader,
  { scalar, name }: Field,
  values: unknown[],
  budget: ByteBudget,
) => {
  const end = reader.uint32() + reader.pos;
  if (end > reader.len) throw new RangeError(`${name} is cut off`);
  while (reader.pos < end) {
    spend(budget, fieldBytes);
    values.push(scalar?.read(reader));
  }
};

const append = (
  reader: MessageReader,
  field: Field,
  wire: number,
  depth: number,
  message: Plain,
  budget: ByteBudget,
) => {
  message[field.name] ??= [];
  const values = message[field.name] as unknown[];
  if (wire === field.wire) values.push(readField(reader, field, depth, budget));
  else if (wire === 2 && field.scalar) readPacked(reader, field, values, budget);
  else reader.skipType(wire);
};

const readMessage = (
  reader: MessageReader,
  end: number,
  name: MessageName,
  depth: number,
  budget: ByteBudget,
): Plain => {
  spend(budget, messageBytes);
  const message: Plain = {};
  if (depth > mostMessageDepth) {
    reader.pos = end;
    return message;
  }
  const fields = fieldsOfMessage(name);
  while (reader.pos < end) {
    const tag = reader.uint32();
    const wire = tag & 7;
    const field = fields.get(tag >>> 3);
    if (field?.repeated) append(reader, field, wire, depth, message, budget);
    else if (field?.wire === wire) message[field.name] = readField(reader, field, depth, budget);
    else reader.skipType(wire);
  }
  if (reader.pos !== end) throw new RangeError(`${name} does not end where it says`);
  return message;
};

const writeMessage = (writer: MessageWriter, name: MessageName, message: Plain): MessageWriter => {
  for (const field of fieldsOfMessage(name).values()) {
    const value = message[field.name];
    if (value === undefined || value === null) continue;
    for (const one of field.repeated ? (value as unknown[]) : [value]) {
      writer.uint32((field.number << 3) | field.wire);
      if (field.scalar) field.scalar.write(writer, one);
      else writeMessage(writer.fork(), field.message, one as Plain).ldelim();
    }
  }
  return writer;
};

/**
 * Decodes a protobuf message into the plain object that OTLP/JSON would have given. Unknown fields are ignored.
 * @throws TooManyValues when it would take more than `parsedBytes` in memory
 * @throws RangeError or Error when the bytes are not such a message.
 */
export const decode = (
  name: MessageName,
  body: Uint8Array,
  parsedBytes = Number.POSITIVE_INFINITY,
): unknown => {
  const reader = protobuf.Reader.create(body);
  return readMessage(reader, reader.len, name, 0, { bytes: parsedBytes });
};

/** Encodes a plain object of the OTLP/JSON shape. */
export const encode = (name: MessageName, message: object): Buffer =>
  Buffer.from(writeMessage(protobuf.Writer.create(), name, message as Plain).finish());

export const decodeRequest = (signal: OtlpSignal, body: Uint8Array, parsedBytes?: number): ExportRequest =>
  decode(messageOf(signal, 'Request'), body, parsedBytes) as ExportRequest;

export const encodeRequest = (signal: OtlpSignal, request: ExportRequest): Buffer =>
  encode(messageOf(signal, 'Request'), request);

export const decodeResponse = (signal: OtlpSignal, body: Uint8Array): ExportResponse =>
  decode(messageOf(signal, 'Response'), body) as ExportResponse;

export const encodeResponse = (signal: OtlpSignal, response: ExportResponse): Buffer =>
  encode(messageOf(signal, 'Response'), response);
