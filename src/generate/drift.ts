import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { type Artefact, source } from '../artefact/artefact.ts';

/** One difference between what `generate` writes and what lies on disk. */
export interface Drift {
  readonly path: string;
  readonly kind: 'missing' | 'changed' | 'orphaned';
  /** For a changed file: the lines around the first difference, `-` on disk, `+` generated. */
  readonly difference?: string;
}

/** Folders whose every file is generated. */
const wholeFolders = ['dashboards', 'collector', 'prometheus', 'pushgateway'];
/** Folders where generated files, known by their first lines, lie beside written ones. */
const mixedFolders = ['docs'];

const read = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
};

const filesBelow = (root: string, folder: string): readonly string[] => {
  const whole = path.join(root, folder);
  if (!statSync(whole, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(whole, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'));
};

/** Lines of context and difference at the first place where two texts part, at most `most` of each. */
const difference = (disk: string, generated: string, most = 4): string => {
  const [was, is] = [disk.split('\n'), generated.split('\n')];
  const first = is.findIndex((line, index) => line !== was[index]);
  const from = first < 0 ? is.length : first;
  const marked = (mark: string, lines: readonly string[]) =>
    lines.slice(from, from + most).map((line) => `${mark} ${line.slice(0, 160)}`);
  return [`  line ${from + 1}:`, ...marked('  -', was), ...marked('  +', is)].join('\n');
};

const drifted =
  (root: string) =>
  (artefact: Artefact): readonly Drift[] => {
    const disk = read(path.join(root, artefact.path));
    if (disk === undefined) return [{ path: artefact.path, kind: 'missing' }];
    if (disk === artefact.text) return [];
    return [{ path: artefact.path, kind: 'changed', difference: difference(disk, artefact.text) }];
  };

/** Files below `root` that look generated but that nothing generates any more. */
export const orphans = (root: string, artefacts: readonly Artefact[]): readonly string[] => {
  const known = new Set(artefacts.map((artefact) => artefact.path));
  const marked = mixedFolders
    .flatMap((folder) => filesBelow(root, folder))
    .filter((file) => read(path.join(root, file))?.slice(0, 200).includes(source));
  return [...wholeFolders.flatMap((folder) => filesBelow(root, folder)), ...marked]
    .filter((file) => !known.has(file))
    .sort();
};

/** Compares the artefacts with the disk below `root`. */
export const drift = (root: string, artefacts: readonly Artefact[]): readonly Drift[] => [
  ...artefacts.flatMap(drifted(root)),
  ...orphans(root, artefacts).map((file) => ({ path: file, kind: 'orphaned' as const })),
];
