import {
  SceneDataTransformer,
  SceneFlexItem,
  SceneFlexLayout,
  SceneQueryRunner,
  SceneRefreshPicker,
  SceneTimePicker,
  SceneTimeRange,
  VizPanel,
} from '@grafana/scenes';
import { PageScene } from '../page-scene.tsx';
import { dataSourceUid } from '../prometheus/datasource.ts';
import type { PrometheusQuery } from '../prometheus/query.ts';

const runner = (query: Omit<PrometheusQuery, 'refId'>) =>
  new SceneQueryRunner({
    datasource: { type: 'prometheus', uid: dataSourceUid },
    queries: [{ refId: 'A', ...query }],
  });

/** One expression, as a curve over the range and as a table of its values at the end of it. */
export function exploreScene(expr: string): PageScene {
  return new PageScene({
    $timeRange: new SceneTimeRange({ from: 'now-1h', to: 'now', timeZone: 'browser' }),
    controls: [],
    rangeControls: [new SceneTimePicker({}), new SceneRefreshPicker({ withText: true })],
    body: new SceneFlexLayout({
      direction: 'column',
      children: expr
        ? [
            new SceneFlexItem({
              minHeight: 360,
              body: new VizPanel({
                key: 'graph',
                pluginId: 'timeseries',
                title: 'Graph',
                $data: runner({ expr, range: true, instant: false, legendFormat: '__auto' }),
                options: { tooltip: { mode: 'multi', sort: 'desc' } },
                fieldConfig: { defaults: { custom: { fillOpacity: 8 } }, overrides: [] },
              }),
            }),
            new SceneFlexItem({
              minHeight: 320,
              body: new VizPanel({
                key: 'table',
                pluginId: 'table',
                title: 'Table',
                $data: new SceneDataTransformer({
                  $data: runner({ expr, range: false, instant: true, format: 'table' }),
                  // It is the end of the range in every row, and on a phone it hides the value.
                  transformations: [{ id: 'organize', options: { excludeByName: { Time: true } } }],
                }),
              }),
            }),
          ]
        : [],
    }),
  });
}
