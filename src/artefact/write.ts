import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { Artefact } from './artefact.ts';

const textOf = (file: string): string | undefined =>
  existsSync(file) ? readFileSync(file, 'utf8') : undefined;

/** Files below `folder`, and then the folders, deepest first. */
const below = (folder: string): { files: readonly string[]; folders: readonly string[] } => {
  if (!existsSync(folder)) return { files: [], folders: [] };
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const named = entries.map((entry) => ({ entry, whole: path.join(entry.parentPath, entry.name) }));
  return {
    files: named.filter(({ entry }) => !entry.isDirectory()).map(({ whole }) => whole),
    folders: named
      .filter(({ entry }) => entry.isDirectory())
      .map(({ whole }) => whole)
      .sort((a, b) => b.length - a.length),
  };
};

/** Makes the folders from `root` down to `inside`, readable for everybody whatever the umask says. */
const makeReadable = (root: string, inside: string): void => {
  mkdirSync(path.join(root, inside), { recursive: true });
  for (let folder = inside; ; folder = path.dirname(folder)) {
    chmodSync(path.join(root, folder), 0o755);
    if (folder === '.') return;
  }
};

/**
 * Makes `folder` hold exactly the artefacts: writes what differs, each file whole or not at all, removes what is left
 * over. Readable for the users of containers; the state folder around it keeps others out. Returns the paths written.
 */
export const writeTree = (folder: string, artefacts: readonly Artefact[]): readonly string[] => {
  const changed = artefacts.filter((artefact) => textOf(path.join(folder, artefact.path)) !== artefact.text);
  for (const artefact of changed) {
    const whole = path.join(folder, artefact.path);
    makeReadable(folder, path.dirname(artefact.path));
    writeFileAtomic.sync(whole, artefact.text, { mode: 0o644 });
  }
  const wanted = new Set(artefacts.map((artefact) => path.join(folder, artefact.path)));
  const { files, folders } = below(folder);
  for (const file of files) if (!wanted.has(file)) rmSync(file);
  for (const empty of folders) if (readdirSync(empty).length === 0) rmdirSync(empty);
  return changed.map((artefact) => artefact.path);
};
