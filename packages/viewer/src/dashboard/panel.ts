import type { DataTransformerConfig, FieldConfigSource } from '@grafana/data';
import { type SceneDataProvider, SceneDataTransformer, SceneQueryRunner, VizPanel } from '@grafana/scenes';
import { dataSourceUid } from '../prometheus/datasource.ts';
import type { PanelModel } from './model.ts';
import { PanelLinks } from './panel-links.tsx';
import { panelMenu } from './panel-menu.ts';
import { PanelTimeRange } from './panel-time-range.tsx';

function dataOf({
  targets = [],
  transformations = [],
  maxDataPoints,
  interval,
}: PanelModel): SceneDataProvider | undefined {
  if (targets.length === 0) return undefined;
  const runner = new SceneQueryRunner({
    datasource: { type: 'prometheus', uid: dataSourceUid },
    queries: targets.map(({ datasource: _, ...target }) => (interval ? { interval, ...target } : target)),
    ...(maxDataPoints && { maxDataPoints }),
    ...(interval && { minInterval: interval }),
  });
  if (transformations.length === 0) return runner;
  return new SceneDataTransformer({
    $data: runner,
    transformations: [...transformations] as DataTransformerConfig[],
  });
}

export function vizPanel(model: PanelModel): VizPanel {
  const $data = dataOf(model);
  const { timeFrom, timeShift } = model;
  const links = model.links ?? [];
  return new VizPanel({
    key: `panel-${model.id ?? 0}`,
    pluginId: model.type,
    title: model.title ?? '',
    ...(model.description && { description: model.description }),
    options: (model.options ?? {}) as object,
    fieldConfig: { defaults: {}, overrides: [], ...model.fieldConfig } as FieldConfigSource<object>,
    displayMode: model.transparent ? 'transparent' : 'default',
    hoverHeader: !model.title,
    ...($data && { $data, menu: panelMenu() }),
    ...((timeFrom || timeShift) && {
      $timeRange: new PanelTimeRange({ timeFrom, timeShift, hidden: model.hideTimeOverride ?? false }),
    }),
    ...(links.length > 0 && { titleItems: [new PanelLinks({ links })] }),
  });
}
