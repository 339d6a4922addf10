import protobuf from 'protobufjs/minimal.js';
import { type MessageName, messages } from './messages.ts';
import type { ExportRequest, ExportResponse, Signal } from './model.ts';
import { type Scalar, scalars } from './scalars.ts';

/** The message of a request or of a response, per signal. */
export const messageOf = (signal: Signal, kind: 'Request' | 'Response'): MessageName =>
  `Export${({ metrics: 'Metrics', logs: 'Logs', traces: 'Traces' } as const)[signal]}${kind}`;

/** A deeper message is an attack: OTLP itself nests 8 deep, values of attributes in practice 2. */
const maximumDepth = 100;

type Reader = protobuf.Reader;
type Writer = protobuf.Writer;
type Plain = Record<string, unknown>;

interface Field {
  readonly number: number;
  readonly name: string;
  readonly repeated: boolean;
  readonly wire: 0 | 1 | 2 | 5;
  /** Either a scalar or, of another message, its name. */
  readonly scalar?: Scalar;
  readonly message: MessageName;
}

const fieldOf = (number: number, name: string, type: string): Field => {
  const repeated = type.endsWith('[]');
  const base = repeated ? type.slice(0, -2) : type;
  const scalar = (scalars as Partial<Record<string, Scalar>>)[base];
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

const readField = (reader: Reader, field: Field, depth: number): unknown => {
  if (field.scalar) return field.scalar.read(reader);
  const end = reader.uint32() + reader.pos;
  if (end > reader.len) throw new RangeError(`${field.name} is cut off`);
  return readMessage(reader, end, field.message, depth + 1);
};

/** Numbers in a repeated field may come packed: all in one block. */
const readPacked = (reader: Reader, { scalar, name }: Field, values: unknown[]) => {
  const end = reader.uint32() + reader.pos;
  if (end > reader.len) throw new RangeError(`${name} is cut off`);
  while (reader.pos < end) values.push(scalar?.read(reader));
};

const append = (reader: Reader, field: Field, wire: number, depth: number, message: Plain) => {
  message[field.name] ??= [];
  const values = message[field.name] as unknown[];
  if (wire === field.wire) values.push(readField(reader, field, depth));
  else if (wire === 2 && field.scalar) readPacked(reader, field, values);
  else reader.skipType(wire);
};

const readMessage = (reader: Reader, end: number, name: MessageName, depth: number): Plain => {
  if (depth > maximumDepth) throw new RangeError('values are nested too deeply');
  const fields = fieldsOfMessage(name);
  const message: Plain = {};
  while (reader.pos < end) {
    const tag = reader.uint32();
    const wire = tag & 7;
    const field = fields.get(tag >>> 3);
    if (field?.repeated) append(reader, field, wire, depth, message);
    else if (field?.wire === wire) message[field.name] = readField(reader, field, depth);
    else reader.skipType(wire);
  }
  if (reader.pos !== end) throw new RangeError(`${name} does not end where it says`);
  return message;
};

const writeMessage = (writer: Writer, name: MessageName, message: Plain): Writer => {
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
 * @throws RangeError or Error when the bytes are not such a message.
 */
export const decode = (name: MessageName, body: Uint8Array): unknown => {
  const reader = protobuf.Reader.create(body);
  return readMessage(reader, reader.len, name, 0);
};

/** Encodes a plain object of the OTLP/JSON shape. */
export const encode = (name: MessageName, message: object): Buffer =>
  Buffer.from(writeMessage(protobuf.Writer.create(), name, message as Plain).finish());

export const decodeRequest = (signal: Signal, body: Uint8Array): ExportRequest =>
  decode(messageOf(signal, 'Request'), body) as ExportRequest;

export const encodeRequest = (signal: Signal, request: ExportRequest): Buffer =>
  encode(messageOf(signal, 'Request'), request);

export const decodeResponse = (signal: Signal, body: Uint8Array): ExportResponse =>
  decode(messageOf(signal, 'Response'), body) as ExportResponse;

export const encodeResponse = (signal: Signal, response: ExportResponse): Buffer =>
  encode(messageOf(signal, 'Response'), response);
