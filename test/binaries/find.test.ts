import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { clickhouseOfNpm } from '../../src/binaries/clickhouse-npm.ts';
import { find, look, modulesOf } from '../../src/binaries/find.ts';
import { writeScript } from '../../src/binaries/npm.ts';
import { obtain } from '../../src/binaries/obtain.ts';
import { isAtLeast, versionIn } from '../../src/binaries/probe.ts';
import { platform, programs } from '../../src/binaries/program.ts';
import type { Failure } from '../../src/failure.ts';
import { barePath, script, surroundings, temporaryFolder } from './release-server.ts';

/** Puts a program on PATH, in front of what is there. */
const putOnPath = async (name: string, text: string): Promise<string> => {
  const folder = await temporaryFolder();
  const file = path.join(folder, name);
  await writeFile(file, text, { mode: 0o755 });
  vi.stubEnv('PATH', `${folder}${path.delimiter}${process.env['PATH']}`);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  return file;
};

test('a program on PATH is used, also under the name that Debian gives it', async () => {
  await barePath();
  const file = await putOnPath('prometheus-pushgateway', script('1.5.1'));
  const { here } = await surroundings();
  expect(await find('pushgateway', here)).toEqual({
    name: 'pushgateway',
    path: file,
    version: '1.5.1',
    source: 'PATH',
    extraArgs: [],
  });
});

test('a program that is too old is passed over, and it is said which and why', async () => {
  await barePath();
  const file = await putOnPath('prometheus', script('2.9.1'));
  const { here } = await surroundings();
  expect(await look('prometheus', here)).toEqual({
    found: undefined,
    tried: [{ place: `PATH (${file})`, why: 'it is version 2.9.1, at least 2.42.0 is needed' }],
  });
});

test("Debian's Alertmanager 0.25 is refused, with the command that gets a newer one", async () => {
  await barePath();
  await putOnPath('prometheus-alertmanager', script('0.25.0'));
  const { here } = await surroundings({ offline: true });
  const failure = await obtain('alertmanager', here).catch((error: unknown) => error);
  expect((failure as Failure).text).toMatch(
    /PATH \(.*prometheus-alertmanager\): it is version 0\.25\.0, at least 0\.28\.1 is needed.*curl -fLO https:\/\/github\.com\/prometheus\/alertmanager\/releases\/download\/v\S+\.tar\.gz/s,
  );
});

test('a program that does not run is passed over, and its last words are shown', async () => {
  await barePath();
  await putOnPath('prometheus', '#!/bin/sh\necho "wrong machine"; exit 126\n');
  const { here } = await surroundings();
  expect((await look('prometheus', here)).tried[0]?.why).toContain('wrong machine');
});

test('a program is asked for its version once, and again when its file has changed', async () => {
  await barePath();
  const folder = await temporaryFolder();
  const asked = path.join(folder, 'asked');
  const counting = (version: string) => `${script(version)}echo x >> ${asked}\n`;
  const file = await putOnPath('prometheus', counting('3.1.0'));
  const { here } = await surroundings();
  const times = async () => (await readFile(asked, 'utf8')).split('\n').length - 1;
  for (let i = 0; i < 3; i++) expect((await find('prometheus', here))?.version).toBe('3.1.0');
  expect(await times()).toBe(1);
  await writeFile(file, counting('3.12.0'));
  expect((await find('prometheus', here))?.version).toBe('3.12.0');
  expect(await times()).toBe(2);
});

test('a path that the user set comes first; one that cannot be used is an error, not passed over', async () => {
  await barePath();
  await putOnPath('prometheus', script('3.14.0'));
  const mine = path.join(await temporaryFolder(), 'mine');
  await writeFile(mine, script('2.50.0'), { mode: 0o755 });
  const { here } = await surroundings({ configured: { prometheus: mine } });
  expect(await find('prometheus', here)).toMatchObject({
    path: mine,
    source: 'configured',
    version: '2.50.0',
  });
  await chmod(mine, 0o644);
  await expect(find('prometheus', here)).rejects.toMatchObject({
    message: expect.stringContaining('programs.prometheus'),
    where: mine,
    exitCode: 2,
  });
});

