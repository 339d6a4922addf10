// `npm pack` runs this before and after: the packed package.json names only what the bundle in dist/ cannot hold,
// so that an installation fetches one package instead of all that the build needs.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(fileURLToPath(import.meta.url));
const packageFile = path.join(root, 'package.json');
/** The package.json of the sources, kept aside while npm packs. */
const keptFile = path.join(root, '.package.json.kept');

const restore = () => existsSync(keptFile) && renameSync(keptFile, packageFile);

const slim = () => {
  const text = readFileSync(packageFile, 'utf8');
  const { scripts, devDependencies, workspaces, dependencies, ...rest } = JSON.parse(text);
  const needed = Object.fromEntries(rest.unbundled.map((name) => [name, dependencies[name]]));
  writeFileSync(keptFile, text);
  writeFileSync(packageFile, `${JSON.stringify({ ...rest, dependencies: needed }, null, 2)}\n`);
};

// A packing that was killed leaves its file: put it back first.
restore();
if (process.argv[2] === 'before') slim();
