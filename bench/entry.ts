import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { entryPath } from '../src/hooks/entry/install.ts';
import type { Row } from './row.ts';

/** How often each pair is timed: ratios of pairs hardly depend on what else the machine does. */
const pairs = 60;

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;

const timed = (program: string, args: readonly string[], input: string): number => {
  const started = performance.now();
  const { status } = spawnSync(program, args, { input });
  if (status !== 0) throw new Error(`${program} ended with ${status}`);
  return performance.now() - started;
};

/** Times two things in turns, each as often first; the ratio is the median of the pairs'. */
const inTurns = (run: () => number, yardstick: () => number) => {
  const times = Array.from({ length: pairs }, (_, index) => {
    if (index % 2 === 0) return { own: run(), other: yardstick() };
    const other = yardstick();
    return { own: run(), other };
  });
  return {
    own: median(times.map(({ own }) => own)),
    other: median(times.map(({ other }) => other)),
    ratio: median(times.map(({ own, other }) => own / other)),
  };
};

/** The least that a hook can be that asks a service: sh, cat and curl, and a server that answers nothing. */
const bareHook = async (folder: string) => {
  const server = spawn(
    process.execPath,
    [
      '-e',
      'const s = require("http").createServer((q, r) => { q.resume(); q.on("end", () => r.writeHead(204).end()); }); s.listen(0, "127.0.0.1", () => console.log(s.address().port));',
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [told] = (await once(server.stdout, 'data')) as [Buffer];
  const file = path.join(folder, 'bare');
  writeFileSync(
    file,
    `#!/bin/sh\npayload=$(cat)\nprintf '%s' "$payload" | curl -s --data-binary @- http://127.0.0.1:${told.toString().trim()}/\n`,
    { mode: 0o700 },
  );
  return { file, stop: () => server.kill('SIGKILL') };
};

export interface EntryBench {
  /** Folder of the entry. */
  readonly folder: string;
  /** A new payload each time. */
  readonly payload: () => string;
}

/** What the entry costs with the service up, beside the bare hook in the same run. */
export const benchEntryUp = async ({ folder, payload }: EntryBench): Promise<readonly Row[]> => {
  const bare = await bareHook(folder);
  try {
    const { own, other, ratio } = inTurns(
      () => timed(entryPath(folder), [], payload()),
      () => timed(bare.file, [], payload()),
    );
    return [
      { what: 'hooks: bare sh, cat and curl, median', value: other, unit: 'ms' },
      { what: 'hooks: entry, service up, median', value: own, unit: 'ms' },
      { what: 'hooks: entry, service up, to the bare one', value: ratio, unit: 'x', bar: '<= 1.25' },
    ];
  } finally {
    bare.stop();
  }
};

/** What the entry costs where no socket crosses, by TLS, beside the bare hook in the same run. */
export const benchEntryTls = async ({ folder, payload }: EntryBench): Promise<readonly Row[]> => {
  const bare = await bareHook(folder);
  try {
    const { own, ratio } = inTurns(
      () => timed(entryPath(folder), [], payload()),
      () => timed(bare.file, [], payload()),
    );
    return [
      { what: 'hooks: entry, service up, by TLS, median', value: own, unit: 'ms' },
      { what: 'hooks: entry, service up, by TLS, to the bare one', value: ratio, unit: 'x' },
    ];
  } finally {
    bare.stop();
  }
};

/** What the entry costs alone, beside Node that only loads the guard. */
export const benchEntryAlone = ({ folder, payload }: EntryBench): readonly Row[] => {
  const bundle = path.join(folder, 'alone.mjs');
  const { own, other, ratio } = inTurns(
    () => timed(entryPath(folder), [], payload()),
    () => timed(process.execPath, [bundle, 'load'], ''),
  );
  return [
    { what: 'hooks: Node that loads the guard, median', value: other, unit: 'ms' },
    { what: 'hooks: entry, alone, median', value: own, unit: 'ms' },
    { what: 'hooks: entry, alone, to that Node', value: ratio, unit: 'x', bar: '<= 1.5' },
  ];
};
