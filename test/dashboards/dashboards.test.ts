import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { defaults } from '../../src/config/schema.ts';
import { dashboardArtefacts } from '../../src/dashboards/artefacts.ts';
import { dashboardsMarkdown } from '../../src/dashboards/markdown.ts';
import { alertsOf } from '../../src/rules/alerts.ts';
import { dashboards, everything, expressions, type Placed, panels, targetsOf } from './panels.ts';

const names = (wrong: readonly Placed[]): readonly string[] => wrong.map(({ name }) => name);
const showing = panels.filter(({ panel }) => panel.type !== 'text');

describe('the dashboards', () => {
  test('are the same to the byte whenever they are generated', () => {
    expect(dashboardArtefacts(everything)).toEqual(dashboardArtefacts(everything));
  });

  test('are on disk as the sources say', () => {
    for (const { path: file, text } of dashboardArtefacts(defaults()))
      expect(readFileSync(path.join(import.meta.dirname, '../..', file), 'utf8') === text, file).toBe(true);
  });

  test('are twelve, each in a file of its uid, and all linked with one another', () => {
    expect(dashboards).toHaveLength(12);
    expect(new Set(dashboards.map(({ uid }) => uid)).size).toBe(12);
    for (const { path: file, text } of dashboardArtefacts(defaults()))
      expect(file).toBe(`dashboards/${JSON.parse(text).uid}.json`);
    for (const { tags, links } of dashboards) {
      expect(tags).toContain('claude-code');
      expect(links).toMatchObject(
        ['link', 'link', 'dashboards'].map((type) => ({ type, keepTime: true, includeVars: true })),
      );
    }
  });

  test('open on the last week in the time zone of the browser, and refresh every half minute', () => {
    for (const dashboard of dashboards)
      expect(dashboard).toMatchObject({
        timezone: 'browser',
        refresh: '30s',
        weekStart: 'monday',
        time: { from: 'now-7d', to: 'now' },
        editable: true,
      });
  });

  test('let people choose the data source, and everything else with All first', () => {
    for (const { templating } of dashboards) {
      const [source, ...others] = templating?.list ?? [];
      expect(source).toMatchObject({
        type: 'datasource',
        name: 'datasource',
        label: 'Data source',
        query: 'prometheus',
        current: { value: 'prometheus' },
      });
      for (const variable of others.filter(({ type }) => type === 'query'))
        expect(variable).toMatchObject({
          includeAll: true,
          multi: true,
          allValue: '.*',
          refresh: 2,
          current: { value: ['$__all'] },
          datasource: { uid: '${datasource}' },
        });
    }
  });

  test('offer people as a choice only where the label is switched on', () => {
    const variables = (config: typeof everything) =>
      dashboardArtefacts(config).flatMap(({ text }) =>
        JSON.parse(text).templating.list.map(({ name }: { name: string }) => name),
      );
    expect(variables(defaults())).not.toContain('user');
    expect(variables(everything)).toContain('user');
  });

  test('have no choice that no panel of theirs listens to', () => {
    for (const { uid, templating, panels: all } of dashboards) {
      const text = JSON.stringify(all);
      const idle = (templating?.list ?? []).filter(
        ({ name }) => !text.includes(`$${name}`) && name !== 'datasource',
      );
      expect(idle.map(({ name }) => `${uid}: ${name}`)).toEqual([]);
    }
  });
});

