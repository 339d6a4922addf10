import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { signals } from '../../src/otlp/model.ts';
import { decodeRequest, encodeRequest } from '../../src/otlp/protobuf.ts';
import { requests } from './requests.ts';

describe('protobuf and JSON give the same objects', () => {
  test.each(signals)('%s come back as they were', (signal) => {
    expect(decodeRequest(signal, encodeRequest(signal, requests[signal]))).toEqual(requests[signal]);
  });

  test('any 64-bit time and any value is exact', () => {
    const point = fc.record({
      startTimeUnixNano: fc.bigInt(0n, 2n ** 64n - 1n).map(String),
      timeUnixNano: fc.bigInt(0n, 2n ** 64n - 1n).map(String),
      attributes: fc.array(
        fc.record({
          key: fc.string({ unit: 'grapheme' }),
          value: fc.oneof(
            fc.record({ stringValue: fc.string({ unit: 'grapheme' }) }),
            fc.record({ intValue: fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n).map(String) }),
            fc.record({ doubleValue: fc.double({ noNaN: true, noDefaultInfinity: true }) }),
          ),
        }),
        { minLength: 1 },
      ),
      asDouble: fc.double({ noNaN: true, noDefaultInfinity: true }),
    });
    fc.assert(
      fc.property(fc.array(point, { minLength: 1 }), (dataPoints) => {
        const request = {
          resourceMetrics: [{ scopeMetrics: [{ metrics: [{ name: 'm', sum: { dataPoints } }] }] }],
        };
        expect(decodeRequest('metrics', encodeRequest('metrics', request))).toEqual(request);
      }),
    );
  });

  test('numbers that are not packed are read too', () => {
    // HistogramDataPoint.explicit_bounds (field 7) once as two single doubles and once as a packed block.
    const bound = (value: number) => {
      const bytes = Buffer.alloc(8);
      bytes.writeDoubleLE(value);
      return bytes;
    };
    const single = [1, 2].map((value) => Buffer.concat([Buffer.from([0x39]), bound(value)]));
    const packed = Buffer.concat([Buffer.from([0x3a, 16]), bound(1), bound(2)]);
    for (const point of [Buffer.concat(single), packed]) {
      const wrapped = [0x0a, 0x4a, 0x12, 0x12, 0x0a].reduce(
        (inner, tag) => Buffer.concat([Buffer.from([tag, inner.length]), inner]),
        point,
      );
      expect(decodeRequest('metrics', wrapped)).toEqual({
        resourceMetrics: [
          { scopeMetrics: [{ metrics: [{ histogram: { dataPoints: [{ explicitBounds: [1, 2] }] } }] }] },
        ],
      });
    }
  });

  test('unknown fields are skipped', () => {
    const request = Buffer.concat([Buffer.from([0x7a, 1, 0x61]), encodeRequest('logs', requests.logs)]);
    expect(decodeRequest('logs', request)).toEqual(requests.logs);
  });
});

describe('what is not OTLP is an error, not a wrong number', () => {
  const message = encodeRequest('metrics', requests.metrics);

  test('JSON under the name of protobuf', () => {
    expect(() => decodeRequest('metrics', Buffer.from(JSON.stringify(requests.metrics)))).toThrow();
  });

  test('a message cut short at any byte', () => {
    for (let length = 1; length < message.length; length += 1)
      expect(() => decodeRequest('metrics', message.subarray(0, length))).toThrow();
  });

  test('values nested a thousand deep', () => {
    let value = Buffer.alloc(0);
    for (let depth = 0; depth < 1000; depth += 1) {
      const length = [];
      for (let rest = value.length; ; rest >>>= 7) {
        length.push(rest > 127 ? (rest & 127) | 128 : rest);
        if (rest <= 127) break;
      }
      value = Buffer.concat([Buffer.from([0x0a, ...length]), value]);
    }
    expect(() => decodeRequest('metrics', value)).not.toThrow(RangeError('Maximum call stack size exceeded'));
  });

  test('random bytes never hang or crash', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          decodeRequest('traces', bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
        }
      }),
    );
  });
});
