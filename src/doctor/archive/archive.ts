import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { create } from 'tar';
import { exitCode, Failure } from '../../failure.ts';
import type { Section } from './contents.ts';

/** The sections as a `.tar.gz`; its headers hold no name or number of a person. */
export const archiveOf = async (sections: readonly Section[], folder: string, at: Date): Promise<Buffer> => {
  const scratch = await mkdtemp(path.join(os.tmpdir(), 'start-observability-archive-'));
  try {
    const names = sections.map(({ name }) => path.join(folder, name));
    for (const [index, { text }] of sections.entries()) {
      const file = path.join(scratch, names[index] as string);
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      await writeFile(file, text, { flag: 'wx', mode: 0o600 });
    }
    const packed = create({ cwd: scratch, portable: true, gzip: true, strict: true, mtime: at }, names);
    return await buffer(packed);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
};

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
