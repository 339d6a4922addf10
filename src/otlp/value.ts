import type { AnyValue, KeyValue } from './model.ts';
import { objects } from './walk.ts';

/** Values nested deeper than this are an attack. */
export const mostDepth = 64;

const isAscii = (text: string): boolean => /^[ -~]*$/.test(text);

/** The order of texts as bytes, which is Go's. */
export const compareUtf8 = (a: string, b: string): number => {
  if (!isAscii(a) || !isAscii(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  if (a === b) return 0;
  return a < b ? -1 : 1;
};

/** What JSON has no number for. Go gives up the whole of such a value. */
class NotJson extends Error {}

/** JSON as Go writes it: two separators more are escaped, and keys are sorted. */
const quote = (text: string): string =>
  JSON.stringify(text.toWellFormed()).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');

/** A scalar as a client sent it; what is none counts as empty. */
const scalarText = (value: unknown): string => {
  if (typeof value === 'object' || value === undefined) return '';
  return Object.is(value, -0) ? '-0' : String(value);
};

const listJson = (values: readonly AnyValue[] | undefined, depth: number) =>
  `[${objects(values)
    .map((value) => valueJson(value, depth + 1))
    .join(',')}]`;

const mapJson = (values: readonly KeyValue[] | undefined, depth: number) => {
  const map = new Map(objects(values).map(({ key, value }) => [scalarText(key), value]));
  const keys = [...map.keys()].sort(compareUtf8);
  return `{${keys.map((key) => `${quote(key)}:${valueJson(map.get(key), depth + 1)}`).join(',')}}`;
};

const valueJson = (value: AnyValue | undefined, depth: number): string => {
  if (depth > mostDepth || typeof value !== 'object' || value === null) return 'null';
  if (value.arrayValue) return listJson(value.arrayValue.values, depth);
  if (value.kvlistValue) return mapJson(value.kvlistValue.values, depth);
  const [kind, content] = Object.entries(value)[0] ?? [];
  if (kind === 'stringValue' || kind === 'bytesValue') return quote(scalarText(content));
  if (kind === 'doubleValue' && !Number.isFinite(Number(content))) throw new NotJson();
  return scalarText(content) || 'null';
};

/** The text of a value: what the collector's `Value.AsString` gives, so JSON for lists and maps. */
export const textOf = (value: AnyValue | undefined): string => {
  if (typeof value !== 'object' || value === null) return '';
  if (value.doubleValue !== undefined) return scalarText(Number(scalarText(value.doubleValue)));
  if (!value.arrayValue && !value.kvlistValue) return scalarText(Object.values(value)[0]).toWellFormed();
  try {
    return valueJson(value, 0);
  } catch (error) {
    if (error instanceof NotJson) return '';
    throw error;
  }
};

export type ScalarValue = string | number | boolean;
export type AttributeMap = Map<string, ScalarValue>;

const scalarOf = (value: AnyValue): ScalarValue | undefined => {
  const { stringValue, intValue, doubleValue, boolValue, bytesValue } = value;
  if (stringValue !== undefined) return scalarText(stringValue);
  if (intValue !== undefined) return Number(scalarText(intValue));
  if (doubleValue !== undefined) return Number(scalarText(doubleValue));
  if (boolValue !== undefined) return boolValue === true || scalarText(boolValue) === 'true';
  return value.arrayValue || value.kvlistValue || bytesValue !== undefined ? textOf(value) : undefined;
};

/** Attributes by name. Lists and maps become JSON text. What is not an attribute is left out. */
export const attributesOf = (list: readonly KeyValue[] | undefined): AttributeMap => {
  const map: AttributeMap = new Map();
  for (const { key, value } of objects(list)) {
    if (typeof key !== 'string' || typeof value !== 'object' || value === null) continue;
    const scalar = scalarOf(value);
    if (scalar !== undefined && !map.has(key)) map.set(key, scalar);
  }
  return map;
};
