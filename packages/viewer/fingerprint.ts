import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const viewer = fileURLToPath(new URL('.', import.meta.url));

/** Everything that the bundle is made of, besides the libraries, which the lockfile names. */
const sources = [
  'src',
  'build.ts',
  'fingerprint.ts',
  'icons.ts',
  'lighter.ts',
  'package.json',
  'tsconfig.json',
];

const filesBelow = (path: string): string[] =>
  statSync(path).isDirectory()
    ? readdirSync(path)
        .sort()
        .flatMap((name) => filesBelow(join(path, name)))
    : [path];

interface Library {
  readonly version?: string;
  readonly integrity?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

type Libraries = Readonly<Record<string, Library | undefined>>;

/** Where Node finds a library that another one asks for: beside it, or in a folder further up. */
function resolve(packages: Libraries, from: string, name: string): string | undefined {
  const folders = from.split('/');
  for (let length = folders.length; length >= 0; length--) {
    const path = [...folders.slice(0, length), 'node_modules', name].filter(Boolean).join('/');
    if (packages[path]) return path;
  }
  return undefined;
}

/**
 * The lockfile's entries that the page is made of, and no others: an update elsewhere in the project does not make
 * the bundle look old.
 */
function libraries(): readonly string[] {
  const { packages } = JSON.parse(readFileSync(join(viewer, '..', '..', 'package-lock.json'), 'utf8')) as {
    packages: Libraries;
  };
  const found = new Map<string, string>();
  const visit = (path: string | undefined): void => {
    const library = path === undefined ? undefined : packages[path];
    if (path === undefined || !library || found.has(path)) return;
    const { version, integrity, dependencies, devDependencies, peerDependencies } = library;
    found.set(path, `${path.split('node_modules/').at(-1)} ${version} ${integrity}`);
    const needed = {
      ...dependencies,
      ...peerDependencies,
      ...(path === 'packages/viewer' && devDependencies),
    };
    for (const name of Object.keys(needed)) visit(resolve(packages, path, name));
  };
  visit('packages/viewer');
  visit('node_modules/esbuild');
  return [...new Set(found.values())].sort();
}

/** SHA-256 over the sources and the libraries' versions: the same as in the archive, or the archive is old. */
export function fingerprint(): string {
  const hash = createHash('sha256');
  for (const path of sources.flatMap((name) => filesBelow(join(viewer, name)))) {
    hash.update(`${relative(viewer, path).replaceAll('\\', '/')}\0`);
    hash.update(readFileSync(path, 'utf8').replaceAll('\r\n', '\n'));
    hash.update('\0');
  }
  for (const library of libraries()) hash.update(`${library}\n`);
  return hash.digest('hex');
}
