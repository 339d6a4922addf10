import {
  type DataQueryRequest,
  type DataSourceApi,
  EventBusSrv,
  type GrafanaTheme2,
  getDefaultTimeRange,
  getValueFormatterIndex,
  LoadingState,
  locationUtil,
  type PanelData,
  standardFieldConfigEditorRegistry,
  standardTransformersRegistry,
} from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';
import {
  config,
  setAppEvents,
  setDataSourceSrv,
  setPluginImportUtils,
  setRunRequest,
  setTemplateSrv,
} from '@grafana/runtime';
import { catchError, concat, from, map, type Observable, of } from 'rxjs';
import { durations } from './panels/durations.ts';
import { plugins } from './panels/plugins.ts';
import { standardFieldOptions, transformers } from './panels/standard-options.ts';
import { PrometheusDataSource } from './prometheus/datasource.ts';
import type { PrometheusQuery } from './prometheus/query.ts';

type RunRequest = Parameters<typeof setRunRequest>[0];

/** Asks a data source and tells the panel how far it is: loading at once, then the data, or what went wrong. */
const runRequest = ((dataSource: DataSourceApi, request: DataQueryRequest<PrometheusQuery>) => {
  const base: PanelData = { state: LoadingState.Loading, series: [], timeRange: request.range, request };
  const answered = from(dataSource.query(request)).pipe(
    map(({ data, errors }): PanelData => {
      const done = { ...base, series: data, state: LoadingState.Done };
      const [error] = errors ?? [];
      return error ? { ...done, state: LoadingState.Error, error, ...(errors && { errors }) } : done;
    }),
    catchError((error: Error): Observable<PanelData> => {
      if (error.name === 'AbortError') return of({ ...base, state: LoadingState.Done });
      return of({ ...base, state: LoadingState.Error, error: { message: error.message } });
    }),
  );
  return concat(of(base), answered);
}) as unknown as RunRequest;

/**
 * Gives @grafana/runtime what a Grafana server's front end would: one data source, the panel plugins, the standard
 * field options and transformations. To be called once, before anything is drawn.
 */
export async function startPlatform(theme: GrafanaTheme2): Promise<void> {
  const dataSource = new PrometheusDataSource();
  const settings = {
    uid: dataSource.uid,
    name: 'Prometheus',
    type: 'prometheus',
    meta: dataSource.meta,
    isDefault: true,
  };
  setDataSourceSrv({
    get: async () => dataSource,
    getList: () => [settings],
    getInstanceSettings: () => settings,
    reload: async () => undefined,
  } as unknown as Parameters<typeof setDataSourceSrv>[0]);
  setRunRequest(runRequest);
  setAppEvents(new EventBusSrv());
  setTemplateSrv({
    replace: (text = '') => text,
    getVariables: () => [],
    containsTemplate: (text = '') => text.includes('$'),
    updateTimeRange: () => undefined,
  });
  setPluginImportUtils({
    importPanelPlugin: async (id: string) => plugins(id),
    getPanelPluginFromCache: plugins,
  } as Parameters<typeof setPluginImportUtils>[0]);
  Object.assign(getValueFormatterIndex(), durations);
  standardFieldConfigEditorRegistry.setInit(() => standardFieldOptions);
  standardTransformersRegistry.setInit(() => transformers);
  locationUtil.initialize({
    config: { appSubUrl: '', appUrl: `${location.origin}/` } as Parameters<
      typeof locationUtil.initialize
    >[0]['config'],
    getVariablesUrlParams: () => Object.fromEntries(new URLSearchParams(location.search)),
    getTimeRangeForUrl: () => getDefaultTimeRange().raw as { from: string; to: string },
  });
  config.theme2 = theme;
  // Without a call every text of the libraries is asked for in vain.
  await initPluginTranslations('viewer', []);
}
