/**
 * The same OTLP data always as the same text. OTLP/JSON leaves it open whether defaults are written, whether 64-bit
 * numbers are strings, and in which case ids are.
 */

/** Members of a oneof: here a default is a value, and absence something else. */
const meaningful = new Set([
  'stringValue',
  'boolValue',
  'intValue',
  'doubleValue',
  'bytesValue',
  'asDouble',
  'asInt',
]);
const integers = new Set(['intValue', 'asInt', 'count']);

const isDefault = (value: unknown) =>
  value === 0 ||
  value === '' ||
  value === '0' ||
  value === false ||
  value === undefined ||
  value === null ||
  (Array.isArray(value) ? value.length === 0 : typeof value === 'object' && Object.keys(value).length === 0);

const byText = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

/** Attributes are a set: the collector moves the last one into the place of one that it removes. */
const isAttribute = (value: unknown): value is { key: string } =>
  typeof value === 'object' && value !== null && 'key' in value && 'value' in value;

export const normal = (value: unknown): unknown => {
  if (Array.isArray(value)) {
    const items = value.map(normal);
    return value.every(isAttribute) ? items.sort(byText) : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, child]): [string, unknown] => [key, integers.has(key) ? String(child) : normal(child)])
      .filter(([key, child]) => meaningful.has(key) || !isDefault(child))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
};

/** Requests in an order of their own: queues with several consumers keep none. */
export const asSet = (requests: readonly unknown[]): string[] =>
  requests.map((request) => JSON.stringify(normal(request))).sort();
