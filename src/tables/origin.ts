import { labelName } from '../catalogue/attribute.ts';
import { resourceAttributes } from '../catalogue/attributes/resource.ts';
import { attributes } from '../catalogue/attributes.ts';
import { commonAttributes } from '../catalogue/events.ts';
import { sourceAttribute } from '../catalogue/imported.ts';
import { labelSources, sharedLabelSources } from '../catalogue/labels.ts';
import { type Column, columnOfAttribute } from './column.ts';

/**
 * Who sent something, and from where: all that stays the same over many events, kept once. A label is the first of its
 * attributes that there is; the other attributes follow under their own names.
 */
export interface OriginColumn extends Column {
  /** The attributes it is read from, best first. */
  readonly sources: readonly string[];
}

const label = (
  name: string,
  brief: string,
  privacy: Column['privacy'],
  sources: readonly string[],
): OriginColumn => ({
  name,
  type: 'text',
  privacy,
  brief,
  from: sources[0] ?? name,
  sources,
});

const labels: readonly OriginColumn[] = [
  label(
    'person',
    'Person, as a label or an address names them; else the installation.',
    'personal',
    sharedLabelSources.user,
  ),
  label('team', 'Team.', 'public', sharedLabelSources.team),
  label('project', 'Project.', 'public', sharedLabelSources.project),
  label('env', 'Environment.', 'public', sharedLabelSources.env),
  label('department', 'Department.', 'public', sharedLabelSources.department),
  label('cost_center', 'Cost centre.', 'public', sharedLabelSources.cost_center),
  label('machine', 'Machine, as a pseudonym.', 'pseudonymous', [
    'host.id',
    'host.name',
    'service.instance.id',
    'user.id',
  ]),
  label('provider', 'API provider.', 'public', labelSources['provider'] ?? []),
  label('client_version', 'Version of the client.', 'public', labelSources['app_version'] ?? []),
  label('source', '`transcript` for imported history; absent for telemetry.', 'public', [sourceAttribute]),
];

const labelNames = new Set(labels.map(({ name }) => name));

const otherColumns: readonly OriginColumn[] = [...commonAttributes, ...Object.keys(resourceAttributes)]
  .filter((name) => name !== 'session.id' && !labelNames.has(labelName(name)))
  .map((name) => ({
    ...columnOfAttribute(name, attributes[name as keyof typeof attributes]),
    type: 'text' as const,
    sources: [name],
  }));

/** Labels of the team's own (`labels.extra`), as columns. */
const extra = (names: readonly string[]): readonly OriginColumn[] =>
  names
    .filter(
      (name) => !labelNames.has(labelName(name)) && !otherColumns.some((column) => column.from === name),
    )
    .map((name) => label(labelName(name).toLowerCase(), 'A label of the team.', 'public', [name]));

/** The columns of `origins`; `extraLabels`: what `labels.extra` names. */
export const originColumns = (extraLabels: readonly string[]): readonly OriginColumn[] => [
  ...labels,
  ...otherColumns,
  ...extra(extraLabels),
];
