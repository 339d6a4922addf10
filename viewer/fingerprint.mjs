import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const viewer = fileURLToPath(new URL('.', import.meta.url));

/** Everything that the bundle is made of, besides the libraries, which the lockfile names. */
const sources = ['src', 'build.mjs', 'fingerprint.mjs', 'package.json', 'tsconfig.json'];

function filesBelow(path) {
  try {
    return readdirSync(path)
      .sort()
      .flatMap((name) => filesBelow(join(path, name)));
  } catch {
    return [path];
  }
}

/**
 * The lockfile's entries that the workspace depends on, so that another package's update elsewhere in the project
 * does not make the bundle look old.
 */
function libraries() {
  const { packages } = JSON.parse(readFileSync(join(viewer, '..', 'package-lock.json'), 'utf8'));
  const found = new Map();
  const resolve = (from, name) => {
    for (let base = from; ; base = base.replace(/\/?(?:node_modules\/(?:@[^/]+\/)?[^/]+|[^/]+)$/, '')) {
      const path = `${base ? `${base}/` : ''}node_modules/${name}`;
      if (packages[path]) return path;
      if (base === '') return undefined;
    }
  };
  const visit = (path) => {
    if (!path || found.has(path)) return;
    const {
      version,
      integrity,
      dependencies = {},
      devDependencies = {},
      peerDependencies = {},
    } = packages[path];
    found.set(path, `${path} ${version} ${integrity}`);
    const needed = { ...dependencies, ...peerDependencies, ...(path === 'viewer' && devDependencies) };
    for (const name of Object.keys(needed)) visit(resolve(path, name));
  };
  visit('viewer');
  visit('node_modules/esbuild');
  return [...found.values()].sort();
}

/** SHA-256 over the sources and the libraries' versions: the same as in the archive, or the archive is old. */
export function fingerprint() {
  const hash = createHash('sha256');
  for (const path of sources.flatMap((name) => filesBelow(join(viewer, name)))) {
    hash.update(`${relative(viewer, path).replaceAll('\\', '/')}\0`);
    hash.update(readFileSync(path, 'utf8').replaceAll('\r\n', '\n'));
    hash.update('\0');
  }
  for (const library of libraries()) hash.update(`${library}\n`);
  return hash.digest('hex');
}
