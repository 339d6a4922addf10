import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { checkout } from '../../src/checkout.ts';
import { homeAt } from '../../src/config/home.ts';
import { type Edit, editsOf } from '../../src/dashboards/edits/compare.ts';
import { type ExportedDashboard, panelsOf, readExported } from '../../src/dashboards/edits/exported.ts';
import { dashboardsInGrafana } from '../../src/dashboards/edits/grafana.ts';
import { dashboardPlace, panelPlaces } from '../../src/dashboards/edits/places.ts';
import { constantOf, exprSource, panelSource } from '../../src/dashboards/edits/source.ts';
import { stepsFor } from '../../src/dashboards/edits/steps.ts';
import { run } from '../cli/run.ts';
import { dashboards } from './panels.ts';

// biome-ignore lint/suspicious/noExplicitAny: panels are edited as people edit JSON
type Loose = any;

const generated = dashboards.map((dashboard) => readExported(dashboard, 'generated'));
const copy = (dashboard: ExportedDashboard): Loose => structuredClone(dashboard);
const shown = (dashboard: Loose): Loose[] => dashboard.panels.filter(({ type }: Loose) => type !== 'row');
const codeDashboard = generated.find(({ uid }) => uid === 'claude-code-code') as ExportedDashboard;

/** What Grafana adds when it saves a dashboard that nobody changed. */
const asGrafanaSaves = (dashboard: ExportedDashboard): Loose => {
  const saved = { ...copy(dashboard), id: 12, version: 4, weekStart: '', liveNow: false };
  saved.annotations.list.unshift({ name: 'Annotations & Alerts', builtIn: 1, type: 'dashboard' });
  for (const panel of shown(saved)) {
    panel.pluginVersion = '13.2.0';
    panel.options = { ...panel.options, legendOfTomorrow: true };
    panel.fieldConfig = { ...panel.fieldConfig };
    panel.fieldConfig.defaults = {
      mappings: [],
      ...panel.fieldConfig?.defaults,
      custom: { axisPlacement: 'auto', ...panel.fieldConfig?.defaults?.custom },
    };
    for (const target of panel.targets ?? []) target.editorMode = 'code';
    delete panel.transparent;
  }
  return saved;
};

const brief = (edit: Edit) =>
  edit.kind === 'changed' ? `${edit.panel?.title ?? ''} ${edit.path}` : `${edit.kind} ${edit.panel.title}`;

test('what Grafana writes by itself is no edit', () => {
  for (const dashboard of generated) {
    expect(editsOf(dashboard, dashboard).map(brief)).toEqual([]);
    expect(editsOf(dashboard, readExported(asGrafanaSaves(dashboard), 'saved')).map(brief)).toEqual([]);
  }
});

/** Edits of one panel by hand, and how they are told. */
const byHand: Readonly<Record<string, (panel: Loose) => void>> = {
  title: (panel) => (panel.title = `${panel.title}!`),
  description: (panel) => (panel.description = 'In my words.'),
  'gridPos.w': (panel) => (panel.gridPos.w += 1),
  timeFrom: (panel) => (panel.timeFrom = '13h'),
  'fieldConfig.defaults.unit': (panel) => (panel.fieldConfig.defaults.unit = 'velocityknot'),
  'fieldConfig.defaults.max': (panel) => (panel.fieldConfig.defaults.max = 12_345),
  'targets.A.expr': (panel) => (panel.targets[0].expr += ' * 2'),
};

test('whatever is edited by hand is told, and nothing else', () => {
  const choice = fc.record({
    dashboard: fc.constantFrom(...generated),
    which: fc.nat(),
    edits: fc.subarray(Object.keys(byHand), { minLength: 1 }),
    removes: fc.boolean(),
  });
  fc.assert(
    fc.property(choice, ({ dashboard, which, edits, removes }) => {
      const exported = asGrafanaSaves(dashboard);
      const candidates = shown(exported).filter(({ targets }) => targets?.length > 0);
      const panel = candidates[which % candidates.length];
      const { title } = panel;
      if (removes) exported.panels.splice(exported.panels.indexOf(panel), 1);
      else for (const name of edits) byHand[name]?.(panel);
      const expected = removes ? [`removed ${title}`] : edits.map((name) => `${title} ${name}`);
      expect(editsOf(dashboard, readExported(exported, 'edited')).map(brief).sort()).toEqual(expected.sort());
    }),
    { numRuns: 200 },
  );
});

test('two panels that change places are told as an order', () => {
  const exported = copy(codeDashboard);
  const [one, other] = shown(exported);
  [one.gridPos, other.gridPos] = [other.gridPos, one.gridPos];
  expect(editsOf(codeDashboard, exported).map(brief)).toEqual([' order']);
});

test('every title of a panel is found in the sources, and every dashboard', () => {
  const composed: string[] = [];
  for (const dashboard of generated) {
    const uid = dashboard.uid ?? '';
    expect(dashboardPlace(checkout.root, uid)).toMatch(/^src\/dashboards\/[\w-]+\.ts:\d+$/);
    for (const { title, type } of panelsOf(dashboard))
      if (type !== 'row' && panelPlaces(checkout.root, uid, title).length === 0) composed.push(title);
  }
  expect(composed.length).toBeLessThan(
    panelsOf({ title: '', panels: generated.flatMap(({ panels }) => panels) }).length / 10,
  );
});

