import { selectors } from '@grafana/e2e-selectors';
import type { Plugin } from 'esbuild';

/** What the component library brings and no page of ours needs: a fifth of all script. */

/** Answers imports with a text of ours. */
const instead = (name: string, filter: RegExp, contents: string | ((path: string) => string)): Plugin => ({
  name,
  setup({ onResolve, onLoad }) {
    onResolve({ filter }, ({ path }) => ({ path, namespace: name }));
    onLoad({ filter: /./, namespace: name }, ({ path }) => ({
      contents: typeof contents === 'string' ? contents : contents(path),
    }));
  },
});

/** Editors of what nobody edits here; monaco alone weighs 4 MB. */
const editors = instead('editors', /^(monaco-editor|@monaco-editor\/react)(\/|$)/, 'module.exports = {}');

/** Themes besides light and dark: registered by their name, and never chosen. */
const extraThemes = instead(
  'extra-themes',
  /\/themeDefinitions\/.*\.json\.mjs$/,
  (path) => `export default ${JSON.stringify({ id: path, name: path })}`,
);

/**
 * The library describes its themes with zod, to check those that a person brings. Nobody brings one here: whatever is
 * described passes.
 */
const uncheckedThemes = instead(
  'unchecked-themes',
  /^zod$/,
  `const passes = { parse: (data) => data, safeParse: (data) => ({ success: true, data }) };
const schema = new Proxy(() => schema, { get: (_, name) => passes[name] ?? schema });
export const { object, string, number, int, array, union, literal, boolean } = schema;
export { schema as z, schema as enum };`,
);

/** Switches of Grafana's server, which is not here: each has its default. */
const defaultFlags = instead(
  'default-flags',
  /\/openFeature\/index\.mjs$|^@openfeature\/react-sdk$/,
  `const defaults = new Proxy({}, { get: () => (_, value) => value });
export const getFeatureFlagClient = () => defaults;
export const initOpenFeature = async () => undefined;
export const useFlag = (_, value) => ({ value });`,
);

/** A calendar is drawn when a person chooses days by hand, and loaded then. */
const lateCalendar: Plugin = {
  name: 'late-calendar',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^react-calendar$/ }, ({ path, namespace }) =>
      namespace === 'late-calendar' ? undefined : { path, namespace: 'late-calendar' },
    );
    onLoad({ filter: /./, namespace: 'late-calendar' }, () => ({
      contents: `import { createElement, lazy, Suspense } from 'react';
const Calendar = lazy(() => import('react-calendar'));
export default (props) => createElement(Suspense, { fallback: null }, createElement(Calendar, props));`,
      resolveDir: import.meta.dirname,
    }));
  },
};

type Selectors = string | ((...names: string[]) => string) | { readonly [name: string]: Selectors };

/** Names of elements of the present version, as source text; the functions among them close over nothing. */
const sourceOf = (value: Selectors): string => {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'function') return `(${value})`;
  return `{${Object.entries(value)
    .map(([name, one]) => `${JSON.stringify(name)}:${sourceOf(one)}`)
    .join(',')}}`;
};

/** The library resolves the names of its elements in the browser, from those of all its versions. */
const resolvedSelectors = instead(
  'resolved-selectors',
  /^@grafana\/e2e-selectors$/,
  `export const selectors = ${sourceOf(selectors as unknown as Selectors)};
export const { components: Components, pages: Pages } = selectors;`,
);

/**
 * The library renders a text that is cut to markup on the server's renderer, and takes the words out of it for a
 * tooltip. The words are in the elements.
 */
const wordsOfElements = instead(
  'words-of-elements',
  /^react-dom\/server$/,
  `const wordsOf = (node) => Array.isArray(node) ? node.map(wordsOf).join('')
  : node?.props ? wordsOf(node.props.children)
  : typeof node === 'string' || typeof node === 'number' ? String(node) : '';
export default { renderToStaticMarkup: wordsOf };`,
);

export const lighter: readonly Plugin[] = [
  editors,
  extraThemes,
  uncheckedThemes,
  defaultFlags,
  lateCalendar,
  resolvedSelectors,
  wordsOfElements,
];

/** One copy where the libraries ask for two; and lodash in parts instead of as a whole. */
export const lighterNames: Readonly<Record<string, string>> = {
  '@floating-ui/react': '@floating-ui/react',
  lodash: 'lodash-es',
};
