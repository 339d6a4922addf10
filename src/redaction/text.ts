import type { AnyValue, KeyValue } from '../otlp/model.ts';

/** A list as a client sent it: anything else counts as empty, and what is no object in it as absent. */
export const objects = <Item>(value: readonly Item[] | undefined): readonly Item[] =>
  Array.isArray(value)
    ? value.filter((item) => typeof item === 'object' && item !== null && !Array.isArray(item))
    : [];

/** Deeper values are an attack; the collector refuses them. */
const maximumDepth = 64;

/** JSON as Go writes it: two separators more are escaped, and keys are sorted. */
const quote = (text: string) =>
  JSON.stringify(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');

/** A scalar as a client sent it; what is none counts as empty. */
const scalar = (value: unknown): string => {
  if (typeof value === 'object' || value === undefined) return '';
  return Object.is(value, -0) ? '-0' : String(value);
};

const listJson = (values: readonly AnyValue[] | undefined, depth: number) =>
  `[${objects(values)
    .map((value) => valueJson(value, depth + 1))
    .join(',')}]`;

const mapJson = (values: readonly KeyValue[] | undefined, depth: number) => {
  const map = new Map(objects(values).map(({ key, value }) => [scalar(key), value]));
  const keys = [...map.keys()].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return `{${keys.map((key) => `${quote(key)}:${valueJson(map.get(key), depth + 1)}`).join(',')}}`;
};

const valueJson = (value: AnyValue | undefined, depth: number): string => {
  if (depth > maximumDepth || typeof value !== 'object' || value === null) return 'null';
  if (value.arrayValue) return listJson(value.arrayValue.values, depth);
  if (value.kvlistValue) return mapJson(value.kvlistValue.values, depth);
  const [kind, content] = Object.entries(value)[0] ?? [];
  if (kind === 'stringValue' || kind === 'bytesValue') return quote(scalar(content));
  return scalar(content) || 'null';
};

/** The text of a value that is hashed: what the collector's `Value.AsString` gives. */
export const textOf = (value: AnyValue | undefined): string => {
  if (typeof value !== 'object' || value === null) return '';
  if (value.arrayValue || value.kvlistValue) return valueJson(value, 0);
  return scalar(Object.values(value)[0]);
};
