// Bundles src/ into dist/ (under a second), into a fresh folder that then takes the old one's place.
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { notices } from './notices.mjs';

const root = path.dirname(fileURLToPath(import.meta.url));
const started = new Date();
/** Packages with a native part, which no bundle can hold. */
const { unbundled } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));

/** Programs that share their code in chunks. */
const programs = [
  'cli/main',
  'ledger/main',
  'queries/engine/main',
  'files/main',
  'hooks/main',
  'hooks/journal/checkpoint',
  'pages/main',
  'runtime/supervisor',
  'client/container/main',
  'binaries/fetch',
  'lifecycle/backup/volume-main',
];
/** Programs that start a fresh process each time and so are one small file. */
const alone = ['hooks/entry/alone'];

// Packages written as CommonJS ask for `require` and `__dirname`, which ES modules lack.
const commonJs = [
  "import { createRequire as createRequireOfNode } from 'node:module';",
  "import { fileURLToPath as pathOfUrl } from 'node:url';",
  'const require = createRequireOfNode(import.meta.url);',
  'const __filename = pathOfUrl(import.meta.url);',
  "const __dirname = pathOfUrl(new URL('.', import.meta.url));",
].join('');

const options = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  external: unbundled,
};

const source = (entry) => path.join(root, 'src', `${entry}.ts`);
const present = (entries) => entries.filter((entry) => existsSync(source(entry)));
const points = (entries) => Object.fromEntries(entries.map((entry) => [entry, source(entry)]));

const absent = [...programs, ...alone].filter((entry) => !existsSync(source(entry)));
for (const entry of absent) console.warn(`build: no src/${entry}.ts, left out`);

const dist = path.join(root, 'dist');
const fresh = path.join(root, `dist.${process.pid}.new`);
const old = path.join(root, `dist.${process.pid}.old`);

try {
  await mkdir(fresh, { recursive: true });
  const { metafile } = await build({
    ...options,
    entryPoints: points(present(programs)),
    outdir: fresh,
    splitting: true,
    chunkNames: 'chunks/[hash]',
    banner: { js: commonJs },
  });
  if (present(alone).length > 0) {
    await build({ ...options, entryPoints: points(present(alone)), outdir: fresh });
  }
  await cp(path.join(root, 'src/hooks/entry/entry.sh'), path.join(fresh, 'hooks/entry/entry.sh'));
  await writeFile(path.join(fresh, 'THIRD-PARTY-NOTICES.txt'), notices(metafile, root));
  // The stamp carries the time the build began: what is edited while it runs is built again.
  const stamp = path.join(fresh, '.built');
  await writeFile(stamp, '');
  await utimes(stamp, started, started);
  if (existsSync(dist)) await rename(dist, old);
  await rename(fresh, dist);
} catch (error) {
  if (!error.errors) console.error(error);
  process.exitCode = 1;
} finally {
  await Promise.all([fresh, old].map((folder) => rm(folder, { recursive: true, force: true })));
}
