import {
  behaviors,
  SceneRefreshPicker,
  SceneTimePicker,
  SceneTimeRange,
  VariableValueSelectors,
} from '@grafana/scenes';
import { DashboardCursorSync } from '@grafana/schema';
import { PageScene } from '../page-scene.tsx';
import { ShareButton } from '../share/share-button.tsx';
import { AnnotationSwitches } from './annotation-switches.tsx';
import { annotationLayers } from './annotations.ts';
import { gridLayout } from './layout.ts';
import { DashboardLinks } from './links.tsx';
import type { DashboardEntry, DashboardModel } from './model.ts';
import { variableSet } from './variables.ts';

const refreshIntervals = ['5s', '10s', '30s', '1m', '5m', '15m', '30m', '1h'];

/** Makes of Grafana's dashboard JSON the scene that draws it. */
export function dashboardScene(model: DashboardModel, dashboards: readonly DashboardEntry[]): PageScene {
  const { time, timezone, timepicker, refresh, links = [] } = model;
  const annotations = annotationLayers(model.annotations?.list ?? []);
  return new PageScene({
    key: model.uid,
    $timeRange: new SceneTimeRange({
      from: time?.from ?? 'now-24h',
      to: time?.to ?? 'now',
      timeZone: timezone || 'browser',
      ...(model.fiscalYearStartMonth && { fiscalYearStartMonth: model.fiscalYearStartMonth }),
    }),
    $variables: variableSet(model.templating?.list ?? []),
    $data: annotations,
    $behaviors: [
      new behaviors.CursorSync({ key: model.uid, sync: model.graphTooltip ?? DashboardCursorSync.Off }),
      new behaviors.SceneQueryController(),
    ],
    controls: [new VariableValueSelectors({})],
    rangeControls: [
      ...(links.length > 0 ? [new DashboardLinks({ links, dashboards, uid: model.uid })] : []),
      new AnnotationSwitches({ layers: annotations.state.layers.map((layer) => layer.getRef()) as never }),
      new ShareButton({ title: model.title }),
      new SceneTimePicker({
        ...(timepicker?.quick_ranges?.length && { quickRanges: [...timepicker.quick_ranges] as never }),
      }),
      new SceneRefreshPicker({
        refresh: refresh || '',
        intervals: [...(timepicker?.refresh_intervals ?? refreshIntervals)],
        withText: true,
      }),
    ],
    body: gridLayout(model.panels ?? []),
  });
}
