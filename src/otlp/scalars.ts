import type protobuf from 'protobufjs/minimal.js';
import type { ScalarType } from './messages.ts';

export type MessageReader = protobuf.Reader;
export type MessageWriter = protobuf.Writer;

const unsigned64 = (low: number, high: number): bigint => (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);

const readFixed64 = (reader: MessageReader): bigint => {
  const low = reader.fixed32();
  return unsigned64(low, reader.fixed32());
};

/** 64-bit varints by hand: the library's own need another package to be exact above 2^53. */
const readVarint64 = (reader: MessageReader): bigint => {
  let value = 0n;
  for (let shift = 0n; shift < 70n; shift += 7n) {
    if (reader.pos >= reader.len) throw new RangeError('a number is cut off');
    const byte = reader.buf[reader.pos++] as number;
    value |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
  throw new RangeError('a number is longer than 64 bits');
};

const halves = (value: unknown) => {
  const bits = BigInt.asUintN(64, BigInt(value as string | number | bigint));
  return { low: Number(bits & 0xffff_ffffn), high: Number(bits >> 32n) };
};
const writeFixed64 = (writer: MessageWriter, value: unknown) => {
  const { low, high } = halves(value);
  return writer.fixed32(low).fixed32(high);
};
const writeVarint64 = (writer: MessageWriter, value: unknown) =>
  writer.uint64({ ...halves(value), unsigned: true } as never);

const bytes = (reader: MessageReader) => {
  const value = reader.bytes();
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
};
const double = (value: number) => (Number.isFinite(value) ? value : String(value));

export interface WireScalar {
  /** Wire type: 0 varint, 1 eight bytes, 2 with its length before it, 5 four bytes. */
  readonly wire: 0 | 1 | 2 | 5;
  readonly read: (reader: MessageReader) => unknown;
  readonly write: (writer: MessageWriter, value: unknown) => unknown;
}

/** How each scalar type is read from the wire into its OTLP/JSON form, and written back. */
export const scalars: Readonly<Record<ScalarType, WireScalar>> = {
  string: {
    wire: 2,
    read: (reader) => reader.string(),
    write: (writer, value) => writer.string(String(value)),
  },
  bool: { wire: 0, read: (reader) => reader.bool(), write: (writer, value) => writer.bool(value === true) },
  double: {
    wire: 1,
    read: (reader) => double(reader.double()),
    write: (writer, value) => writer.double(Number(value)),
  },
  int32: { wire: 0, read: (reader) => reader.int32(), write: (writer, value) => writer.int32(Number(value)) },
  uint32: {
    wire: 0,
    read: (reader) => reader.uint32(),
    write: (writer, value) => writer.uint32(Number(value)),
  },
  sint32: {
    wire: 0,
    read: (reader) => reader.sint32(),
    write: (writer, value) => writer.sint32(Number(value)),
  },
  fixed32: {
    wire: 5,
    read: (reader) => reader.fixed32(),
    write: (writer, value) => writer.fixed32(Number(value)),
  },
  int64: {
    wire: 0,
    read: (reader) => BigInt.asIntN(64, readVarint64(reader)).toString(),
    write: writeVarint64,
  },
  uint64: {
    wire: 0,
    read: (reader) => BigInt.asUintN(64, readVarint64(reader)).toString(),
    write: writeVarint64,
  },
  fixed64: { wire: 1, read: (reader) => readFixed64(reader).toString(), write: writeFixed64 },
  sfixed64: {
    wire: 1,
    read: (reader) => BigInt.asIntN(64, readFixed64(reader)).toString(),
    write: writeFixed64,
  },
  bytes: {
    wire: 2,
    read: (reader) => bytes(reader).toString('base64'),
    write: (writer, value) => writer.bytes(Buffer.from(String(value), 'base64')),
  },
  id: {
    wire: 2,
    read: (reader) => bytes(reader).toString('hex'),
    write: (writer, value) => writer.bytes(Buffer.from(String(value), 'hex')),
  },
};