test.each([
  ['sum(increase(claude_code_cost_usage_USD_total[$__range]))', '(view) => totalOf(costUsage, {}, view)'],
  [
    'sum by (model, type) (rate(claude_code_token_usage_tokens_total{team=~"$team"}[$__rate_interval]))',
    "(view) => rateOf(tokenUsage, { by: ['model', 'type'] }, view)",
  ],
  [
    'sum(increase(claude_code_token_usage_tokens_total{type="input",project=~"$project"}[$__interval]))',
    "(view) => totalOf(tokenUsage, { where: { type: 'input' } }, view)",
  ],
  ['sum(increase(unheard_of_total[$__range]))', "() => 'sum(increase(unheard_of_total[$__range]))'"],
  [
    'sum(increase(claude_code_token_usage_tokens_total{type!="input"}[$__range]))',
    `() => 'sum(increase(claude_code_token_usage_tokens_total{type!="input"}[$__range]))'`,
  ],
  ["count(up{job='x'})", "() => 'count(up{job=\\'x\\'})'"],
])('%s becomes %s', (promql, source) => {
  expect(exprSource(promql)).toBe(source);
});

test('a panel made in Grafana becomes a signal and a line', () => {
  const panel = {
    id: 99,
    type: 'timeseries',
    title: 'Tokens, my way',
    gridPos: { x: 0, y: 0, w: 8, h: 6 },
    fieldConfig: { defaults: { unit: 'short', min: 0, custom: { drawStyle: 'bars' } } },
    targets: [
      {
        refId: 'A',
        expr: 'sum(increase(claude_code_token_usage_tokens_total[$__interval]))',
        legendFormat: 'mine',
      },
    ],
  };
  const { signals, row } = panelSource(panel);
  expect(signals).toBe(`export const tokensMyWay: Signal = {
  title: 'Tokens, my way',
  description: 'What is counted, and what is not.',
  unit: 'short',
  legend: 'mine',
  min: 0,
  expr: (view) => totalOf(tokenUsage, {}, view),
};`);
  expect(row).toBe('bars(tokensMyWay, { width: 8, height: 6 }),');
  expect(panelSource({ ...panel, type: 'nodeGraph' }).row).toBeUndefined();
  expect(constantOf('95 % of all')).toBe('panel95OfAll');
});

test('each edit is told with the line of code that decides it', () => {
  const exported = copy(codeDashboard);
  const panel = shown(exported)[1];
  panel.fieldConfig.defaults.unit = 'none';
  exported.time.from = 'now-14d';
  const told = editsOf(codeDashboard, exported).map((edit) =>
    stepsFor(edit, 'claude-code-code', checkout.root),
  );
  expect(told).toEqual([
    "src/dashboards/dashboard.ts\n  from: 'now-14d', which all dashboards share",
    expect.stringMatching(/^src\/signals\/code\.ts:\d+\n {2}unit: 'none'$/),
  ]);
});

/** Grafana's API as far as it is asked. */
const standIn = async (answers: Readonly<Record<string, unknown>>, password: string) => {
  const server = createServer(({ url = '', headers }, response) => {
    const allowed = headers.authorization === `Basic ${Buffer.from(`admin:${password}`).toString('base64')}`;
    const found = answers[url];
    response.writeHead(allowed ? (found ? 200 : 404) : 401, { 'content-type': 'application/json' });
    response.end(JSON.stringify(found ?? { message: 'no' }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
};

const homeWithPassword = (password: string) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'edits-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const home = homeAt(folder);
  mkdirSync(home.secrets);
  writeFileSync(path.join(home.secrets, 'grafana-password'), `${password}\n`);
  return home;
};

test('a running Grafana is asked for each dashboard, and one that refuses is told', async () => {
  const port = await standIn(
    {
      '/api/dashboards/uid/claude-code-code': {
        meta: { version: 3 },
        dashboard: asGrafanaSaves(codeDashboard),
      },
    },
    'hush',
  );
  const found = await dashboardsInGrafana(homeWithPassword('hush'), port, [
    'claude-code-code',
    'claude-code-cost',
  ]);
  expect(found.map(({ uid }) => uid)).toEqual(['claude-code-code']);
  await expect(dashboardsInGrafana(homeWithPassword('wrong'), port, ['claude-code-code'])).rejects.toThrow(
    'does not know the password',
  );
});

test('the command tells edits, how to write them, and what it cannot read', async () => {
  const home = homeWithPassword('');
  const file = path.join(home.root, 'exported.json');
  const exported = copy(codeDashboard);
  shown(exported)[0].fieldConfig.defaults.unit = 'none';
  writeFileSync(file, JSON.stringify(exported));
  writeFileSync(home.config, 'labels: { shared: [team, project, user] }\n');
  const [{ edits }] = JSON.parse((await run(home, ['dashboards', 'diff', file, '--json'])).out);
  expect(edits).toMatchObject([{ kind: 'changed', path: 'fieldConfig.defaults.unit', to: 'none' }]);
  expect((await run(home, ['dashboards', 'import', file])).out).toContain("unit: 'none'");

  writeFileSync(file, JSON.stringify({ apiVersion: 'dashboard.grafana.app/v2', spec: { elements: {} } }));
  expect(await run(home, ['dashboards', 'import', file])).toMatchObject({
    code: 2,
    err: expect.stringContaining('Model: Classic'),
  });
  writeFileSync(file, '{"hello": 1}');
  expect(await run(home, ['dashboards', 'diff', file])).toMatchObject({ code: 2 });
});
