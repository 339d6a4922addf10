import { describe, expect, test } from 'vitest';
import { bound, cut, deepMark } from '../../src/otlp/bounds.ts';
import type { AnyValue, ExportRequest } from '../../src/otlp/model.ts';
import { attributesOf } from '../../src/otlp/value.ts';

const record = (attributes: unknown[]): ExportRequest =>
  ({ resourceLogs: [{ scopeLogs: [{ logRecords: [{ attributes }] }] }] }) as ExportRequest;

const attributesAfter = (attributes: unknown[]) => {
  const request = record(attributes);
  bound('logs', request);
  return attributesOf(request.resourceLogs?.[0]?.scopeLogs?.[0]?.logRecords?.[0]?.attributes);
};

const nested = (kind: 'list' | 'map', depth: number): AnyValue => {
  let value: AnyValue = { stringValue: 'bottom' };
  for (let level = 0; level < depth; level++)
    value =
      kind === 'list'
        ? { arrayValue: { values: [value] } }
        : { kvlistValue: { values: [{ key: 'k', value }] } };
  return value;
};

describe('what a client sends is bounded', () => {
  test.each(['list', 'map'] as const)(
    'a %s nested 100,000 deep becomes a mark, and its neighbours stay',
    (kind) => {
      const map = attributesAfter([
        { key: 'deep', value: nested(kind, 100_000) },
        { key: 'flat', value: { stringValue: 'here' } },
        { key: 'three', value: nested('list', 3) },
      ]);
      expect(map.get('deep')).toContain(deepMark);
      expect(String(map.get('deep')).length).toBeLessThan(1000);
      expect([map.get('flat'), map.get('three')]).toEqual(['here', '[[["bottom"]]]']);
    },
  );

  test('60,000 attributes become 512, and a name of two million characters is none', () => {
    const many = Array.from({ length: 60_000 }, (_, index) => ({
      key: `a${index}`,
      value: { intValue: index },
    }));
    expect(attributesAfter(many).size).toBe(512);
    const long = attributesAfter([
      { key: 'x'.repeat(2_000_000), value: { stringValue: 'y' } },
      { key: 'z', value: { stringValue: 'y' } },
    ]);
    expect([...long.keys()]).toEqual(['z']);
  });

  test('an id is cut at 256 characters, a text at 65,536', () => {
    const long = { stringValue: 'x'.repeat(2_000_000) };
    const map = attributesAfter([
      { key: 'session.id', value: { ...long } },
      { key: 'prompt', value: { ...long } },
    ]);
    expect([...map.values()].map((value) => String(value).length)).toEqual([256, 65_536]);
  });

  test('a cut never leaves half a character', () => {
    expect(cut('ab😀', 3)).toBe('ab');
    expect(cut('ab😀', 4)).toBe('ab😀');
    expect(cut('\ud83d!', 10)).toBe('\ufffd!');
  });
});
