import type { Panel as GrafanaPanel } from '@grafana/grafana-foundation-sdk/dashboard';
import { describe, expect, it } from 'vitest';
import { bars, curves, dots } from '../../src/panels/charts.ts';
import type { Panel } from '../../src/panels/panel.ts';
import { hashed } from '../../src/panels/style.ts';
import { table } from '../../src/panels/tables.ts';
import { ranking, shares, stat } from '../../src/panels/values.ts';
import type { Signal } from '../../src/signals/signal.ts';

const signal = (legend: string, more: Partial<Signal> = {}): Signal => ({
  title: 'A signal',
  board: 'cost',
  description: 'For a test.',
  unit: 'short',
  legend,
  expr: () => 'vector(1)',
  ...more,
});

const built = (panel: Panel): GrafanaPanel =>
  panel.build({ board: 'overview', choices: ['team'], filter: () => [], pagesUrl: '', narrows: () => true });

interface Override {
  readonly matcher: { readonly id: string; readonly options?: unknown };
  readonly properties: readonly { readonly id: string; readonly value?: unknown }[];
}

/** What the overrides that match a series set, the last one winning. */
const setFor = (panel: GrafanaPanel, series: string): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    ((panel.fieldConfig?.overrides ?? []) as Override[])
      .filter(({ matcher: { id, options } }) => {
        const [, pattern] = /^\/(.*)\/$/.exec(String(options)) ?? [];
        return id === 'byRegexp' && pattern !== undefined && new RegExp(pattern).test(series);
      })
      .flatMap(({ properties }) => properties.map(({ id, value }) => [id, value])),
  );

const colourIn = (panel: GrafanaPanel, series: string): unknown =>
  (setFor(panel, series)['color'] as { fixedColor?: string } | undefined)?.fixedColor;

const custom = (panel: GrafanaPanel) => panel.fieldConfig?.defaults.custom as Record<string, unknown>;

describe('panels', () => {
  it.each([
    ['model', 'claude-opus-4-8', 'purple'],
    ['type', 'cacheRead', 'green'],
    ['outcome', 'failure', 'red'],
    ['status', 'failed', 'red'],
    ['permission_mode', 'bypassPermissions', 'orange'],
    ['source', 'user_reject', 'red'],
    ['moment', 'after', 'green'],
  ])('give a %s that is %s the same colour in every kind of panel', (label, value, colour) => {
    const one = signal(`{{${label}}}`);
    for (const kind of [bars, curves, dots, shares, ranking])
      expect(colourIn(built(kind(one)), value)).toBe(colour);
  });

  it('name each of several numbers, in words', () => {
    const panel = built(stat(signal('{{window}}')));
    expect((panel.options as { textMode?: string }).textMode).toBe('value_and_name');
    expect(setFor(panel, 'five_hour')['displayName']).toBe('Five hours');
    const band = built(stat([signal('{{window}}'), signal('{{window}} at the latest')]));
    expect(setFor(band, 'five_hour at the latest')['displayName']).toBe('Five hours at the latest');
    expect((built(stat(signal('One'))).options as { textMode?: string }).textMode).toBe('value');
  });

  it('colour a big number by its limits only, not by its name', () => {
    expect(colourIn(built(stat(signal('Commits'))), 'Commits')).toBeUndefined();
    expect(colourIn(built(bars(signal('Commits'))), 'Commits')).toBe('blue');
  });

  it('tell how a call ended in words, not by true and false', () => {
    const panel = built(bars(signal('{{success}}')));
    expect(setFor(panel, 'false')).toMatchObject({ displayName: 'Failure' });
    expect(colourIn(panel, 'Failure')).toBe('red');
  });

  it('do not add up what is drawn as dots', () => {
    expect(custom(built(dots(signal('{{moment}}'))))).toMatchObject({ drawStyle: 'points' });
    expect(custom(built(dots(signal('{{moment}}'))))['stacking']).toBeUndefined();
    expect(custom(built(bars(signal('{{moment}}'))))).toMatchObject({ stacking: { mode: 'normal' } });
  });

  it('fill the area below a curve that is alone, not below several', () => {
    expect(custom(built(curves(signal('Alone'))))['fillOpacity']).toBeGreaterThan(0);
    expect(custom(built(curves(signal('{{model}}'))))['fillOpacity']).toBe(0);
  });

  it('keep names as they are, but for hashes', () => {
    const short = (name: string) => name.replace(new RegExp(hashed), '$1');
    expect(short('amara')).toBe('amara');
    expect(short('deadbeef')).toBe('deadbeef');
    expect(short('0123456789abcdef'.repeat(4))).toBe('0123456789ab');
    expect(built(ranking(signal('{{team}}'))).transformations ?? []).toEqual([]);
  });

  it('wrap the headings of a table, so that none is cut off', () => {
    const panel = built(
      table({
        title: 'Models',
        description: 'Models.',
        rows: { model: 'Model' },
        columns: [signal('x', { title: 'Calls' })],
      }),
    );
    const [calls] = ((panel.fieldConfig?.overrides ?? []) as Override[]).filter(
      ({ matcher }) => matcher.options === 'Calls',
    );
    expect(calls?.properties).toContainEqual({ id: 'custom.wrapHeaderText', value: true });
  });
});
