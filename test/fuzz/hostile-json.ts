/** JSON documents that are valid but for one hostile field, drawn from a seed. */

const nested = (depth: number, kind: 'arrayValue' | 'kvlistValue'): unknown => {
  let value: unknown = { stringValue: 'bottom' };
  for (let level = 0; level < depth; level++)
    value =
      kind === 'arrayValue'
        ? { arrayValue: { values: [value] } }
        : { kvlistValue: { values: [{ key: 'k', value }] } };
  return value;
};

const bare = (depth: number): unknown => {
  let value: unknown = [];
  for (let level = 0; level < depth; level++) value = [value];
  return value;
};

/** Values that broke something once, or could. Depths are what JSON.stringify of the test itself can still write. */
const hostile: readonly (() => unknown)[] = [
  () => null,
  () => true,
  () => -1,
  () => 1.5,
  () => 1e308,
  () => 2 ** 53,
  () => '',
  () => ({}),
  () => [],
  () => [null, 7, 'x', [], {}],
  () => ({ toString: 1, valueOf: 1 }),
  () => ({ __proto__: null, constructor: 'x', length: -1 }),
  () => JSON.parse('{"__proto__":{"polluted":true}}') as unknown,
  () => 'NaN',
  () => 'Infinity',
  () => '-1',
  () => '9007199254740993',
  () => '9000000000000000000',
  () => '18446744073709551615',
  () => '99999999999999999999999999',
  () => '\ud83d',
  () => '\u0000\u001b]52;c;eA==\u0007\u2028',
  () => 'a"b\\c\n{}=,',
  () => 'x'.repeat(300_000),
  () => '<img src=x onerror=alert(1)>',
  () => nested(1200, 'arrayValue'),
  () => nested(600, 'kvlistValue'),
  () => bare(2000),
  () => Array.from({ length: 5000 }, (_, index) => ({ key: `k${index}`, value: { intValue: index } })),
  () => ({ stringValue: { a: 1 }, intValue: [], arrayValue: 7 }),
  () => ({ arrayValue: { values: 'x' }, kvlistValue: null }),
];

type Holder = Record<string, unknown> | unknown[];

/** Every place of a JSON document: what holds it, and its name there. */
const placesOf = (value: unknown): { holder: Holder; key: string | number }[] => {
  if (typeof value !== 'object' || value === null) return [];
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  return entries.flatMap(([key, inside]) => [{ holder: value as Holder, key }, ...placesOf(inside)]);
};

/** A copy of a document with one of its places made hostile. */
export const withOneHostileField = (document: object, random: () => number): object => {
  const copy = structuredClone(document);
  const places = placesOf(copy);
  const place = places[Math.floor(random() * places.length)];
  const value = hostile[Math.floor(random() * hostile.length)];
  if (place && value) (place.holder as Record<string | number, unknown>)[place.key] = value();
  return copy;
};
