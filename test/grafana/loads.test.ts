import type { Dashboard, Panel, RowPanel } from '@grafana/grafana-foundation-sdk/dashboard';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { check } from '../../src/config/load.ts';
import { containers } from '../../src/stack/site.ts';
import { stackArtefacts } from '../../src/stack/stack-files.ts';
import { grafanaVersions, type Look, lookWith, type PanelKind, panelKinds } from './schema.ts';

/** What Grafana 11, 12 and 13 check when they load our files, checked without Grafana. */

const files = stackArtefacts(containers(check('clickhouse: {enabled: true}', 'config.yaml').config));
const textOf = (ending: string) => files.find(({ path }) => path.endsWith(ending))?.text ?? '';
const boards = files
  .filter(({ path }) => /^dashboards\/.*\.json$/.test(path))
  .map(({ text }) => JSON.parse(text) as Dashboard);

const isRow = (panel: Panel | RowPanel): panel is RowPanel => panel.type === 'row';
const panelsIn = ({ panels = [] }: Dashboard): readonly Panel[] =>
  panels.flatMap((panel) => (isRow(panel) ? (panel.panels ?? []) : [panel]));

const complaintsOf = (look: Look, board: Dashboard): readonly string[] => [
  ...look('Board', { ...board, panels: [] }),
  ...(board.panels ?? []).filter(isRow).flatMap((row) => look('RowPanel', { ...row, panels: [] })),
  ...panelsIn(board).flatMap((panel) => {
    const kind = panelKinds[panel.type as PanelKind];
    return [
      ...look('Panel', panel),
      ...look(`${kind}Options`, panel.options ?? {}),
      ...look(`${kind}Field`, panel.fieldConfig?.defaults.custom ?? {}),
    ];
  }),
];

/** What the published types lack although Grafana takes it. */
const taken: readonly (readonly [pattern: RegExp, why: string])[] = [
  [
    /^Board\.annotations\.list\.#\.(expr|step|titleFormat|textFormat|tagKeys|useValueForTime): unknown$/,
    'of the Prometheus data source, which reads its annotations from there',
  ],
  [/^Board\.templating\.list\.#\.auto(_min|_count)?: unknown$/, 'of variables of the kind interval'],
  [/^textOptions\.(records|findings): unknown$/, 'read by our own pages; Grafana shows the text'],
  [/^tableOptions\.footer: unknown$/, '12 and 13 move the footer of a table to its fields when they load it'],
  [/^Board\.(annotations\.list|links)\.#\.placement: unknown$/, '11 shows it where it always did'],
];

describe.each(grafanaVersions)('Grafana %s', (version) => {
  const look = lookWith(version);

  test.each(boards.map((board) => [board.title, board] as const))('loads the board %s', (_title, board) => {
    const found = new Set(complaintsOf(look, board));
    expect([...found].filter((line) => !taken.some(([pattern]) => pattern.test(line)))).toEqual([]);
  });

  test('would complain about a misspelt option, a wrong unit of a type and an unknown kind of reduction', () => {
    expect(look('statOptions', { colourMode: 'value' })).toEqual(['statOptions.colourMode: unknown']);
    expect(look('statOptions', { colorMode: 'loud' })).toHaveLength(1);
    expect(look('Panel', { type: 'stat', gridPos: { x: '0', y: 0, w: 1, h: 1 } })).toHaveLength(1);
    expect(look('timeseriesField', { drawStyle: 'lines' })).toHaveLength(1);
  });
});

test('every exception is needed by a release', () => {
  const lines = grafanaVersions.flatMap((version) =>
    boards.flatMap((board) => complaintsOf(lookWith(version), board)),
  );
  for (const [pattern, why] of taken)
    expect(
      lines.some((line) => pattern.test(line)),
      why,
    ).toBe(true);
});

test('every panel is of a kind whose format is checked', () => {
  const kinds = new Set(boards.flatMap(panelsIn).map(({ type }) => type));
  expect([...kinds].filter((kind) => !(kind in panelKinds))).toEqual([]);
});

test('each board has what the provisioner asks for: a title, a short uid of its own, no id, a refresh of 5 s or more', () => {
  const unique = (values: readonly unknown[]) => expect(new Set(values).size).toBe(values.length);
  unique(boards.map(({ uid }) => uid));
  unique(boards.map(({ title }) => title));
  for (const board of boards) {
    expect(board.title).toMatch(/\S/);
    expect(board.uid).toMatch(/^[\w-]{1,40}$/);
    expect(board).not.toHaveProperty('id');
    expect(board.refresh ?? '5s').toMatch(/^([5-9]|\d\d+)s$|^\d+[mh]$/);
    unique(panelsIn(board).map(({ id }) => id));
  }
});

/** https://grafana.com/docs/grafana/latest/administration/provisioning/: keys that are not there are ignored in silence. */
const dataSourceFormat = z.strictObject({
  apiVersion: z.literal(1),
  datasources: z.array(
    z.strictObject({
      name: z.string(),
      uid: z.string().regex(/^[\w-]{1,40}$/),
      type: z.string(),
      access: z.enum(['proxy', 'direct']),
      url: z.url().optional(),
      isDefault: z.boolean().optional(),
      editable: z.boolean().optional(),
      jsonData: z.record(z.string(), z.unknown()).optional(),
      secureJsonData: z.record(z.string(), z.string()).optional(),
    }),
  ),
});

const prometheusFormat = z.strictObject({
  httpMethod: z.enum(['POST', 'GET']),
  timeInterval: z.string().regex(/^\d+(ms|[smhd])$/),
  prometheusType: z.enum(['Prometheus', 'Cortex', 'Mimir', 'Thanos']),
});

const providerFormat = z.strictObject({
  apiVersion: z.literal(1),
  providers: z.array(
    z.strictObject({
      name: z.string(),
      folder: z.string(),
      folderUid: z.string().regex(/^[\w-]{1,40}$/),
      type: z.literal('file'),
      allowUiUpdates: z.boolean(),
      updateIntervalSeconds: z.int().min(1),
      options: z.strictObject({ path: z.string().startsWith('/') }),
    }),
  ),
});

test('data sources are provisioned in the format of Grafana, one of them the default, and boards ask no other', () => {
  const { datasources } = dataSourceFormat.parse(parse(textOf('datasources/prometheus.yaml')));
  expect(datasources.filter(({ isDefault }) => isDefault)).toHaveLength(1);
  const prometheus = datasources.find(({ type }) => type === 'prometheus');
  prometheusFormat.parse(prometheus?.jsonData);
  const known = new Set([...datasources.map(({ uid }) => uid), '-- Grafana --', '${datasource}']);
  const asked = boards
    .flatMap(panelsIn)
    .flatMap(({ datasource, targets = [] }) => [
      datasource,
      ...targets.map((target) => (target as { datasource?: unknown }).datasource),
    ])
    .flatMap((source) => (source as { uid?: string } | undefined)?.uid ?? []);
  expect(asked.length).toBeGreaterThan(100);
  expect([...new Set(asked)].filter((uid) => !known.has(uid))).toEqual([]);
});

test('folders of boards are provisioned in the format of Grafana, each under names of its own', () => {
  const { providers } = providerFormat.parse(parse(textOf('dashboards/claude-code.yaml')));
  for (const key of ['name', 'folder', 'folderUid'] as const)
    expect(new Set(providers.map((one) => one[key])).size).toBe(providers.length);
});
