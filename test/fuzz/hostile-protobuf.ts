import { type MessageName, messages } from '../../src/otlp/messages.ts';

/** Protobuf messages that are valid but for one hostile field, drawn from a seed. The lengths around it stay right. */

type Wire = 0 | 1 | 2 | 5;
type Random = () => number;

interface WireField {
  readonly number: number;
  readonly wire: Wire;
  /** What follows the tag; of a field with a length, what follows the length. */
  readonly payload: Buffer;
}

const varint = (value: number): Buffer => {
  const bytes: number[] = [];
  let left = BigInt(value);
  do {
    bytes.push(Number(left & 127n) | (left > 127n ? 128 : 0));
    left >>= 7n;
  } while (left > 0n);
  return Buffer.from(bytes);
};

const tagged = (number: number, wire: number, payload: Buffer): Buffer =>
  Buffer.concat([varint(number * 8 + wire), ...(wire === 2 ? [varint(payload.length)] : []), payload]);

/** Reads a varint of at most 32 bits: tags and lengths, which the test wrote itself. */
const readVarint = (bytes: Buffer, at: number): readonly [value: number, next: number] => {
  let value = 0;
  for (let place = 0; ; place += 1) {
    const byte = bytes[at + place] ?? 0;
    value += (byte & 127) * 2 ** (7 * place);
    if (byte < 128) return [value, at + place + 1];
  }
};

const endOfPayload = (bytes: Buffer, at: number, wire: Wire): readonly [start: number, end: number] => {
  if (wire === 0) return [at, readVarint(bytes, at)[1]];
  if (wire === 1) return [at, at + 8];
  if (wire === 5) return [at, at + 4];
  const [length, start] = readVarint(bytes, at);
  return [start, start + length];
};

const fieldsOf = (bytes: Buffer): readonly WireField[] => {
  const fields: WireField[] = [];
  for (let at = 0; at < bytes.length; ) {
    const [tag, afterTag] = readVarint(bytes, at);
    const wire = (tag & 7) as Wire;
    const [start, end] = endOfPayload(bytes, afterTag, wire);
    fields.push({ number: tag >>> 3, wire, payload: bytes.subarray(start, end) });
    at = end;
  }
  return fields;
};

/** An AnyValue that holds a list that holds a list ..., so many levels deep. */
const nestedValue = (depth: number): Buffer => {
  // From the inside to the outside, each tag and length in front of the rest.
  const parts: Buffer[] = [];
  let length = 0;
  for (let level = 0; level < depth; level += 1) {
    for (const number of [1, 5]) {
      const head = Buffer.concat([varint(number * 8 + 2), varint(length)]);
      parts.push(head);
      length += head.length;
    }
  }
  return Buffer.concat(parts.reverse());
};

const ones = (count: number): Buffer => Buffer.alloc(count, 0xff);

/** What may stand in the place of a field, given its number: whole, with its tag. */
const hostile: readonly ((number: number) => Buffer)[] = [
  (number) => tagged(number, 0, varint(0)),
  (number) => tagged(number, 0, Buffer.concat([ones(9), Buffer.from([1])])),
  // A varint that does not end within ten bytes.
  (number) => tagged(number, 0, Buffer.concat([ones(20), Buffer.from([1])])),
  (number) => tagged(number, 1, ones(8)),
  (number) => tagged(number, 1, Buffer.from('000000000000f07f', 'hex')),
  (number) => tagged(number, 1, Buffer.from('000000000000f8ff', 'hex')),
  (number) => tagged(number, 1, Buffer.from('ffffffffffffff7f', 'hex')),
  (number) => tagged(number, 5, ones(4)),
  (number) => tagged(number, 2, Buffer.alloc(0)),
  (number) => tagged(number, 2, Buffer.from([0xc3, 0x28, 0xa0, 0xff])),
  (number) => tagged(number, 2, Buffer.from('\u0000\u001b]52;c;eA==\u0007\u2028')),
  (number) => tagged(number, 2, Buffer.alloc(300_000, 'x')),
  (number) => tagged(number, 2, nestedValue(60)),
  (number) => tagged(number, 2, nestedValue(5000)),
  (number) => Buffer.concat(Array.from({ length: 20_000 }, () => tagged(number, 2, Buffer.alloc(0)))),
  (number) => Buffer.concat(Array.from({ length: 50 }, () => tagged(number, 0, varint(7)))),
  // Group start and end, which proto3 no longer has; wire types that do not exist; a field without a number.
  (number) => tagged(number, 3, Buffer.alloc(0)),
  (number) => tagged(number, 4, Buffer.alloc(0)),
  (number) => tagged(number, 7, Buffer.alloc(0)),
  () => tagged(0, 2, Buffer.from('x')),
  () => tagged(536_870_911, 0, varint(1)),
  // A length that lies: longer than everything that follows.
  (number) => Buffer.concat([varint(number * 8 + 2), varint(0xff_ff_ff_ff)]),
  () => Buffer.alloc(0),
];

const messageOf = (name: MessageName, number: number): MessageName | undefined => {
  const type = messages[name][number]?.[1].replace('[]', '');
  return type !== undefined && type in messages ? (type as MessageName) : undefined;
};

/** How often the place is looked for further inside. A captured request is about eight messages deep. */
const deeper = 0.85;

const oneOf = <Item>(items: readonly Item[], random: Random): Item =>
  items[Math.floor(random() * items.length)] as Item;

/** A copy of an encoded message with one of its fields, at any depth, made hostile. */
export const withOneHostileWireField = (name: MessageName, bytes: Buffer, random: Random): Buffer => {
  const fields = fieldsOf(bytes);
  if (fields.length === 0) return oneOf(hostile, random)(1);
  const place = Math.floor(random() * fields.length);
  return Buffer.concat(
    fields.map(({ number, wire, payload }, index) => {
      if (index !== place) return tagged(number, wire, payload);
      const inside = wire === 2 ? messageOf(name, number) : undefined;
      if (inside && random() < deeper)
        return tagged(number, wire, withOneHostileWireField(inside, payload, random));
      return oneOf(hostile, random)(number);
    }),
  );
};
