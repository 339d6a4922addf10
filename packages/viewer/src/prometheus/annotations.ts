import type { AnnotationEvent, AnnotationQuery, DataFrame } from '@grafana/data';
import type { PrometheusQuery } from './query.ts';

/** What a dashboard's annotation of this data source carries. */
interface PrometheusAnnotation extends AnnotationQuery<PrometheusQuery> {
  readonly expr?: string;
  readonly step?: string;
  readonly titleFormat?: string;
  readonly textFormat?: string;
  readonly tagKeys?: string;
  readonly useValueForTime?: boolean | string;
}

export function annotationQuery(annotation: AnnotationQuery<PrometheusQuery>): PrometheusQuery | undefined {
  const { expr, step, target } = annotation as PrometheusAnnotation;
  const query = target?.expr ?? expr;
  if (!query) return undefined;
  return {
    refId: 'X',
    expr: query,
    range: true,
    instant: false,
    interval: target?.interval || step || '60s',
  };
}

const fill = (format: string, labels: Readonly<Record<string, string>>): string =>
  format.replace(/\{\{\s*(.+?)\s*\}\}/g, (_, label: string) => labels[label] ?? '');

/** Points next to each other are one event that lasted: the rule of Grafana's own data source. */
function join(times: readonly number[], gapMilliseconds: number): readonly (readonly [number, number])[] {
  const spans: [number, number][] = [];
  for (const time of times) {
    const last = spans.at(-1);
    if (last && time - last[1] <= gapMilliseconds) last[1] = time;
    else spans.push([time, time]);
  }
  return spans;
}

/** Every point that is not 0 is an event; consecutive ones of a series become one region. */
export function annotationEvents(query: AnnotationQuery, frames: readonly DataFrame[]): AnnotationEvent[] {
  const annotation = query as PrometheusAnnotation;
  const tagKeys = (annotation.tagKeys ?? '').split(',').filter(Boolean);
  return frames.flatMap((frame) => {
    const [time, value] = frame.fields;
    if (!time || !value) return [];
    const labels = value.labels ?? {};
    const points = time.values.map((at: number, index) => ({ at, value: Number(value.values[index] ?? 0) }));
    const active = points.filter((point) => point.value !== 0 && !Number.isNaN(point.value));
    const times = annotation.useValueForTime
      ? [...new Set(active.map((point) => Math.floor(point.value)))]
      : active.map(({ at }) => at);
    const gap = annotation.useValueForTime ? 0 : (time.config.interval ?? 60_000);
    return join(times, gap).map(
      ([start, end]): AnnotationEvent => ({
        time: start,
        timeEnd: end,
        title: fill(annotation.titleFormat ?? '', labels),
        text: fill(annotation.textFormat ?? '', labels),
        tags: Object.keys(labels)
          .filter((label) => tagKeys.includes(label))
          .map((label) => labels[label] ?? ''),
      }),
    );
  });
}
