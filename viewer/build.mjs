// Builds the page into one archive, viewer/bundle.json.gz, which is committed: whoever only starts the stack needs
// none of the page's libraries. Made the same, byte for byte, whenever sources and libraries are the same.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { fingerprint } from './fingerprint.mjs';

const require = createRequire(import.meta.url);
// The one file, because the whole library wants a browser.
const { availableIconsIndex } = await import(
  pathToFileURL(join(dirname(require.resolve('@grafana/data/package.json')), 'dist/esm/types/icon.mjs')).href
);
const viewer = dirname(fileURLToPath(import.meta.url));

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

const sha256 = (content) => createHash('sha256').update(content).digest('hex');

/** Known and asked for before any script runs: panels measure their texts with these fonts. */
const fontFaces = (shared) => {
  const faces = { 400: 'Inter-Regular', 500: 'Inter-Medium' };
  const url = (name) => `/${shared}fonts/inter/${name}.woff2`;
  const preload = (name) =>
    `<link rel="preload" href="${url(name)}" as="font" type="font/woff2" crossorigin>`;
  const face = ([weight, name]) =>
    `@font-face{font-family:Inter;font-weight:${weight};src:url(${url(name)}) format("woff2")}`;
  return `${Object.values(faces).map(preload).join('\n')}\n<style>${Object.entries(faces).map(face).join('')}</style>`;
};

