import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { find } from '../../src/binaries/find.ts';
import { obtain } from '../../src/binaries/obtain.ts';
import { type Progress, progressLine, throttled } from '../../src/binaries/progress.ts';
import { Failure } from '../../src/failure.ts';
import { barePath, mirrorFolder, releaseOf, startServer, surroundings } from './release-server.ts';

const archive = /\.tar\.gz$/;

/** What stays in the cache, without the locks and what programs said about themselves. */
const kept = async (bin: string) =>
  (await readdir(bin)).filter((name) => !/\.lock$|^probes$|^downloads$/.test(name)).sort();

test('the official release is fetched, compared with its checksum, unpacked, and found from then on', async () => {
  await barePath();
  const { url } = await startServer(await releaseOf('prometheus', '3.14.0'));
  const { here, reported } = await surroundings({ mirror: url });
  const got = await obtain('prometheus', here);
  expect(got).toMatchObject({ version: '3.14.0', source: 'release', extraArgs: [] });
  expect(new Set(reported.map(({ step }) => step))).toEqual(new Set(['download', 'verify', 'unpack']));
  expect(await find('prometheus', here)).toEqual({ ...got, source: 'cache' });
  // promtool came in the same archive.
  expect(await obtain('promtool', { ...here, offline: true })).toMatchObject({
    version: '3.14.0',
    source: 'cache',
  });
  expect(await kept(here.bin)).toEqual(['prometheus-release', 'prometheus.json']);
  expect(await readdir(path.join(here.bin, 'downloads'))).toEqual([]);
});

test.for(['pushgateway', 'otelcol', 'grafana'] as const)(
  'the archive of %s is unpacked where the table says',
  async (name) => {
    await barePath();
    const version = { pushgateway: '1.11.3', otelcol: '0.161.0', grafana: '13.2.0' }[name];
    const mirror = await mirrorFolder(await releaseOf(name, version));
    const { here } = await surroundings({ mirror, offline: true });
    expect(await obtain(name, here)).toMatchObject({ version, source: 'release' });
  },
);

test('an archive that is not what the project published is refused and leaves nothing', async () => {
  await barePath();
  const files = await releaseOf('prometheus', '3.14.0');
  const other = await releaseOf('pushgateway', '1.11.3');
  const swapped = Object.entries(files).map(([name, bytes]) => [
    name,
    archive.test(name) ? Object.values(other)[0] : bytes,
  ]);
  const { url } = await startServer(Object.fromEntries(swapped));
  const { here } = await surroundings({ mirror: url });
  const error = await obtain('prometheus', here).catch((failure: unknown) => failure);
  expect((error as Failure).text).toMatch(/official release: .* does not have its published checksum/);
  expect(String((error as Failure).cause)).toMatch(/checksum .*expected [0-9a-f]{64}, got/);
  expect(await kept(here.bin)).toEqual([]);
  expect(await readdir(path.join(here.bin, 'downloads'))).toEqual([]);
});

test('a part of another file, left by an earlier version, is noticed by the checksum and fetched anew', async () => {
  await barePath();
  const files = await releaseOf('prometheus', '3.14.0');
  const { url, requests } = await startServer(files);
  const { here } = await surroundings({ mirror: url });
  const name = Object.keys(files).find((file) => archive.test(file)) ?? '';
  await mkdir(path.join(here.bin, 'downloads'), { recursive: true });
  await writeFile(path.join(here.bin, 'downloads', `${path.basename(name)}.part`), 'another file');
  expect(await obtain('prometheus', here)).toMatchObject({ source: 'release' });
  expect(requests.filter(({ path: asked }) => asked === name).map(({ range }) => range)).toEqual([
    'bytes=12-',
    undefined,
  ]);
});

test('of several who want the same program at once, one fetches it and all get it', async () => {
  await barePath();
  const { url, requests } = await startServer(await releaseOf('prometheus', '3.14.0'));
  const { here } = await surroundings({ mirror: url });
  const got = await Promise.all([
    obtain('prometheus', here),
    obtain('prometheus', here),
    obtain('promtool', here),
  ]);
  expect(got.map(({ version }) => version)).toEqual(['3.14.0', '3.14.0', '3.14.0']);
  expect(requests.filter(({ path: asked }) => archive.test(asked))).toHaveLength(1);
});

test('what an interrupted fetch left behind is cleared away by the next', async () => {
  await barePath();
  const mirror = await mirrorFolder(await releaseOf('prometheus', '3.14.0'));
  const { here } = await surroundings({ mirror, offline: true });
  await mkdir(path.join(here.bin, '.new-prometheus-a1b2c3', 'fresh'), { recursive: true });
  await mkdir(path.join(here.bin, 'prometheus-release'), { recursive: true });
  await writeFile(path.join(here.bin, 'prometheus.json'), '{"origin":"rele');
  await obtain('prometheus', here);
  expect(await kept(here.bin)).toEqual(['prometheus-release', 'prometheus.json']);
});

