import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkout } from '../../src/checkout.ts';
import { temporaryHome } from '../home.ts';
import { grafanaVersions } from './schema.ts';

const script = path.join(checkout.root, 'test/grafana/run.sh');

/** Runs the script where `docker` is this, and the tools of any machine are there. */
const runWith = (docker: string | undefined, ...args: readonly string[]) => {
  const folder = path.join(temporaryHome().root, 'bin');
  mkdirSync(folder);
  if (docker !== undefined) {
    writeFileSync(path.join(folder, 'docker'), `#!/bin/sh\n${docker}\n`);
    chmodSync(path.join(folder, 'docker'), 0o755);
  }
  // bash and sed alone: the machine may have a Docker of its own.
  const tools = `bash() { command bash "$@"; }; sed() { /bin/sed "$@"; }; export -f sed;`;
  return execa(
    '/bin/bash',
    [
      '-c',
      `${tools} dirname() { echo "\${1%/*}"; }; export -f dirname; /bin/bash "$0" "$@"`,
      script,
      ...args,
    ],
    {
      env: { PATH: folder, HOME: folder },
      extendEnv: false,
      reject: false,
    },
  );
};

const hasImage = 'case "$1" in compose|image) exit 0;; esac';

test.each([
  ['without Docker', undefined, 'docker is not on PATH'],
  ['without Compose', 'exit 1', 'docker has no Compose'],
  ['where the image cannot be had', 'case "$1" in compose) exit 0;; esac; exit 1', 'cannot be fetched'],
  ['where the image is something else', `${hasImage}; exit 127`, 'has no program grafana'],
  [
    'where the image is of another version',
    `${hasImage}; echo "grafana version 9.0.0"`,
    'grafana version 9.0.0',
  ],
])(
  'the browser suite on a real Grafana refuses, with 77 and the reason, %s',
  async (_where, docker, reason) => {
    const { exitCode, stderr } = await runWith(docker);
    expect({ exitCode, stderr }).toEqual({ exitCode: 77, stderr: expect.stringContaining(reason) });
    expect(stderr.split('\n')).toHaveLength(1);
  },
);

test('the browser suite on a real Grafana takes a version, and nothing else', async () => {
  expect(await runWith(undefined, '13.2.0; true')).toMatchObject({ exitCode: 2 });
});

test('the hosted pipeline runs it with every Grafana whose formats are held', () => {
  const { jobs } = parse(readFileSync(path.join(checkout.root, '.github/workflows/ci.yml'), 'utf8'));
  expect(jobs.grafana.strategy.matrix.version).toEqual([...grafanaVersions]);
  const steps: readonly { run?: string }[] = jobs.grafana.steps;
  expect(steps.at(-1)?.run).toBe('test/grafana/run.sh ${{ matrix.version }}');
});
