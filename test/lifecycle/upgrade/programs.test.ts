import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { renew } from '../../../src/binaries/renew.ts';
import { commandsFor } from '../../../src/cli/commands/upgrade.ts';
import { defaults } from '../../../src/config/schema.ts';
import type { Failure } from '../../../src/failure.ts';
import { type ProgramNote, programNotes } from '../../../src/lifecycle/upgrade/programs.ts';
import { native } from '../../../src/runtime/native.ts';
import { temporaryHome } from '../../home.ts';
import { standInStack } from '../../runtime/stand-ins.ts';

const program = (file: string, version: string): string => {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\necho "prometheus, version ${version} (branch: x)"\n`);
  chmodSync(file, 0o755);
  return file;
};

const note = (change: Partial<ProgramNote>): ProgramNote => ({
  component: 'prometheus',
  pinned: '3.14.0',
  runs: '2.42.0',
  atHand: '2.42.0',
  source: 'cache',
  standing: 'behind',
  ...change,
});

test('what runs is compared with what is pinned and with what a restart would use', async () => {
  const stack = await standInStack(['prometheus', 'ledger']);
  await stack.up();
  const config = defaults();
  const notesWith = async (version: string) => {
    const prometheus = program(path.join(stack.home.root, `p-${version}`, 'prometheus'), version);
    const notes = await programNotes(
      stack.home,
      { ...config, programs: { ...config.programs, prometheus } },
      stack.runtime,
    );
    return notes.find(({ component }) => component === 'prometheus');
  };
  // The stand-in says that it is 1.0.0.
  expect(await notesWith('3.14.0')).toMatchObject({ runs: '1.0.0', atHand: '3.14.0', standing: 'restart' });
  expect(await notesWith('2.53.0')).toMatchObject({
    atHand: '2.53.0',
    standing: 'restart',
    source: 'configured',
  });
});

test('nothing is noted of components that neither run nor are at hand', async () => {
  const home = temporaryHome();
  const runtime = native({ home, config: defaults(), plan: async () => ({ processes: [] }), say: () => {} });
  const notes = await programNotes(home, defaults(), runtime);
  expect(notes.every(({ standing }) => standing !== 'absent')).toBe(true);
});

test('the commands follow from what moved, with a backup first', () => {
  const same = { store: 'ledger', from: 1, to: 1 } as const;
  expect(commandsFor([note({ standing: 'current' })], [same], true)).toEqual([]);
  expect(commandsFor([note({})], [same], true)).toEqual([
    'start-observability backup before-upgrade.tar.gz',
    'start-observability upgrade --fetch',
    'start-observability restart',
  ]);
  expect(commandsFor([note({ source: 'PATH' })], [same], true)).toEqual([]);
  expect(commandsFor([note({ standing: 'restart' })], [same], true)).toHaveLength(2);
  expect(commandsFor([], [{ ...same, to: 2 }], false)).toEqual([
    'start-observability backup before-upgrade.tar.gz',
    'start-observability start',
  ]);
  expect(commandsFor([], [{ ...same, from: 3 }], false)).toEqual([expect.stringContaining('pull')]);
});

test('a newer program that is not to be had leaves the older one where it is', async () => {
  const bin = path.join(temporaryHome().root, 'bin');
  program(path.join(bin, 'prometheus-package', 'usr', 'bin', 'prometheus'), '2.42.0');
  const manifest = path.join(bin, 'prometheus.json');
  writeFileSync(manifest, '{"origin":"package","folder":"prometheus-package"}\n');
  const nowhere = path.join(bin, 'no-mirror');
  const { PATH } = process.env;
  // Without Go on PATH nothing can be built.
  process.env['PATH'] = '/nowhere';
  try {
    const failure = await renew('prometheus', '3.14.0', {
      bin,
      configured: {},
      mirror: nowhere,
      report: () => {},
    }).catch((error: Failure) => error);
    expect(failure).toMatchObject({ where: expect.stringContaining('release:') });
  } finally {
    process.env['PATH'] = PATH;
  }
  expect(readFileSync(manifest, 'utf8')).toContain('prometheus-package');
});