const page = ({ script, style, modules, shared }) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Claude Code</title>
${fontFaces(shared)}
<link rel="icon" href="/${shared}build/img/icons/unicons/chart-line.svg" type="image/svg+xml">
<link rel="stylesheet" href="/${style}">
${modules.map((path) => `<link rel="modulepreload" href="/${path}">`).join('\n')}
<script type="module" src="/${script}" data-public="/${shared}"></script>
</head>
<body><div id="root"></div><noscript>The dashboards are drawn by JavaScript, which is switched off.</noscript></body>
</html>
`;

/** Libraries that the component library would load to edit what nobody edits here (monaco alone weighs 4 MB). */
const leftOut = (filter) => ({
  name: 'left-out',
  setup({ onResolve, onLoad }) {
    onResolve({ filter }, ({ path }) => ({ path, namespace: 'left-out' }));
    onLoad({ filter: /./, namespace: 'left-out' }, () => ({ contents: 'module.exports = {}' }));
  },
});

/** The page's own files by path: index.html, and below assets/ everything with a hash in its name or folder. */
export async function buildFiles() {
  const { outputFiles, metafile } = await build({
    absWorkingDir: viewer,
    entryPoints: { main: 'src/main.ts' },
    outdir: 'out',
    entryNames: 'assets/[name]-[hash]',
    chunkNames: 'assets/[name]-[hash]',
    assetNames: 'assets/[name]-[hash]',
    publicPath: '/',
    bundle: true,
    write: false,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    minify: true,
    metafile: true,
    legalComments: 'none',
    logLevel: 'warning',
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
    loader: { '.svg': 'dataurl', '.woff2': 'file' },
    plugins: [leftOut(/^(monaco-editor|@monaco-editor\/react)(\/|$)/)],
    // The libraries ask for two majors of the router; the page has one history, so it must have one router.
    alias: {
      'react-router-dom': dirname(require.resolve('react-router-dom/package.json')),
      'react-router-dom-v5-compat': dirname(require.resolve('react-router-dom/package.json')),
    },
  });
  const files = new Map(
    outputFiles.map(({ path, contents }) => [
      path.slice(join(viewer, 'out').length + 1),
      Buffer.from(contents),
    ]),
  );
  const shared = [...iconFiles(), ...fontFiles()];
  const folder = `assets/${sha256(shared.map(([name, content]) => name + sha256(content)).join('\n')).slice(0, 8)}/`;
  for (const [name, content] of shared) files.set(folder + name, Buffer.from(content));
  const main = [...files.keys()];
  const script = main.find((name) => /^assets\/main-\w+\.js$/.test(name));
  const style = main.find((name) => /^assets\/start-\w+\.css$/.test(name));
  files.set(
    'index.html',
    Buffer.from(page({ script, style, modules: startModules(metafile), shared: folder })),
  );
  return { files: new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1))), metafile };
}

/** What the page needs before it can draw anything, so that the browser loads it at once and not step by step. */
function startModules({ outputs }) {
  const name = (path) => path.slice('out/'.length);
  const start = Object.keys(outputs).find((path) => outputs[path].entryPoint === 'src/start.tsx');
  const found = new Set();
  const visit = (path) => {
    if (found.has(path)) return;
    found.add(path);
    for (const { path: next, kind } of outputs[path].imports) if (kind === 'import-statement') visit(next);
  };
  visit(start);
  return [...found].map(name).sort();
}

/** The fonts by the names under which the component library asks for them; one variable file has every weight. */
function fontFiles() {
  const file = (name) => readFileSync(require.resolve(`@fontsource-variable/${name}-wght-normal.woff2`));
  const inter = file('inter/files/inter-latin');
  const italic = readFileSync(
    require.resolve('@fontsource-variable/inter/files/inter-latin-wght-italic.woff2'),
  );
  const mono = 'L0xTDF4xlVMF-BfR8bXMIhJHg45mwgGEFl0_3vrtSM1J-gEPT5Ese6hmHSh0mQ';
  return [
    ['fonts/inter/Inter-Regular.woff2', inter],
    ['fonts/inter/Inter-Medium.woff2', inter],
    ['fonts/inter/Inter-Italic.woff2', italic],
    ['fonts/inter/Inter-MediumItalic.woff2', italic],
    [`fonts/roboto/${mono}.woff2`, file('roboto-mono/files/roboto-mono-latin')],
  ];
}

/** Icons that the library names but does not ship, made of one that looks alike; others become a circle. */
const standIns = {
  'angle-double-left': ['angle-double-right', 'matrix(-1 0 0 1 24 0)'],
  'angle-double-up': ['angle-double-down', 'matrix(1 0 0 -1 0 24)'],
  'fa-spinner': ['sync', ''],
  'file-download': ['download-alt', ''],
  'check-square': ['check', ''],
  home: ['home-alt', ''],
  layers: ['layer-group', ''],
  spinner: ['sync', ''],
  wrench: ['cog', ''],
};

/** The icons of the component library, which it asks for one by one as they are shown. */
function iconFiles() {
  const root = join(dirname(require.resolve('@grafana/ui/package.json')), 'dist/public/img/icons');
  const shipped = ['custom', 'mono', 'solid', 'unicons'].flatMap((kind) =>
    readdirSync(join(root, kind))
      .filter((name) => name.endsWith('.svg'))
      .sort()
      .map((name) => [`${kind}/${name}`, readFileSync(join(root, kind, name), 'utf8')]),
  );
  const texts = new Map(shipped);
  const known = new Set([...texts.keys()].map((path) => basename(path, '.svg')));
  const missing = Object.keys(availableIconsIndex).filter((name) => !known.has(name));
  const made = missing.sort().map((name) => {
    const [like, transform] = standIns[name] ?? ['circle', ''];
    const text = texts.get(`unicons/${like}.svg`);
    const turned = text.replace(/(<svg[^>]*>)(.*)(<\/svg>)/s, `$1<g transform="${transform}">$2</g>$3`);
    return [`${name.startsWith('gf-') ? 'custom' : 'unicons'}/${name}.svg`, transform ? turned : text];
  });
  return [...shipped, ...made].map(([name, text]) => [`build/img/icons/${name}`, text]);
}

function archive(files) {
  const packed = [...files].map(([name, content]) => {
    const brotli = brotliCompressSync(content, {
      params: { [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
    });
    return [name, { type: types[extname(name)], sha256: sha256(content), brotli: brotli.toString('base64') }];
  });
  return gzipSync(JSON.stringify({ sources: fingerprint(), files: Object.fromEntries(packed) }), {
    level: 9,
  });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { files, metafile } = await buildFiles();
  const packed = archive(files);
  writeFileSync(join(viewer, 'bundle.json.gz'), packed);
  const bytes = [...files.values()].reduce((sum, content) => sum + content.length, 0);
  console.log(`viewer/bundle.json.gz: ${files.size} files, ${bytes} bytes, ${packed.length} in the archive`);
  if (process.argv.includes('--metafile')) writeFileSync(process.argv.at(-1), JSON.stringify(metafile));
}
