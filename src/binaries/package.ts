import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../failure.ts';
import { dependencies, offered, privateApt } from './apt.ts';
import { lock } from './lock.ts';
import { isAtLeast } from './probe.ts';
import { type ProgramName, type ProgramSurroundings, programs } from './program.ts';
import { run } from './run.ts';

/**
 * Unpacks the distribution's own package into `folder`, with the packages that its web pages link to: Debian's
 * Prometheus and Pushgateway share their JavaScript with other programs, by relative links that stay whole when all
 * are unpacked into one folder. Nothing is installed, no root is needed; apt checks the signatures.
 */
export const fromPackage = async (
  name: ProgramName,
  surroundings: ProgramSurroundings,
  folder: string,
): Promise<void> => {
  const { package: wanted, oldest } = programs[name];
  if (!wanted) throw new Failure('Debian and Ubuntu have no package of it');
  const { bin, signal, report } = surroundings;
  // One program at a time: the others find the lists already fetched.
  const release = await lock(path.join(bin, 'apt.lock'), signal);
  try {
    report({ program: name, step: 'download', message: "asking for the distribution's package" });
    const apt = await privateApt(path.join(bin, 'apt'), signal);
    const { version } = await offered(apt, [wanted.name]).catch((error: unknown) => {
      signal?.throwIfAborted();
      throw new Failure(`the machine's package sources do not offer ${wanted.name}`, { cause: error });
    });
    if (!isAtLeast(version, oldest))
      throw new Failure(
        `the distribution's ${wanted.name} is version ${version}, at least ${oldest} is needed`,
      );
    const names = [wanted.name, ...(await dependencies(apt, wanted.name, wanted.assets))];
    const { bytes: total } = await offered(apt, names);
    const packages = path.join(folder, 'packages');
    await mkdir(packages);
    const downloading = {
      program: name,
      step: 'download',
      total,
      message: `downloading ${names.length} packages`,
    } as const;
    await apt.call('apt-get', ['download', ...names], {
      cwd: packages,
      onPercent: (percent) => report({ ...downloading, done: Math.round((total * percent) / 100) }),
    });
    report({ ...downloading, done: total });
    report({ program: name, step: 'unpack', message: `unpacking ${wanted.name} ${version}` });
    for (const file of await readdir(packages))
      await run('dpkg-deb', ['--extract', path.join(packages, file), folder], {
        signal,
        timeoutMilliseconds: 300_000,
      });
    await rm(packages, { recursive: true });
    await apt.tidy();
  } finally {
    release();
  }
};
