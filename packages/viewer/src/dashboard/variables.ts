import { VariableRefresh } from '@grafana/data';
import {
  ConstantVariable,
  CustomVariable,
  DataSourceVariable,
  IntervalVariable,
  QueryVariable,
  type SceneVariable,
  SceneVariableSet,
  TextBoxVariable,
} from '@grafana/scenes';
import { dataSourceUid } from '../prometheus/datasource.ts';
import type { VariableModel } from './model.ts';

const first = (value: string | readonly string[] | undefined): string =>
  (Array.isArray(value) ? value[0] : (value as string | undefined)) ?? '';

const textOf = ({ query }: VariableModel): string =>
  typeof query === 'string' ? query : (query?.query ?? '');

const common = ({ name, label, description, hide, skipUrlSync }: VariableModel) => ({
  name,
  label: label ?? name,
  description: description ?? null,
  hide: hide ?? 0,
  ...(skipUrlSync !== undefined && { skipUrlSync }),
});

/** What several values, or all of them, mean; the same for queries and for lists written by hand. */
const choice = (model: VariableModel) => {
  const { current, multi = false, includeAll = false, allValue, allowCustomValue = true } = model;
  const value = current?.value ?? (includeAll ? '$__all' : '');
  return {
    value: multi && !Array.isArray(value) && value !== '' ? [value as string] : (value as string | string[]),
    text: (current?.text ?? '') as string | string[],
    isMulti: multi,
    includeAll,
    defaultToAll: includeAll,
    allowCustomValue,
    ...(allValue && { allValue }),
  };
};

const intervalsOf = (text: string): string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);

const makers: Readonly<Record<string, (model: VariableModel) => SceneVariable>> = {
  // There is one Prometheus here, whatever the dashboard was last saved with.
  datasource: (model) =>
    new DataSourceVariable({
      ...common(model),
      pluginId: textOf(model) || 'prometheus',
      value: dataSourceUid,
      text: 'Prometheus',
      hide: 2,
      skipUrlSync: true,
    }),
  query: (model) =>
    new QueryVariable({
      ...common(model),
      ...choice(model),
      query: textOf(model),
      datasource: { type: 'prometheus', uid: dataSourceUid },
      regex: model.regex ?? '',
      sort: model.sort ?? 0,
      refresh: model.refresh || VariableRefresh.onDashboardLoad,
    }),
  custom: (model) => new CustomVariable({ ...common(model), ...choice(model), query: textOf(model) }),
  constant: (model) =>
    new ConstantVariable({ ...common(model), value: textOf(model), hide: 2, skipUrlSync: true }),
  textbox: (model) =>
    new TextBoxVariable({ ...common(model), value: first(model.current?.value) || textOf(model) }),
  interval: (model) => {
    const intervals = intervalsOf(textOf(model));
    return new IntervalVariable({
      ...common(model),
      intervals,
      value: first(model.current?.value) || intervals[0] || '1m',
      autoEnabled: model.auto ?? false,
      autoMinInterval: model.auto_min ?? '10s',
      autoStepCount: model.auto_count ?? 30,
    });
  },
};

/** The variables of a dashboard. Kinds that cannot be asked of Prometheus are left out. */
export function variableSet(models: readonly VariableModel[]): SceneVariableSet {
  return new SceneVariableSet({
    variables: models.flatMap((model) => makers[model.type]?.(model) ?? []),
  });
}