test('a cached program that was damaged is fetched again', async () => {
  await barePath();
  const mirror = await mirrorFolder(await releaseOf('prometheus', '3.14.0'));
  const { here } = await surroundings({ mirror, offline: true });
  const { path: file } = await obtain('prometheus', here);
  await writeFile(file, 'half a bin');
  expect(await find('prometheus', here)).toBeUndefined();
  expect(await obtain('prometheus', here)).toMatchObject({ source: 'release', version: '3.14.0' });
});

test('a release that does not run here is not kept', async () => {
  await barePath();
  const mirror = await mirrorFolder(await releaseOf('prometheus', '2.1.0'));
  const { here } = await surroundings({ mirror, offline: true });
  const error = await obtain('prometheus', here).catch((failure: unknown) => failure);
  expect((error as Failure).text).toContain('it came, but cannot be used: it is version 2.1.0');
  expect(await kept(here.bin)).toEqual([]);
});

test('a failure names every way that was tried, why it did not serve, and what to do', async () => {
  await barePath();
  const { here } = await surroundings({ mirror: await mirrorFolder({}) });
  const error = await obtain('prometheus', here).catch((failure: unknown) => failure);
  expect(error).toBeInstanceOf(Failure);
  const lines = (error as Failure).text.split('\n').map((line) => line.trim().slice(0, 60));
  expect(lines.slice(0, 10)).toEqual([
    'prometheus is not on this machine and could not be fetched',
    'where: PATH: no prometheus',
    expect.stringContaining('official release: The mirror has no sha256sums.txt'),
    "distribution's package: this is not Debian or Ubuntu: no apt",
    'build with Go: there is no Go toolchain (go) on PATH',
    'packages of npm: npm has no packages of it',
    expect.stringContaining('fix:   Get prometheus 2.42.0 or newer from https://'),
    expect.stringContaining('its official archive: curl -fLO https://github.com/'),
    expect.stringContaining('or set programs.mirror'),
    expect.stringContaining('or install Go'),
  ]);
});

test('a failure has one line for each place tried, and the whole reason behind --verbose', async () => {
  await barePath();
  const mirror = `${await mirrorFolder({})}/${'deep/'.repeat(20)}`;
  const { here } = await surroundings({ mirror });
  const error = (await obtain('prometheus', here).catch((failure: unknown) => failure)) as Failure;
  const places = (error.where ?? '').split('\n').map((line) => line.trim());
  expect(places.map((line) => line.split(':')[0])).toEqual([
    'PATH',
    'official release',
    "distribution's package",
    'build with Go',
    'packages of npm',
  ]);
  for (const line of places) expect(line.slice(line.indexOf(': ') + 2).length).toBeLessThanOrEqual(120);
  expect(error.fix).toContain('--verbose');
  expect(String(error.cause)).toContain('deep/'.repeat(20).slice(0, -1));
});

test('offline means that no network is touched, and it is said so', async () => {
  const { url, requests } = await startServer(await releaseOf('prometheus', '3.14.0'));
  await barePath();
  const { here } = await surroundings({ mirror: url, offline: true });
  await expect(obtain('prometheus', here)).rejects.toMatchObject({
    where: expect.stringContaining('official release: not tried: programs.offline is set'),
  });
  expect(requests).toEqual([]);
});

test('cancelling ends at once and leaves nothing but the part that can be continued', async () => {
  await barePath();
  const { url } = await startServer(await releaseOf('prometheus', '3.14.0'), [{}, { stallAfter: 10 }]);
  const stop = new AbortController();
  const { here } = await surroundings({
    mirror: url,
    signal: stop.signal,
    report: ({ done }) => done === 10 && stop.abort(),
  });
  await expect(obtain('prometheus', here)).rejects.toThrow(/abort/i);
  expect(await kept(here.bin)).toEqual([]);
  expect(await readdir(path.join(here.bin, 'downloads'))).toHaveLength(1);
  expect(await obtain('prometheus', { ...here, signal: undefined, report: () => {} })).toMatchObject({
    version: '3.14.0',
  });
});

test('on Windows people are told to use Docker or WSL', async () => {
  const { here } = await surroundings();
  const spy = vi.spyOn(process, 'platform', 'get').mockReturnValue('win32');
  onTestFinished(() => spy.mockRestore());
  await expect(obtain('prometheus', here)).rejects.toMatchObject({
    fix: expect.stringMatching(/Docker.*WSL/),
  });
});

test('progress can be read as plain lines, a few a second', () => {
  const progress: Progress = {
    program: 'otelcol',
    step: 'build',
    done: 310,
    total: 1105,
    message: 'compiling',
  };
  expect(progressLine(progress)).toBe('otelcol: compiling, 310 of 1105 packages (28 %)');
  const download = { program: 'prometheus', step: 'download', message: 'downloading x' } as const;
  expect(progressLine({ ...download, done: 2 ** 20, total: 2 ** 22 })).toBe(
    'prometheus: downloading x, 1.0 of 4.0 MiB (25 %)',
  );
  expect(progressLine(download)).toBe('prometheus: downloading x');
  const seen: (number | undefined)[] = [];
  const report = throttled(({ done }) => seen.push(done), 3_600_000);
  for (let done = 0; done <= 100; done++) report({ ...download, done, total: 100 });
  expect(seen).toEqual([0, 100]);
});
