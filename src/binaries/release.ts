import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../failure.ts';
import { algorithmOf, hashOf, publishedChecksum } from './checksum.ts';
import { download, downloadText, mirrored } from './download.ts';
import { type ProgramName, type ProgramSurroundings, platform, programs } from './program.ts';
import { run } from './run.ts';

/**
 * Unpacks the project's official release archive into `folder`, after comparing it with the checksum that the project
 * publishes beside it. `tar` is the system's: every Linux and macOS has one, it refuses paths outside its folder, and
 * the archive is already known to be the official one.
 */
export const fromRelease = async (
  name: ProgramName,
  surroundings: ProgramSurroundings,
  folder: string,
): Promise<void> => {
  const { release } = programs[name];
  const { bin, mirror, signal, report } = surroundings;
  const here = platform();
  if (!here) throw new Failure(`no release archive for ${process.platform} ${process.arch} is known`);
  if (release.systems && !release.systems.includes(here.os))
    throw new Failure(`the project has no release archive for ${here.os} that we know`);
  const official = release.url(here);
  const archive = path.posix.basename(official);
  const sums = release.checksums(archive);
  const downloads = path.join(bin, 'downloads');
  await mkdir(downloads, { recursive: true, mode: 0o700 });

  report({ program: name, step: 'download', message: `asking for ${archive}` });
  const sumsAddress = mirrored(official.slice(0, -archive.length) + sums, mirror);
  const expected = publishedChecksum(await downloadText(sumsAddress, downloads, { signal }), archive);
  if (!expected) throw new Failure(`${sums} has no checksum of ${archive}`, { where: sumsAddress });

  const file = path.join(downloads, archive);
  const bring = async () => {
    const { resumed } = await download(mirrored(official, mirror), file, {
      signal,
      report: (done, total) =>
        report({
          program: name,
          step: 'download',
          done,
          ...(total && { total }),
          message: `downloading ${archive}`,
        }),
    });
    report({ program: name, step: 'verify', message: `comparing ${archive} with its published checksum` });
    return { resumed, actual: await hashOf(file, algorithmOf(expected)) };
  };
  try {
    let got = await bring();
    if (got.actual !== expected && got.resumed) {
      // What was continued may have begun with another file of the same name: once more from the start.
      await rm(file);
      got = await bring();
    }
    if (got.actual !== expected)
      throw new Failure(`${archive} does not have its published checksum and was deleted`, {
        where: `expected ${expected}, got ${got.actual}`,
        fix: 'The file was damaged or changed on the way: try again, or from another network.',
      });
    report({ program: name, step: 'unpack', message: `unpacking ${archive}` });
    await run(
      'tar',
      [
        '-xzf',
        file,
        '-C',
        folder,
        '--no-same-owner',
        ...(release.strip ? [`--strip-components=${release.strip}`] : []),
      ],
      { signal, timeoutMilliseconds: 300_000 },
    );
  } finally {
    await rm(file, { force: true });
  }
};
