import { writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { createTar } from 'nanotar';
import { exitCode, Failure } from '../../failure.ts';
import type { Section } from './contents.ts';

/** The sections as a `.tar.gz`; nobody's name or number stands in its headers. */
export const archiveOf = (sections: readonly Section[], folder: string, at: Date): Buffer =>
  gzipSync(
    createTar(
      sections.map(({ name, text }) => ({ name: `${folder}/${name}`, data: text })),
      { attrs: { mode: '600', uid: 0, gid: 0, user: '', group: '', mtime: at.getTime() } },
    ),
  );

/** Writes a file that is not there yet, readable for its owner alone. @throws Failure when it cannot */
export const writeArchive = async (file: string, bytes: Buffer): Promise<void> => {
  try {
    await writeFile(file, bytes, { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    const isThere = (cause as NodeJS.ErrnoException).code === 'EEXIST';
    throw new Failure(isThere ? 'There is such a file already.' : 'The archive cannot be written.', {
      where: isThere ? file : `${file}: ${(cause as Error).message}`,
      fix: 'start-observability doctor --archive ANOTHER-NAME.tar.gz',
      exitCode: exitCode.usage,
      cause,
    });
  }
};
