import { hash } from 'node:crypto';

/** OTLP's JSON form of an attribute value. */
interface AnyValue {
  readonly stringValue?: string;
  readonly intValue?: number | string;
  readonly doubleValue?: number | string;
  readonly boolValue?: boolean;
  readonly arrayValue?: { readonly values?: readonly AnyValue[] };
  readonly kvlistValue?: { readonly values?: readonly KeyValue[] };
  readonly bytesValue?: string;
}

export interface KeyValue {
  readonly key: string;
  readonly value?: AnyValue | null;
}

export type Scalar = string | number | boolean;
export type AttributeMap = Map<string, Scalar>;

const plain = (value: AnyValue | null | undefined): unknown => {
  if (!value || typeof value !== 'object') return undefined;
  if (value.stringValue !== undefined) return value.stringValue;
  if (value.intValue !== undefined) return Number(value.intValue);
  if (value.doubleValue !== undefined) return Number(value.doubleValue);
  if (value.boolValue !== undefined) return value.boolValue;
  if (value.arrayValue) return (value.arrayValue.values ?? []).map(plain);
  if (value.kvlistValue) {
    return Object.fromEntries(
      (value.kvlistValue.values ?? []).map((entry) => [entry.key, plain(entry.value)]),
    );
  }
  return value.bytesValue;
};

/** Attributes by name. Lists and maps become JSON text. What is no attribute is left out. */
export const attributesOf = (list: unknown): AttributeMap => {
  const map: AttributeMap = new Map();
  if (!Array.isArray(list)) return map;
  for (const entry of list as readonly (KeyValue | null)[]) {
    if (!entry || typeof entry.key !== 'string') continue;
    const value = plain(entry.value);
    if (value === undefined || value === null) continue;
    map.set(entry.key, typeof value === 'object' ? JSON.stringify(value) : (value as Scalar));
  }
  return map;
};

/** One text for one set of attributes, whatever their order. */
export const canonical = (attributes: AttributeMap): string =>
  JSON.stringify([...attributes].sort(([a], [b]) => (a < b ? -1 : 1)));

/** A short name for a long text: 128 bits, enough that two never meet. */
export const digest = (text: string): string => hash('sha256', text, 'base64url').slice(0, 22);
