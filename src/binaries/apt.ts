import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../failure.ts';
import { run } from './run.ts';
import { onPath } from './search-path.ts';

/** Package names, as Debian allows them: nothing else ever becomes an argument. */
const packageName = /^[a-z0-9][a-z0-9+.-]+$/;
const listsStayFresh = 24 * 3_600_000;

export interface Apt {
  /** Runs `apt-get` or `apt-cache` and gives what it printed. `onPercent` receives how far a download is. */
  readonly call: (
    command: 'apt-get' | 'apt-cache',
    args: readonly string[],
    options?: { cwd?: string; onPercent?: (percent: number) => void },
  ) => Promise<string>;
  /** Removes the index that apt made of the lists: 60 MB, made again in half a second. */
  readonly tidy: () => Promise<void>;
}

/**
 * Settings of the machine that must not hold here: its own folders, its hooks (they may clean its caches), indexes other
 * than of packages, and the user that root would download as, who cannot enter our folder.
 */
const notOurs =
  /^(binary|commandline|dir::(state|cache|etc::(main|parts))|apt::update::|dpkg::|acquire::indextargets|acquire::languages|apt::sandbox)\b/i;

const settings = (machine: string, folder: string): string =>
  [
    ...machine.split('\n').filter((line) => !notOurs.test(line)),
    `Dir::State "${folder}/state";`,
    `Dir::State::status "/var/lib/dpkg/status";`,
    `Dir::Cache "${folder}/cache";`,
    `Dir::Cache::pkgcache "pkgcache.bin";`,
    `Dir::Cache::srcpkgcache "srcpkgcache.bin";`,
    'Acquire::GzipIndexes "true";',
    `Dir::Etc::main "/dev/null";`,
    `Dir::Etc::parts "${folder}/parts";`,
    'APT::Sandbox::User "root";',
    'Acquire::Languages "none";',
    'Acquire::Retries "1";',
    'Acquire::http::Timeout "30";',
    'Acquire::https::Timeout "30";',
    '',
  ].join('\n');

const percentIn = (line: string) => /^dlstatus:\d+:([\d.]+):/.exec(line)?.[1];

/**
 * Debian's own package tool with the machine's package sources, keys and proxies, but with state folders below
 * `folder`: needs no root, and changes nothing outside. Lists of packages are fetched when missing or a day old.
 * @throws Failure when this is not a Debian, or no list of packages can be had.
 */
export const privateApt = async (folder: string, signal?: AbortSignal): Promise<Apt> => {
  for (const tool of ['apt-get', 'apt-cache', 'apt-config', 'dpkg-deb'])
    if (!(await onPath(tool))) throw new Failure(`this is not Debian or Ubuntu: no ${tool}`);
  for (const needed of ['state/lists/partial', 'cache/archives/partial', 'parts'])
    await mkdir(path.join(folder, needed), { recursive: true, mode: 0o700 });
  const configuration = path.join(folder, 'apt.conf');
  await writeFile(configuration, settings(await run('apt-config', ['dump']), folder), { mode: 0o600 });

  const call: Apt['call'] = async (command, args, { cwd, onPercent } = {}) => {
    const watch = (line: string) => {
      const percent = percentIn(line);
      if (percent) onPercent?.(Number(percent));
    };
    return await run(command, [...(onPercent ? ['-q', '-o', 'APT::Status-Fd=1'] : []), ...args], {
      env: { APT_CONFIG: configuration },
      timeoutMilliseconds: 900_000,
      signal,
      ...(cwd && { cwd }),
      ...(onPercent && { onLine: watch }),
    });
  };

  const fetched = path.join(folder, 'updated');
  const age = Date.now() - ((await stat(fetched).catch(() => undefined))?.mtimeMs ?? 0);
  if (age > listsStayFresh) {
    const failed = await call('apt-get', ['update', '-q', '-o', 'APT::Update::Error-Mode=any']).then(
      () => undefined,
      (error: unknown) => error,
    );
    signal?.throwIfAborted();
    // One source of several that cannot be reached is a failure too: the lists of the others may be all we need.
    const lists = await readdir(path.join(folder, 'state', 'lists'));
    if (!lists.some((name) => name.includes('_Packages')))
      throw failed ?? new Failure('the machine has no package sources');
    if (!failed) await writeFile(fetched, '');
  }
  const tidy = async () => {
    for (const index of ['pkgcache.bin', 'srcpkgcache.bin'])
      await rm(path.join(folder, 'cache', index), { force: true });
  };
  return { call, tidy };
};

/** The version that the machine's sources offer, without epoch and revision, and all bytes to fetch for `names`. */
export const offered = async (
  apt: Apt,
  names: readonly string[],
): Promise<{ version: string; bytes: number }> => {
  const shown = await apt.call('apt-cache', ['show', '--no-all-versions', ...names]);
  const version = /^Version: (?:\d+:)?([\d.]+)/m.exec(shown)?.[1] ?? '';
  const bytes = [...shown.matchAll(/^Size: (\d+)$/gm)].reduce((sum, [, size]) => sum + Number(size), 0);
  return { version, bytes };
};

/** What `name` depends on, directly or not, by names that match `wanted`. */
export const dependencies = async (apt: Apt, name: string, wanted: RegExp): Promise<readonly string[]> => {
  const without = ['recommends', 'suggests', 'conflicts', 'breaks', 'replaces', 'enhances'].map(
    (kind) => `--no-${kind}`,
  );
  const tree = await apt.call('apt-cache', ['depends', '--recurse', ...without, name]);
  return tree.split('\n').filter((line) => packageName.test(line) && wanted.test(line));
};
