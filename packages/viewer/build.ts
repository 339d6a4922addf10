// Builds the page into one archive, packages/viewer/bundle.json.gz, which is committed: starting the stack alone needs
// none of the page's libraries. Made the same, byte for byte, whenever sources and libraries are the same.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build, type Metafile, type Plugin } from 'esbuild';
import { notices } from '../../notices.mjs';
import { fingerprint } from './fingerprint.ts';
import { iconFiles, inlinedIcons } from './icons.ts';
import { lighter, lighterNames } from './lighter.ts';

const viewer = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);

type Files = ReadonlyMap<string, Buffer>;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

const sha256 = (content: Buffer | string): string => createHash('sha256').update(content).digest('hex');

/** Known and asked for before any script runs: panels measure their texts with these fonts. */
function fontFaces(shared: string): string {
  const faces = Object.entries({ 400: 'Inter-Regular', 500: 'Inter-Medium' });
  const url = (name: string) => `/${shared}fonts/inter/${name}.woff2`;
  const preloads = faces.map(
    ([, name]) => `<link rel="preload" href="${url(name)}" as="font" type="font/woff2" crossorigin>`,
  );
  const rules = faces.map(
    ([weight, name]) =>
      `@font-face{font-family:Inter;font-weight:${weight};src:url(${url(name)}) format("woff2")}`,
  );
  return `${preloads.join('\n')}\n<style>${rules.join('')}</style>`;
}

interface Parts {
  readonly script: string;
  readonly style: string;
  /** Folder of icons and fonts, with a hash in its name. */
  readonly shared: string;
  /** What the script will import, so that the browser loads it at once and not step by step. */
  readonly modules: readonly string[];
}

const page = ({ script, style, shared, modules }: Parts): string => `<!doctype html>
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

/** Icons as a module of the script. */
const iconModule: Plugin = {
  name: 'inlined-icons',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^inlined-icons$/ }, ({ path }) => ({ path, namespace: 'inlined-icons' }));
    onLoad({ filter: /./, namespace: 'inlined-icons' }, async () => ({
      contents: `export const icons = ${JSON.stringify(await inlinedIcons())}`,
    }));
  },
};

const output = (path: string): string => path.slice('out/'.length);

/** An entry point's own output and everything it imports before it runs. */
function modulesOf({ outputs }: Metafile, entryPoint: string): readonly string[] {
  const found = new Set<string>();
  const visit = (path: string | undefined): void => {
    if (path === undefined || found.has(path)) return;
    found.add(path);
    for (const next of outputs[path]?.imports ?? []) if (next.kind === 'import-statement') visit(next.path);
  };
  visit(Object.keys(outputs).find((path) => outputs[path]?.entryPoint === entryPoint));
  return [...found].map(output).sort();
}

/** The fonts are copied, not bundled. */
const fontFolders = ['inter', 'roboto-mono'].map((name) =>
  require.resolve(`@fontsource-variable/${name}/package.json`),
);

/** The fonts by the names under which the component library asks for them; one variable file has every weight. */
function fontFiles(): ReadonlyMap<string, Buffer> {
  const font = (path: string) => readFileSync(require.resolve(`@fontsource-variable/${path}.woff2`));
  const regular = font('inter/files/inter-latin-wght-normal');
  const italic = font('inter/files/inter-latin-wght-italic');
  const mono = 'L0xTDF4xlVMF-BfR8bXMIhJHg45mwgGEFl0_3vrtSM1J-gEPT5Ese6hmHSh0mQ';
  return new Map([
    ['fonts/inter/Inter-Regular.woff2', regular],
    ['fonts/inter/Inter-Medium.woff2', regular],
    ['fonts/inter/Inter-Italic.woff2', italic],
    ['fonts/inter/Inter-MediumItalic.woff2', italic],
    [`fonts/roboto/${mono}.woff2`, font('roboto-mono/files/roboto-mono-latin-wght-normal')],
  ]);
}

/** The page's files by path: index.html, and below assets/ everything with a hash in its name or folder. */
export async function buildFiles(): Promise<{ files: Files; metafile: Metafile }> {
  const router = dirname(require.resolve('react-router-dom/package.json'));
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
    plugins: [iconModule, ...lighter],
    // The libraries ask for two majors of the router; the page has one history, so it must have one router.
    alias: {
      ...lighterNames,
      'react-router-dom': router,
      'react-router-dom-v5-compat': router,
      // The rules of time zones for years around now, instead of 0.7 MB since 1800.
      'moment-timezone': require.resolve('moment-timezone/builds/moment-timezone-with-data-10-year-range.js'),
    },
  });
  const built = outputFiles.map(
    ({ path, contents }) =>
      [path.slice(join(viewer, 'out').length + 1).replaceAll('\\', '/'), Buffer.from(contents)] as const,
  );
  const icons = [...(await iconFiles())].map(([path, svg]) => [path, Buffer.from(svg)] as const);
  const legal = ['THIRD-PARTY-NOTICES.txt', Buffer.from(notices(metafile, viewer, fontFolders))] as const;
  const shared = [...icons, ...fontFiles(), legal].sort(([a], [b]) => (a < b ? -1 : 1));
  const folder = `assets/${sha256(shared.map(([path, content]) => path + sha256(content)).join('\n')).slice(0, 8)}/`;
  const named = (pattern: RegExp) => built.map(([path]) => path).find((path) => pattern.test(path)) ?? '';
  const index = page({
    script: named(/^assets\/main-\w+\.js$/),
    style: named(/^assets\/start-\w+\.css$/),
    shared: folder,
    modules: modulesOf(metafile, 'src/start.tsx'),
  });
  const all = [
    ...built,
    ...shared.map(([path, content]) => [folder + path, content] as const),
    ['index.html', Buffer.from(index)] as const,
  ];
  return { files: new Map(all.sort(([a], [b]) => (a < b ? -1 : 1))), metafile };
}

/** Each file is compressed as it will be served, so that serving is copying. */
function archive(files: Files): Buffer {
  const packed = [...files].map(([path, content]) => {
    const params = { [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
    const brotli = brotliCompressSync(content, { params }).toString('base64');
    return [path, { type: types[extname(path)], sha256: sha256(content), brotli }] as const;
  });
  const text = JSON.stringify({ sources: fingerprint(), files: Object.fromEntries(packed) });
  return gzipSync(text, { level: 9 });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { files, metafile } = await buildFiles();
  const packed = archive(files);
  writeFileSync(join(viewer, 'bundle.json.gz'), packed);
  const bytes = [...files.values()].reduce((sum, content) => sum + content.length, 0);
  console.log(
    `packages/viewer/bundle.json.gz: ${files.size} files, ${bytes} bytes, ${packed.length} in the archive`,
  );
  // What weighs how much: https://esbuild.github.io/analyze/ reads it.
  const [option, path] = process.argv.slice(2);
  if (option === '--metafile' && path) writeFileSync(path, JSON.stringify(metafile));
}
