import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { create, extract, Parser, type ReadEntry } from 'tar';
import { exitCode, Failure } from '../../failure.ts';
import { isAllowed, type Manifest, manifestName, readManifest } from './manifest.ts';

/** Fast, and nearly as small: most of a backup is compressed by Prometheus already. */
const compression = { level: 4 } as const;
const largestManifest = 256 * 1024 ** 2;

/** Writes what lies in `folder` as one archive, readable by its owner only: whole under its name, or not at all. */
export const pack = async (folder: string, manifest: Manifest, archive: string): Promise<void> => {
  await writeFile(path.join(folder, manifestName), JSON.stringify(manifest, null, 1), { mode: 0o600 });
  const part = `${archive}.${process.pid}.part`;
  try {
    const names = [manifestName, ...manifest.files.map((one) => one.path)];
    const written = create({ cwd: folder, portable: true, gzip: compression, strict: true }, names);
    await pipeline(written, createWriteStream(part, { mode: 0o600, flags: 'wx', flush: true }));
    await rename(part, archive);
  } catch (cause) {
    await rm(part, { force: true });
    throw new Failure(`The backup cannot be written: ${(cause as Error).message}`, {
      where: archive,
      fix: 'see the message above; nothing of it is left',
      cause,
    });
  }
};

const damaged = (archive: string, why: string, cause?: unknown): Failure =>
  new Failure(`The backup is damaged: ${why}. Nothing was changed.`, {
    where: archive,
    fix: 'take another backup',
    exitCode: exitCode.usage,
    cause,
  });

const readAll = async (entry: ReadEntry, archive: string): Promise<string> => {
  if (entry.size > largestManifest) throw damaged(archive, 'its manifest is too large');
  return (await entry.concat()).toString('utf8');
};

/** Files that are shown to a person before anything is replaced, and the most that is read of them. */
const shownFiles = ['config.yaml', 'client.json'];
const mostShownBytes = 1024 ** 2;

/** What an archive holds. */
export interface Verified {
  readonly manifest: Manifest;
  /** The texts of `config.yaml` and `client.json`, where they are in it. */
  readonly texts: Readonly<Record<string, string>>;
}

const hashed = async (entry: ReadEntry): Promise<string> => {
  const hash = createHash('sha256');
  for await (const chunk of entry) hash.update(chunk as Buffer);
  return hash.digest('hex');
};

/** Checks one archive entry after the other against the manifest, which comes first. */
class Checker {
  manifest: Manifest | undefined;
  readonly #archive: string;
  readonly #missing = new Map<string, Manifest['files'][number]>();
  readonly #texts: Record<string, string> = {};

  constructor(archive: string) {
    this.#archive = archive;
  }

  async check(entry: ReadEntry): Promise<void> {
    if (!this.manifest) {
      if (entry.path !== manifestName) throw damaged(this.#archive, 'it has no manifest');
      this.manifest = readManifest(await readAll(entry, this.#archive), this.#archive);
      for (const file of this.manifest.files) this.#missing.set(file.path, file);
      return;
    }
    const expected = this.#missing.get(entry.path);
    if (!expected || entry.type !== 'File' || !isAllowed(entry.path))
      throw damaged(this.#archive, `${entry.path} does not belong into it`);
    if (entry.size !== expected.bytes) throw damaged(this.#archive, `${entry.path} has another size`);
    if ((await this.#digest(entry)) !== expected.sha256)
      throw damaged(this.#archive, `${entry.path} is not what was written`);
    this.#missing.delete(entry.path);
  }

  async #digest(entry: ReadEntry): Promise<string> {
    if (!shownFiles.includes(entry.path)) return hashed(entry);
    if (entry.size > mostShownBytes) throw damaged(this.#archive, `${entry.path} is too large`);
    const text = await entry.concat();
    this.#texts[entry.path] = text.toString('utf8');
    return createHash('sha256').update(text).digest('hex');
  }

  whole(): Verified {
    if (!this.manifest) throw damaged(this.#archive, 'it is empty, or no backup');
    const [missing] = this.#missing.keys();
    if (missing) throw damaged(this.#archive, `${missing} is missing`);
    return { manifest: this.manifest, texts: this.#texts };
  }
}

/**
 * Reads an archive from beginning to end and compares every byte with its manifest; writes nothing.
 * @throws Failure when it is damaged, cut off, of a newer version, or no backup at all
 */
export const verify = async (archive: string): Promise<Verified> => {
  const checker = new Checker(archive);
  let failure: unknown;
  // One after the other: the parser gives the next entry only when this one was read to its end.
  let turn: Promise<void> = Promise.resolve();
  const parser = new Parser({
    strict: true,
    onReadEntry: (entry) => {
      turn = turn
        .then(() => (failure ? undefined : checker.check(entry)))
        .catch((error: unknown) => {
          failure ??= error;
        })
        .finally(() => entry.resume());
    },
  });
  try {
    await pipeline(createReadStream(archive), parser as unknown as NodeJS.WritableStream);
    await turn;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (['ENOENT', 'EACCES', 'EISDIR'].includes(code)) {
      throw new Failure(`There is no backup to read: ${(error as Error).message}`, {
        where: archive,
        exitCode: exitCode.usage,
        cause: error,
      });
    }
    failure ??= damaged(archive, (error as Error).message, error);
  }
  if (failure) throw failure;
  return checker.whole();
};

/** What must stay free on the disk. */
const reserveBytes = 256 * 1024 ** 2;

const mustFit = async ({ files }: Manifest, folder: string): Promise<void> => {
  const wanted = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const { bavail, bsize } = await statfs(folder);
  if (wanted + reserveBytes <= bavail * bsize) return;
  throw new Failure('The backup does not fit on the disk. Nothing was changed.', {
    where: `${folder}: ${Math.ceil(wanted / 1024 ** 2)} MiB are needed, and ${Math.floor((bavail * bsize) / 1024 ** 2)} MiB are free`,
    fix: 'make room on the disk, then try again',
  });
};

/**
 * Writes what an archive holds into `folder`, which is there and empty. To be called after `verify`. Only the owner may
 * read the files, and none can be run, whatever the archive says.
 */
export const unpack = async (archive: string, manifest: Manifest, folder: string): Promise<void> => {
  await mustFit(manifest, folder);
  try {
    await extract({
      file: archive,
      cwd: folder,
      strict: true,
      preserveOwner: false,
      dmode: 0o700,
      onReadEntry: (entry) => {
        entry.mode = 0o600;
      },
    });
  } catch (cause) {
    throw new Failure(`The backup cannot be unpacked: ${(cause as Error).message}. Nothing was changed.`, {
      where: folder,
      fix: 'make room on the disk, then try again',
      cause,
    });
  }
};
