import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);
const folder = (library: string) => dirname(require.resolve(`${library}/package.json`));

/** Icons that the component library names but does not ship, made of one that looks alike; others become a circle. */
const standIns: Readonly<Record<string, readonly [like: string, transform: string]>> = {
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

const turn = (svg: string, transform: string): string =>
  transform ? svg.replace(/(<svg[^>]*>)(.*)(<\/svg>)/s, `$1<g transform="${transform}">$2</g>$3`) : svg;

/** Every icon that the component library may ask for, by the path at which it asks, as they are shown. */
export async function iconFiles(): Promise<ReadonlyMap<string, string>> {
  // The one file of the library that knows the names, because the whole library wants a browser.
  const index = pathToFileURL(join(folder('@grafana/data'), 'dist/esm/types/icon.mjs')).href;
  const { availableIconsIndex } = (await import(index)) as { availableIconsIndex: Record<string, boolean> };
  const root = join(folder('@grafana/ui'), 'dist/public/img/icons');
  const shipped = ['custom', 'mono', 'solid', 'unicons'].flatMap((kind) =>
    readdirSync(join(root, kind))
      .filter((name) => name.endsWith('.svg'))
      .map((name) => [`${kind}/${name}`, readFileSync(join(root, kind, name), 'utf8')] as const),
  );
  const texts = new Map(shipped);
  const known = new Set(shipped.map(([path]) => basename(path, '.svg')));
  for (const name of Object.keys(availableIconsIndex).filter((one) => !known.has(one))) {
    const [like, transform] = standIns[name] ?? ['circle', ''];
    const kind = name.startsWith('gf-') ? 'custom' : 'unicons';
    texts.set(`${kind}/${name}.svg`, turn(texts.get(`unicons/${like}.svg`) ?? '', transform));
  }
  return new Map([...texts].map(([path, svg]) => [`build/img/icons/${path}`, svg]));
}

/** What nearly every page shows; a test opens pages and finds that no icon is asked for. */
const onEveryPage = [
  'adjust-circle',
  'angle-double-left',
  'angle-double-right',
  'angle-down',
  'angle-left',
  'angle-right',
  'angle-up',
  'apps',
  'arrow-down',
  'arrow-right',
  'arrow-up',
  'bars',
  'check',
  'circle',
  'clock-nine',
  'compass',
  'ellipsis-v',
  'exclamation-circle',
  'exclamation-triangle',
  'external-link-alt',
  'filter',
  'info-circle',
  'link',
  'moon',
  'search',
  'search-minus',
  'sliders-v-alt',
  'spinner',
  'sun',
  'sync',
  'times',
];

/** The icons that are part of the script. */
export async function inlinedIcons(): Promise<Readonly<Record<string, string>>> {
  const wanted = new Set(onEveryPage.map((name) => `${name}.svg`));
  return Object.fromEntries([...(await iconFiles())].filter(([path]) => wanted.has(basename(path))));
}