test('a collector is used only if it was built with every module that our configuration needs', async () => {
  await barePath();
  const builder = `
dist: {name: otelcol, version: 0.161.0}
receivers: [{gomod: example.org/otlpreceiver v0.161.0}]
processors: [{gomod: example.org/redactionprocessor v0.161.0}]
`;
  expect(modulesOf(builder)).toEqual(['example.org/otlpreceiver', 'example.org/redactionprocessor']);
  const { here } = await surroundings({ builder });
  await putOnPath('otelcol', script('0.161.0', ['example.org/otlpreceiver']));
  expect((await look('otelcol', here)).tried[0]?.why).toBe('it was built without redactionprocessor');
  await putOnPath('otelcol', script('0.161.0', modulesOf(builder)));
  expect(await find('otelcol', here)).toMatchObject({ version: '0.161.0', source: 'PATH' });
});

test('Grafana is told its folder of pages, and started as a server', async () => {
  await barePath();
  const home = await temporaryFolder();
  for (const folder of ['bin', 'conf']) await mkdir(path.join(home, folder));
  await writeFile(path.join(home, 'conf', 'defaults.ini'), '');
  const file = path.join(home, 'bin', 'grafana');
  await writeFile(file, script('13.2.0'), { mode: 0o755 });
  const { here } = await surroundings({ configured: { grafana: file } });
  expect((await find('grafana', here))?.extraArgs).toEqual(['server', `--homepath=${home}`]);
});

test('programs in the folder one happens to be in are never run', async () => {
  await barePath();
  const folder = await temporaryFolder();
  await writeFile(path.join(folder, 'prometheus'), script('3.14.0'), { mode: 0o755 });
  vi.stubEnv('PATH', `.${path.delimiter}${path.delimiter}${path.relative(process.cwd(), folder)}`);
  const { here } = await surroundings();
  expect(await find('prometheus', here)).toBeUndefined();
});

test('versions are read from what each program really prints, and compared by number', () => {
  const printed = {
    'prometheus, version 2.42.0+ds (branch: debian/sid, revision: 2.42.0+ds-5+deb12u1)': '2.42.0',
    'pushgateway, version 1.11.3 (branch: HEAD, revision: 47cbb3e)': '1.11.3',
    'otelcol-contrib version 0.161.0': '0.161.0',
    'grafana version 13.2.0': '13.2.0',
    'Version 11.6.1 (commit: ae23ead4d9, branch: HEAD)': '11.6.1',
    'prometheus, version  (branch: , revision: unknown)': undefined,
  };
  for (const [text, version] of Object.entries(printed)) expect(versionIn(text)).toBe(version);
  expect(isAtLeast('2.100.0', '2.42.0')).toBe(true);
  expect(isAtLeast('2.42.0', '2.42.0')).toBe(true);
  expect(isAtLeast('2.9.9', '2.42.0')).toBe(false);
});

test('every program has a release archive for Linux and macOS on both processors, none for Windows', () => {
  for (const [os, arch, name] of [
    ['linux', 'x64', 'linux.amd64'],
    ['linux', 'arm64', 'linux.arm64'],
    ['darwin', 'x64', 'darwin.amd64'],
    ['darwin', 'arm64', 'darwin.arm64'],
  ] as const) {
    const here = platform(os, arch);
    for (const [program, { release }] of Object.entries(programs)) {
      // ClickHouse names its files its own way.
      const ending =
        program === 'clickhouse' ? /\.tgz$|clickhouse-macos(-aarch64)?$/ : new RegExp(`${name}.tar.gz$`);
      expect(here && release.url(here)).toMatch(ending);
    }
  }
  expect(platform('win32', 'x64')).toBeUndefined();
  expect(platform('linux', 's390x')).toBeUndefined();
});

test('what starts packages of npm is written anew where an earlier version wrote it', async () => {
  const folder = await temporaryFolder();
  const file = path.join(folder, clickhouseOfNpm.script.name);
  await writeFile(file, 'of an earlier version');
  await writeScript(folder, clickhouseOfNpm);
  expect(await readFile(file, 'utf8')).toBe(clickhouseOfNpm.script.text);
  expect((await stat(file)).mode & 0o777).toBe(0o755);
});

test('packages of npm whose folder is gone are a program that is not there, and no error', async () => {
  await barePath();
  const { here } = await surroundings();
  await mkdir(here.bin, { recursive: true });
  await writeFile(
    path.join(here.bin, 'clickhouse.json'),
    JSON.stringify({ origin: 'npm', folder: 'clickhouse-npm' }),
  );
  const { found, tried } = await look('clickhouse', here);
  expect(found).toBeUndefined();
  expect(tried.map(({ why }) => why).join()).toContain('there is no such program');
});
