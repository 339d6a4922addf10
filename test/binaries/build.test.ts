import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { expect, onTestFinished, test, vi } from 'vitest';
import { compile, goEnvironment } from '../../src/binaries/build.ts';
import { run } from '../../src/binaries/run.ts';
import { onPath } from '../../src/binaries/search-path.ts';
import { temporaryFolder } from './release-server.ts';

const noGo = (await onPath('go')) === undefined;
if (noGo) console.warn('skipped: building needs the Go toolchain, and there is none on PATH');

test.skipIf(noGo)('compiling counts the packages that Go really compiles, from none to all', async () => {
  const cwd = await temporaryFolder();
  await mkdir(path.join(cwd, 'part'));
  // A text of its own, so that no cache has it.
  const unique = path.basename(cwd);
  await writeFile(path.join(cwd, 'go.mod'), 'module build\n');
  await writeFile(path.join(cwd, 'part', 'part.go'), `package part\n\nconst Text = "${unique}"\n`);
  await writeFile(
    path.join(cwd, 'main.go'),
    'package main\n\nimport "build/part"\n\nfunc main() { println(part.Text) }\n',
  );
  const said: { done: number; total: number }[] = [];
  const output = path.join(cwd, 'program');
  await compile(
    {
      go: (args, onLine) =>
        run('go', args, {
          cwd,
          env: goEnvironment(path.join(cwd, 'cache')),
          onlyEnv: true,
          timeoutMilliseconds: 600_000,
          ...(onLine && { onLine }),
        }),
      say: (_message, amount) => amount && said.push(amount),
    },
    { packages: ['.'], tags: '', ldflags: '', output },
  );
  expect((await execa(output)).stderr).toBe(unique);
  const total = said[0]?.total ?? 0;
  expect(total).toBeGreaterThanOrEqual(2);
  expect(said.map(({ done }) => done)).toEqual(Array.from({ length: total + 1 }, (_, done) => done));
});

test.skipIf(noGo)('what the user set for other builds has no effect on ours', async () => {
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  const mine = {
    GOFLAGS: '-tags=mine',
    GOOS: 'windows',
    CGO_ENABLED: '1',
    GOWORK: '/somewhere/go.work',
    DIST: 'release',
    GOPROXY: 'off',
  };
  for (const [name, value] of Object.entries(mine)) vi.stubEnv(name, value);
  const env = goEnvironment('/our/cache');
  const { stdout } = await execa('go', ['env', 'GOFLAGS', 'GOOS', 'CGO_ENABLED', 'GOWORK', 'GOPROXY'], {
    env,
    extendEnv: false,
  });
  expect(stdout.split('\n')).toEqual([
    '-mod=mod -buildvcs=false -modcacherw',
    process.platform,
    '0',
    'off',
    'off',
  ]);
  expect(env).not.toHaveProperty('DIST');
  const places = ['GOCACHE', 'GOMODCACHE', 'GOPATH', 'GOTELEMETRYDIR'];
  const { stdout: told } = await execa('go', ['env', ...places], { env, extendEnv: false });
  expect(told.split('\n').filter((place) => !place.startsWith('/our/cache/'))).toEqual([]);
});
