import { isDeepStrictEqual } from 'node:util';
import { isObject } from '../../object.ts';
import { type ExportedDashboard, type ExportedPanel, panelsOf } from './exported.ts';

/** One thing that is not as the code makes it. */
export type Edit =
  | {
      readonly kind: 'changed';
      /** As the code makes it; none where the dashboard itself was changed. */
      readonly panel?: ExportedPanel;
      readonly path: string;
      readonly from: unknown;
      readonly to: unknown;
    }
  | { readonly kind: 'added' | 'removed'; readonly panel: ExportedPanel; readonly row: string };

type JsonFields = Readonly<Record<string, unknown>>;

/** What people change and the code need not have written; what else Grafana adds is not an edit. */
const alsoLookedAt: readonly string[] = [
  'description',
  'timeFrom',
  'fieldConfig.defaults.unit',
  'fieldConfig.defaults.decimals',
  'fieldConfig.defaults.min',
  'fieldConfig.defaults.max',
  'fieldConfig.defaults.noValue',
  'fieldConfig.overrides',
];

/** Written by Grafana in its own way, or told in another way here. */
const ignored =
  /^(id|datasource|pluginVersion|panels|gridPos\.[xy]|targets\.\w+\.(refId|datasource|hide|editorMode))$/;

/** The empty forms that Grafana exchanges for one another. */
const plain = (value: unknown): unknown => {
  if (value === null || value === '' || value === false) return undefined;
  if (Array.isArray(value) && value.length === 0) return undefined;
  return value;
};

/** Queries by their letter, and the first threshold without its value, which has none. */
const shaped = (path: string, value: unknown): unknown => {
  if (!Array.isArray(value)) return value;
  if (path === 'targets')
    return Object.fromEntries(value.map((one: JsonFields) => [String(one['refId']), one]));
  if (path.endsWith('.steps'))
    return value.map((step: JsonFields, at) => (at === 0 ? { color: step['color'] } : step));
  return value;
};

interface Difference {
  readonly path: string;
  readonly from: unknown;
  readonly to: unknown;
}

const differences = (from: unknown, to: unknown, path: string): readonly Difference[] => {
  if (ignored.test(path)) return [];
  const [before, after] = [shaped(path, from), shaped(path, to)];
  if (isObject(before) && (isObject(after) || after === undefined)) {
    const isTargets = path === 'targets';
    const keys = new Set([...Object.keys(before), ...(isTargets ? Object.keys(after ?? {}) : [])]);
    return [...keys].flatMap((key) =>
      differences(before[key], after?.[key], path === '' ? key : `${path}.${key}`),
    );
  }
  return isDeepStrictEqual(plain(before), plain(after)) ? [] : [{ path, from, to }];
};

const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);

const panelEdits = (from: ExportedPanel, to: ExportedPanel): readonly Edit[] => {
  const told = differences(from, to, '');
  const beside = alsoLookedAt
    .filter((path) => at(from, path) === undefined && plain(at(to, path)) !== undefined)
    .map((path) => ({ path, from: undefined, to: at(to, path) }));
  return [...told, ...beside].map((difference) => ({ kind: 'changed', panel: from, ...difference }));
};

/** The title of the row above each panel. */
const rowsOf = (panels: readonly ExportedPanel[]): ReadonlyMap<ExportedPanel, string> => {
  let row = '';
  return new Map(
    panels.map((panel) => {
      if (panel.type === 'row') row = panel.title;
      return [panel, row];
    }),
  );
};

const orderEdits = (from: readonly ExportedPanel[], to: readonly ExportedPanel[]): readonly Edit[] => {
  const both = (panels: readonly ExportedPanel[], others: readonly ExportedPanel[]) =>
    panels.filter(({ id }) => others.some((other) => other.id === id));
  const [before, after] = [both(from, to), both(to, from)];
  const isSame = before.every(({ id }, position) => after[position]?.id === id);
  const titles = (panels: readonly ExportedPanel[]) => panels.map(({ title }) => title);
  return isSame ? [] : [{ kind: 'changed', path: 'order', from: titles(before), to: titles(after) }];
};

const names = (list: readonly { readonly name: string }[] = []) => list.map(({ name }) => name);

const dashboardEdits = (from: ExportedDashboard, to: ExportedDashboard): readonly Edit[] => {
  const fields = (dashboard: ExportedDashboard): JsonFields => ({
    title: dashboard.title,
    description: dashboard['description'],
    tags: dashboard['tags'],
    refresh: dashboard['refresh'],
    time: dashboard['time'],
    variables: names(dashboard.templating?.list),
    // Grafana adds the annotations that people write by hand.
    annotations: names(dashboard.annotations?.list).filter((name) => name !== 'Annotations & Alerts'),
  });
  return differences(fields(from), fields(to), '').map((difference) => ({ kind: 'changed', ...difference }));
};

/** Panels in reading order: from above, then from the left. */
const inOrder = (dashboard: ExportedDashboard): readonly ExportedPanel[] =>
  panelsOf(dashboard)
    .map((panel) => ({
      panel,
      y: Number(at(panel, 'gridPos.y') ?? 0),
      x: Number(at(panel, 'gridPos.x') ?? 0),
    }))
    .toSorted((one, other) => one.y - other.y || one.x - other.x)
    .map(({ panel }) => panel);

/**
 * What an exported dashboard has otherwise than the one that the code makes. Only what the code writes is compared, and
 * what people change by hand: Grafana adds dozens of fields of its own whenever it saves.
 */
export const editsOf = (generated: ExportedDashboard, exported: ExportedDashboard): readonly Edit[] => {
  const [from, to] = [inOrder(generated), inOrder(exported)];
  const [rowsFrom, rowsTo] = [rowsOf(from), rowsOf(to)];
  const known = new Map(from.map((panel) => [panel.id, panel]));
  const kept = new Set(to.map(({ id }) => id));
  return [
    ...dashboardEdits(generated, exported),
    ...from
      .filter(({ id }) => !kept.has(id))
      .map((panel): Edit => ({ kind: 'removed', panel, row: rowsFrom.get(panel) ?? '' })),
    ...to.flatMap((panel): readonly Edit[] => {
      const before = known.get(panel.id);
      return before ? panelEdits(before, panel) : [{ kind: 'added', panel, row: rowsTo.get(panel) ?? '' }];
    }),
    ...orderEdits(from, to),
  ];
};
