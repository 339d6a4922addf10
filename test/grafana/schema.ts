import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';

/**
 * What Grafana publishes of its formats, as JSON Schema: of dashboards and panels, and of the options and field options of
 * each kind of panel that we draw. `npm run grafana:schemas` makes the files from its types.
 */

/** The releases whose formats are kept. */
export const grafanaVersions = ['11.6.15', '12.4.11', '13.2.3'] as const;
export type GrafanaVersion = (typeof grafanaVersions)[number];

/** Kinds of panels, and the folder of their types in Grafana's package. */
export const panelKinds = {
  bargauge: 'bargauge',
  gauge: 'gauge',
  heatmap: 'heatmap',
  piechart: 'piechart',
  'state-timeline': 'statetimeline',
  stat: 'stat',
  table: 'table',
  text: 'text',
  timeseries: 'timeseries',
} as const;
export type PanelKind = keyof typeof panelKinds;

export const schemaFile = (version: GrafanaVersion): string =>
  path.join(import.meta.dirname, `schema-${version.split('.')[0]}.json`);

/** Grafana fills in what is left out, but for these. */
const complete = new Set(['Board', 'Panel', 'RowPanel']);

const withoutRequired = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(withoutRequired);
  if (schema === null || typeof schema !== 'object') return schema;
  const { required: _required, ...rest } = schema as Readonly<Record<string, unknown>>;
  return Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, withoutRequired(value)]));
};

type Definitions = Readonly<Record<string, unknown>>;

const definitionsOf = (version: GrafanaVersion): Definitions => {
  const { definitions } = JSON.parse(readFileSync(schemaFile(version), 'utf8')) as {
    definitions: Definitions;
  };
  return Object.fromEntries(
    Object.entries(definitions).map(([name, one]) => [name, complete.has(name) ? one : withoutRequired(one)]),
  );
};

/** What is wrong with a value, a line each: where, and what. */
export type Look = (definition: string, value: unknown) => readonly string[];

const linesOf = (issues: readonly z.core.$ZodIssue[], at: string): readonly string[] =>
  issues.flatMap((issue) => {
    const where = [at, ...issue.path.map((step) => (typeof step === 'number' ? '#' : String(step)))].join(
      '.',
    );
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => `${where}.${key}: unknown`);
    if (issue.code === 'invalid_union' && issue.errors.length > 0) {
      // Of several forms the one that fits best says most.
      const [best = []] = issue.errors.toSorted((a, b) => a.length - b.length);
      return linesOf(best, where);
    }
    return [`${where}: ${issue.message}`];
  });

/** Holds values against the formats of a release. */
export const lookWith = (version: GrafanaVersion): Look => {
  const definitions = definitionsOf(version);
  const known = new Map<string, z.ZodType>();
  return (definition, value) => {
    if (!definitions[definition]) return [];
    const schema =
      known.get(definition) ??
      z.fromJSONSchema({ $ref: `#/definitions/${definition}`, definitions } as z.core.JSONSchema.JSONSchema, {
        defaultTarget: 'draft-7',
      });
    known.set(definition, schema);
    const { success, error } = schema.safeParse(value);
    return success ? [] : linesOf(error.issues, definition);
  };
};