describe('every panel', () => {
  test('has a title and says what it counts', () => {
    expect(names(panels.filter(({ panel }) => !panel.title || !panel.description))).toEqual([]);
  });

  test('has a unit, and says something when there is no data', () => {
    const defaultsOf = ({ panel }: Placed) => panel.fieldConfig?.defaults;
    expect(names(showing.filter((placed) => !defaultsOf(placed)?.unit))).toEqual([]);
    expect(names(showing.filter((placed) => !defaultsOf(placed)?.noValue))).toEqual([]);
  });

  test('asks the chosen data source, with a letter for each query', () => {
    for (const placed of showing) {
      const targets = targetsOf(placed);
      expect(targets.length, placed.name).toBeGreaterThan(0);
      expect(placed.panel.datasource, placed.name).toEqual({ type: 'prometheus', uid: '${datasource}' });
      expect(targets.map(({ refId }) => refId)).toEqual([...'ABCDEFGH'].slice(0, targets.length));
      for (const target of targets) expect(target.datasource).toEqual(placed.panel.datasource);
    }
  });

  test('has an id of its own that stays when panels are added around it', () => {
    for (const { uid, panels: all = [] } of dashboards) {
      const ids = all.map(({ id }) => id ?? 0);
      expect(new Set(ids).size, uid).toBe(ids.length);
      expect(ids.every((id) => Number.isInteger(id) && id > 0 && id < 2 ** 31)).toBe(true);
    }
    const cost = panels.find(({ name }) => name === 'claude-code-overview: Cost');
    expect(cost?.panel.id).toMatchInlineSnapshot(`103967896`);
  });

  test('lies within the grid, on no other', () => {
    for (const { uid, panels: all = [] } of dashboards) {
      const taken = new Map<string, string>();
      for (const { gridPos, title = '' } of all) {
        expect(gridPos, `${uid}: ${title}`).toBeDefined();
        const { x, y, w, h } = gridPos ?? { x: 0, y: 0, w: 0, h: 0 };
        expect(x + w, `${uid}: ${title}`).toBeLessThanOrEqual(24);
        for (let column = x; column < x + w; column += 1)
          for (let line = y; line < y + h; line += 1) {
            const cell = `${column}/${line}`;
            expect(taken.get(cell), `${uid}: ${title}`).toBeUndefined();
            taken.set(cell, title);
          }
      }
    }
  });

  test('fills its line: no dashboard has a hole at the right', () => {
    const ragged = dashboards.flatMap(({ uid, panels: all = [] }) => {
      const widths = new Map<number, number>();
      for (const { gridPos } of all) {
        if (!gridPos) continue;
        for (let line = gridPos.y; line < gridPos.y + gridPos.h; line += 1)
          widths.set(line, (widths.get(line) ?? 0) + gridPos.w);
      }
      return [...widths].filter(([, width]) => width < 24).map(([line]) => `${uid} line ${line}`);
    });
    expect(ragged).toEqual([]);
  });

  test('asks once when it shows one number, and for a range when it shows time', () => {
    const overTime = ['timeseries', 'heatmap', 'state-timeline'];
    const hasCurve = ({ options }: Placed['panel']) =>
      (options as { graphMode?: string } | undefined)?.graphMode === 'area';
    for (const placed of showing)
      targetsOf(placed).forEach(({ instant, range }, at) => {
        // A number with a curve asks for the curve first, then for its own exact value.
        const isOverTime = hasCurve(placed.panel) ? at === 0 : overTime.includes(placed.panel.type);
        expect([placed.name, instant === true, range === true]).toEqual([
          placed.name,
          !isOverTime,
          isOverTime,
        ]);
      });
  });

  test('reads counters through a total or a rate, never as they stand', () => {
    const bare = /(?<![\w:])[a-z:_]+(_total|_count|_bucket)(:sum)?(\{[^}]*\})?(?!\{|\[|:|\w)/i;
    const plain = showing.filter((placed) => targetsOf(placed).some(({ expr = '' }) => bare.test(expr)));
    expect(names(plain)).toEqual([]);
  });

  test('rates over the range Grafana advises for rates', () => {
    const fixed = showing.filter((placed) =>
      targetsOf(placed).some(({ expr = '' }) => /\brate\([^[]*\[(?!\$__rate_interval)/.test(expr)),
    );
    expect(names(fixed)).toEqual([]);
  });
});

describe('docs/dashboards.md', () => {
  test('names every panel with what it counts', () => {
    const text = dashboardsMarkdown(defaults());
    for (const { panel } of panels) {
      const title = panel.title?.replace('${by:text}', '…');
      expect(text).toContain(`| ${title} | ${panel.description?.replaceAll('|', '\\|')}`);
    }
  });
});

describe('the marks on curves', () => {
  test('name alerts that exist', () => {
    const alerts = new Set<string>(
      alertsOf(defaults()).flatMap(({ alerts: all }) => all.map(({ name }) => name)),
    );
    const named = expressions
      .filter(({ place }) => place.includes('annotation'))
      .flatMap(({ expr }) => [...expr.matchAll(/alertname!?="(\w+)"/g)].map(([, name = '']) => name));
    expect(named.length).toBeGreaterThan(0);
    for (const name of named) expect(alerts.has(name), name).toBe(true);
  });
});
