import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { mustHaveRoom, setDamagedQueuesAside } from '../../src/runtime/queue-file.ts';

/** An empty queue as the collector leaves it. */
const whole = gunzipSync(
  Buffer.from(
    'H4sICCpcDWsCA2V4cG9ydGVyX290bHBfaHR0cF9sZWRnZXJfdHJhY2VzAO3ZMWoCURAA0L+rxsZij5DaagtTeBoJbKy0ENTeU9imyEmsvIKCRbDeM5gEP4tRBGGbRd6Dz8wUv5luZkI4a8dY7ntl+pdk5zoN/52iTqxfYtysd/38UKwCAAAA0DhJzfm/G+Pxe/s2/Bp96igAAAA0T1rFpNoHZHGuH/y+4mP8vpjM739Pqjy7WCPMpstccwEAAKAhWld7AAAAAOD5tKv5//b+/xoeuP8DAAAAAAAAAAAAAAAAAAAAtf0A9k/3OACAAAA=',
    'base64',
  ),
);

const folderWith = (files: Readonly<Record<string, Buffer>>): string => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'queue-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, bytes] of Object.entries(files)) writeFileSync(path.join(folder, name), bytes);
  return folder;
};

/** The queue with this many bytes from `position` on overwritten. */
const overwritten = (position: number, length: number): Buffer =>
  Buffer.from(whole).fill(0x5a, position, position + length);

test('a whole queue stays where it is, also with one of its two states lost, as after a power cut', () => {
  const files = {
    exporter_a: whole,
    exporter_b: overwritten(0, 4096),
    exporter_c: overwritten(4096, 4096),
    exporter_d: Buffer.alloc(0),
  };
  const folder = folderWith(files);
  expect(setDamagedQueuesAside(folder)).toEqual([]);
  expect(readdirSync(folder).sort()).toEqual(Object.keys(files));
});

test('a queue whose states are both lost, or that was cut short, is set aside unchanged; the others stay', () => {
  const folder = folderWith({
    exporter_logs: whole,
    exporter_metrics: overwritten(0, 8192),
    exporter_traces: whole,
  });
  truncateSync(path.join(folder, 'exporter_traces'), whole.length / 2);
  const aside = setDamagedQueuesAside(folder, new Date('2026-01-02T03:04:05.678Z'));
  const names = ['exporter_metrics', 'exporter_traces'].map((name) => `${name}.20260102T030405.678Z.backup`);
  expect(aside.map((file) => path.basename(file))).toEqual(names);
  expect(readdirSync(folder).sort()).toEqual(['exporter_logs', ...names].sort());
  expect(readFileSync(aside[0] as string)).toEqual(overwritten(0, 8192));
  expect(setDamagedQueuesAside(folder)).toEqual([]);
});

test('a queue with a page that contradicts itself, at which the collector would end each time, is set aside', () => {
  const pages = Array.from({ length: whole.length / 4096 - 2 }, (_, index) => (index + 2) * 4096);
  const leaves = pages.filter((at) => whole.readUInt16LE(at + 8) === 2);
  // One leaf is that of the newest state; the other is free.
  const files = leaves.flatMap((at) =>
    [at, at + 8, at + 16 + 4].map((byte): [string, Buffer] => {
      const flipped = Buffer.from(whole);
      flipped.writeUInt8(flipped.readUInt8(byte + 1) ^ 0xff, byte + 1);
      return [`exporter_${byte}`, flipped];
    }),
  );
  const aside = setDamagedQueuesAside(folderWith(Object.fromEntries(files)));
  expect(aside.length).toBeGreaterThanOrEqual(3);
});

test('a collector is not started without room for what waits: it would forget what it accepted', () => {
  expect(() => mustHaveRoom(os.tmpdir(), 2 ** 60)).toThrow(/The disk is full: \d+ MiB free/);
  expect(() => mustHaveRoom(os.tmpdir(), 0)).not.toThrow();
});
