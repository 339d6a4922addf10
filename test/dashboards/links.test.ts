import { describe, expect, test } from 'vitest';
import { dashboards, panels } from './panels.ts';

interface Link {
  readonly title: string;
  readonly url: string;
}

interface FieldConfig {
  readonly defaults?: { readonly links?: readonly Link[] };
  readonly overrides?: readonly {
    readonly properties: readonly { readonly id: string; readonly value?: unknown }[];
  }[];
}

const linksOf = (config: FieldConfig | undefined): readonly Link[] => [
  ...(config?.defaults?.links ?? []),
  ...(config?.overrides ?? []).flatMap(({ properties }) =>
    properties.filter(({ id }) => id === 'links').flatMap(({ value }) => value as readonly Link[]),
  ),
];

const variablesOf = new Map(
  dashboards.map(({ uid, templating }) => [uid, new Set((templating?.list ?? []).map(({ name }) => name))]),
);

const all = panels.flatMap(({ dashboard, name, panel }) =>
  linksOf(panel.fieldConfig as FieldConfig).map((link) => ({ dashboard, name, ...link })),
);

/** The board of a link: over the range of this one, or over the day of a bar. */
const uidOf = (url: string): string =>
  /^\/d\/(claude-code-\w+)\?(?:\$\{__url_time_range\}|from=now-\w+&to=now)(?:&|$)/.exec(url)?.[1] ??
  /^(?:http:\/\/127\.0\.0\.1:\d+)?\/go\/day\?board=(claude-code-\w+)&at=\$\{__value\.time\}/.exec(url)?.[1] ??
  '';

describe('the links of the dashboards', () => {
  test('lead to a dashboard that exists, with the range of this one or over the day of a bar', () => {
    for (const { name, url } of all) {
      expect(variablesOf.has(uidOf(url)), `${name}: ${url}`).toBe(true);
    }
  });

  test('bring the range of a panel along that has one of its own', () => {
    const own = panels.filter(({ panel }) => (panel as { timeFrom?: string }).timeFrom);
    expect(own.length).toBeGreaterThan(5);
    for (const { name, panel } of own) {
      const { timeFrom } = panel as { timeFrom?: string };
      const urls = linksOf(panel.fieldConfig as FieldConfig).map(({ url }) => url);
      for (const url of urls.filter((one) => !one.includes('/go/day?')))
        expect(url, name).toContain(`?from=now-${timeFrom}&to=now`);
    }
  });

  test('carry every choice that the other dashboard has, and set only what it has', () => {
    for (const { dashboard, name, url } of all) {
      const uid = uidOf(url);
      const set = [...url.matchAll(/&var-(\w+)=/g)].map(([, variable = '']) => variable);
      for (const variable of set) expect(variablesOf.get(uid)?.has(variable), `${name}: ${url}`).toBe(true);
      const carried = [...url.matchAll(/\$\{(\w+):queryparam\}/g)].map(([, variable = '']) => variable);
      const choices = [...(variablesOf.get(dashboard) ?? [])].filter((one) => variablesOf.get(uid)?.has(one));
      const own = new Set(['datasource', 'plan', 'by']);
      for (const choice of choices.filter((one) => !own.has(one)))
        expect([...set, ...carried], `${name}: ${url}`).toContain(choice);
    }
  });

  test('start from every number of the overview', () => {
    const leading = new Set(all.map(({ name }) => name));
    const silent = panels.filter(
      ({ dashboard, name, panel }) =>
        dashboard === 'claude-code-overview' && panel.type !== 'text' && !leading.has(name),
    );
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  test('lead from each bar of a day to that day', () => {
    const daily = panels.filter(({ panel }) => (panel as { interval?: string }).interval === '1d');
    expect(daily.length).toBeGreaterThan(2);
    const leading = new Set(all.filter(({ url }) => url.includes('/go/day?')).map(({ name }) => name));
    expect(daily.map(({ name }) => name).filter((name) => !leading.has(name))).toEqual([]);
  });
});
