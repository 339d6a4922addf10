import { readFileSync, statSync } from 'node:fs';
import * as z from 'zod';
import { exitCode, Failure } from '../../failure.ts';

/** Grafana's own dashboards are a tenth of this at most. */
const largestFileBytes = 10 * 1024 ** 2;

const named = z.looseObject({ name: z.string() });

const panel = z.looseObject({ id: z.int().optional(), type: z.string(), title: z.string().default('') });

/** A panel as Grafana writes it. */
export type ExportedPanel = z.output<typeof panel>;

const row = panel.extend({ panels: z.array(panel).optional() });

const model = z.looseObject({
  uid: z.string().nullish(),
  title: z.string(),
  panels: z.array(row).default([]),
  templating: z.looseObject({ list: z.array(named).default([]) }).optional(),
  annotations: z.looseObject({ list: z.array(named).default([]) }).optional(),
});

/** The classic model of a dashboard: what `dashboards/*.json` are, and what Grafana exports. */
export type ExportedDashboard = z.output<typeof model>;

const wrapped = z.looseObject({ dashboard: z.unknown() });
const newSchema = z.looseObject({ apiVersion: z.string(), spec: z.looseObject({ elements: z.unknown() }) });

/**
 * A dashboard in any of the forms in which it leaves Grafana: its JSON model, the answer of its API, or an export.
 * @param where what to name in an error
 * @throws Failure when it is none
 */
export const readExported = (value: unknown, where: string): ExportedDashboard => {
  if (newSchema.safeParse(value).success) {
    throw new Failure("This is Grafana's new schema of dashboards; the code writes the classic one.", {
      where,
      fix: 'In Grafana: Export, Export as code, Model: Classic.',
      exitCode: exitCode.usage,
    });
  }
  const inner = wrapped.safeParse(value);
  const found = model.safeParse(inner.success && inner.data.dashboard ? inner.data.dashboard : value);
  if (found.success) return found.data;
  throw new Failure('This is not a dashboard as Grafana exports it.', {
    where: `${where}: ${z.prettifyError(found.error)}`,
    fix: 'In Grafana: Export, Export as code; or the JSON model in the settings of the dashboard.',
    exitCode: exitCode.usage,
  });
};

/** Reads an exported dashboard from a file. @throws Failure */
export const readExportedFile = (file: string): ExportedDashboard => {
  let value: unknown;
  try {
    if (statSync(file).size > largestFileBytes) throw new Error('it is larger than 10 MiB');
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Failure(`The dashboard cannot be read: ${(cause as Error).message}.`, {
      where: file,
      exitCode: exitCode.usage,
      cause,
    });
  }
  return readExported(value, file);
};

/** All panels in the order in which they stand, also those in folded rows; the rows themselves as panels of type `row`. */
export const panelsOf = ({ panels }: ExportedDashboard): readonly ExportedPanel[] =>
  panels.flatMap(({ panels: folded = [], ...one }) => [one, ...folded]);
