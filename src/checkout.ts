import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

interface Checkout {
  /** The project's folder: holds `package.json`, `dist/` and the committed artefacts. */
  readonly root: string;
  readonly version: string;
  /** Where the project is published, from `homepage` in `package.json`: the one place that says so. */
  readonly homepage: string;
}

const packageIn = (folder: string): Omit<Checkout, 'root'> | undefined => {
  try {
    const found = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    const { name, version, homepage } = found;
    return name === 'start-observability' ? { version, homepage } : undefined;
  } catch {
    return undefined;
  }
};

const find = (folder: string): Checkout => {
  const found = packageIn(folder);
  if (found) return { root: folder, ...found };
  const above = path.dirname(folder);
  if (above === folder) throw new Error('package.json of start-observability not found above this file');
  return find(above);
};

/** Where this code lies, the same from `src/` and from a bundle in `dist/`. */
export const checkout: Checkout = find(path.dirname(fileURLToPath(import.meta.url)));
