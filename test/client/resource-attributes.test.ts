import { envDetector } from '@opentelemetry/resources';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  checkedName,
  checkedValue,
  formatAttributes,
  mergeAttributes,
  type ResourceAttributes,
} from '../../src/client/resource-attributes.ts';
import { Failure } from '../../src/failure.ts';

/** What the OpenTelemetry SDK, which is in the client, makes of the variable. */
const readBySdk = (value: string): unknown => {
  const before = process.env['OTEL_RESOURCE_ATTRIBUTES'];
  process.env['OTEL_RESOURCE_ATTRIBUTES'] = value;
  try {
    return envDetector.detect().attributes;
  } finally {
    if (before === undefined) delete process.env['OTEL_RESOURCE_ATTRIBUTES'];
    else process.env['OTEL_RESOURCE_ATTRIBUTES'] = before;
  }
};

const acceptable = (name: string, value: string): boolean => {
  try {
    return checkedValue(name, value) === value;
  } catch {
    return false;
  }
};

const attributes: fc.Arbitrary<ResourceAttributes> = fc.dictionary(
  fc.stringMatching(/^[a-z][a-z0-9_.-]{0,20}$/).filter((name) => name !== '__proto__'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((value) => acceptable('x', value)),
  { maxKeys: 5, noNullPrototype: true },
);

it('what a person types arrives in the SDK letter for letter', () => {
  fc.assert(
    fc.property(attributes, (all) => {
      expect(readBySdk(formatAttributes(all))).toEqual(all);
    }),
  );
});

it.each([
  ['R&D, Süd = 7', 'team=R%26D%2C%20S%C3%BCd%20%3D%207'],
  ['a;b\\c"d', 'team=a%3Bb%5Cc%22d'],
  ['50%', 'team=50%25'],
])('%s is written as %s', (value, written) => {
  expect(formatAttributes({ team: value })).toBe(written);
});

it('attributes of others stay, ours win, and one that would make the SDK drop everything goes', () => {
  const theirs = 'host.name=box, team=old,broken,a=b=c,bad=ü,percent=%zz,note=x%20y';
  const merged = mergeAttributes(theirs, { team: 'new' });
  expect(readBySdk(merged)).toEqual({ 'host.name': 'box', note: 'x y', team: 'new' });
});

it('merging twice is merging once', () => {
  fc.assert(
    fc.property(fc.string(), attributes, (theirs, ours) => {
      const once = mergeAttributes(theirs, ours);
      expect(mergeAttributes(once, ours)).toBe(once);
    }),
  );
});

it.each(['', '   ', 'a\nb', `${'ü'.repeat(43)}`, '\ud800'])('refuses the value %j', (value) => {
  expect(() => checkedValue('team', value)).toThrow(Failure);
});

it.each(['', 'a b', 'a=b', 'a,b', '1a', 'ü'])('refuses the name %j', (name) => {
  expect(() => checkedName(name)).toThrow(Failure);
});
