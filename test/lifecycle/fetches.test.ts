import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { fetchInBackground, readFetchState } from '../../src/binaries/background.ts';
import { checkout } from '../../src/checkout.ts';
import { endFetches } from '../../src/lifecycle/fetches.ts';
import { identify, isAlive } from '../../src/runtime/process.ts';
import { makeHome } from '../../src/runtime/stack.ts';
import { temporaryHome } from '../home.ts';

test('stop ends a build in the background, with the compilers it started', async () => {
  const home = temporaryHome();
  makeHome(home);
  // A toolchain that compiles for ever, with two compilers at once.
  const tools = path.join(home.root, 'tools');
  const pids = path.join(home.root, 'pids');
  mkdirSync(tools);
  const go = [
    '#!/bin/sh',
    'sleep 600 & first=$!',
    'sleep 600 & second=$!',
    `echo $$ $first $second >${pids}`,
    'wait',
  ];
  writeFileSync(path.join(tools, 'go'), `${go.join('\n')}\n`);
  chmodSync(path.join(tools, 'go'), 0o755);
  const builder = path.join(home.root, 'builder.yaml');
  writeFileSync(builder, 'dist: {}\n');
  const { PATH } = process.env;
  process.env['PATH'] = `${tools}:/usr/bin:/bin`;
  try {
    fetchInBackground({
      entry: path.join(checkout.root, 'dist', 'binaries', 'fetch.js'),
      name: 'otelcol',
      bin: home.bin,
      run: home.run,
      builder,
      mirror: path.join(home.root, 'empty'),
    });
  } finally {
    process.env['PATH'] = PATH;
  }
  const compilers = await vi.waitFor(() => {
    const all = readFileSync(pids, 'utf8').trim().split(' ');
    expect(all).toHaveLength(3);
    return all.map((pid) => identify(Number(pid))).filter((one) => one !== undefined);
  }, 30_000);
  expect(compilers.every(isAlive)).toBe(true);
  await endFetches(home);
  expect(compilers.some(isAlive)).toBe(false);
  expect(await readFetchState(home.run, 'otelcol')).toMatchObject({ state: 'interrupted' });
});
