import {
  type AnnotationEvent,
  type AnnotationSupport,
  type DataFrame,
  type DataQueryRequest,
  type DataQueryResponse,
  type MetricFindValue,
  rangeUtil,
  type ScopedVars,
} from '@grafana/data';
import { RuntimeDataSource, type SceneObject, sceneGraph } from '@grafana/scenes';
import { from, type Observable, of } from 'rxjs';
import { annotationEvents, annotationQuery } from './annotations.ts';
import { ask, PrometheusError, type QueryAnswer } from './api.ts';
import { type Answer, toFrames } from './frames.ts';
import type { PrometheusQuery } from './query.ts';
import { scrapeIntervalSeconds, type Timing, timing } from './step.ts';
import { findValues } from './variable-query.ts';

/** The uid the provisioned data source has in Grafana; here it is the only one whatever it is called. */
export const dataSourceUid = 'prometheus';

const regexSpecial = /[\\^$*+?.()|[\]{}/]/g;

/** In an expression a value stands in a quoted string, and several in a regular expression. */
function escapeValue(value: unknown, variable?: { multi?: boolean; includeAll?: boolean }): string {
  if (Array.isArray(value)) {
    const values = value.map((one) => String(one).replace(regexSpecial, '\\\\$&'));
    return values.length === 1 ? (values[0] ?? '') : `(${values.join('|')})`;
  }
  const text = String(value);
  return variable?.multi || variable?.includeAll
    ? text.replace(regexSpecial, '\\\\$&')
    : text.replace(/\\/g, '\\\\').replace(/'/g, "\\\\'").replace(/"/g, '\\"');
}

function interpolate(text: string, scopedVars: ScopedVars): string {
  const scene = scopedVars['__sceneObject']?.value?.valueOf() as SceneObject | undefined;
  return scene ? sceneGraph.interpolate(scene, text, scopedVars, escapeValue) : text;
}

const scoped = ({ variables }: Timing): ScopedVars =>
  Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, { text: value, value }]));

function minimumStep(query: PrometheusQuery, request: DataQueryRequest<PrometheusQuery>): number {
  const written = interpolate(query.interval || query.step || '', request.scopedVars);
  if (!written) return scrapeIntervalSeconds;
  return rangeUtil.intervalToSeconds(written.replace(/^[>=\s]+/, '')) || scrapeIntervalSeconds;
}

interface Asked {
  readonly answers: readonly Answer[];
  readonly error?: PrometheusError;
}

async function runTarget(
  query: PrometheusQuery,
  request: DataQueryRequest<PrometheusQuery>,
  signal: AbortSignal,
): Promise<Asked> {
  const [start, end] = [request.range.from.valueOf(), request.range.to.valueOf()];
  const when = timing({
    fromMilliseconds: start,
    toMilliseconds: end,
    intervalMilliseconds: request.intervalMs,
    minimumSeconds: minimumStep(query, request),
  });
  const expr = interpolate(query.expr ?? '', { ...request.scopedVars, ...scoped(when) });
  const step = when.stepSeconds;
  // Aligned to the step, counted from local midnight, as Grafana does: the same points at every refresh, and days
  // that are the days of the person who looks.
  const offset = request.range.to.utcOffset() * 60;
  const align = (seconds: number) => Math.floor((seconds + offset) / step) * step - offset;
  const range = { query: expr, start: align(when.fromSeconds), end: align(when.toSeconds), step };
  const asks = [
    ...(query.instant ? [ask<QueryAnswer>('query', { query: expr, time: when.toSeconds }, signal)] : []),
    ...(query.range || !query.instant ? [ask<QueryAnswer>('query_range', range, signal)] : []),
  ];
  try {
    const answers = await Promise.all(asks);
    return { answers: answers.map((answer) => ({ query, expr, answer, stepSeconds: step })) };
  } catch (error) {
    if (error instanceof PrometheusError) return { answers: [], error };
    throw error;
  }
}

/** Prometheus as a data source of scenes, read through the viewer's own server. */
export class PrometheusDataSource extends RuntimeDataSource<PrometheusQuery> {
  readonly #running = new Map<string, AbortController>();

  override annotations: AnnotationSupport<PrometheusQuery> = {
    prepareAnnotation: (json) => json,
    prepareQuery: annotationQuery,
    processEvents: (annotation, frames: DataFrame[]): Observable<AnnotationEvent[]> =>
      of(annotationEvents(annotation, frames)),
  };

  constructor() {
    super('prometheus', dataSourceUid);
    this.interval = `${scrapeIntervalSeconds}s`;
  }

  override query(request: DataQueryRequest<PrometheusQuery>): Observable<DataQueryResponse> {
    // A panel that asks again no longer waits for what it asked before.
    this.#running.get(request.requestId)?.abort();
    const controller = new AbortController();
    this.#running.set(request.requestId, controller);
    return from(
      this.#run(request, controller.signal).finally(() => {
        if (this.#running.get(request.requestId) === controller) this.#running.delete(request.requestId);
      }),
    );
  }

  async #run(request: DataQueryRequest<PrometheusQuery>, signal: AbortSignal): Promise<DataQueryResponse> {
    const targets = request.targets.filter(({ hide, expr }) => !hide && expr);
    const asked = await Promise.all(targets.map((query) => runTarget(query, request, signal)));
    const errors = asked.flatMap(({ error }, index) =>
      error ? [{ message: error.message, refId: targets[index]?.refId ?? 'A' }] : [],
    );
    const data = toFrames(asked.flatMap(({ answers }) => answers));
    return errors.length > 0 ? { data, errors } : { data };
  }

  override async metricFindQuery(
    query: string | { query?: string },
    options?: { range?: DataQueryRequest['range']; scopedVars?: ScopedVars },
  ): Promise<MetricFindValue[]> {
    const to = options?.range?.to.valueOf() ?? Date.now();
    const start = options?.range?.from.valueOf() ?? to - 86_400_000;
    const when = timing({ fromMilliseconds: start, toMilliseconds: to, intervalMilliseconds: 0 });
    const text = typeof query === 'string' ? query : (query.query ?? '');
    const filled = interpolate(text, { ...options?.scopedVars, ...scoped(when) });
    return findValues(filled, { from: when.fromSeconds, to: when.toSeconds });
  }
}
