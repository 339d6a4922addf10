import { type DataFrame, DataFrameType, type Field, FieldType, type Labels } from '@grafana/data';
import type { QueryAnswer, Series } from './api.ts';
import type { PrometheusQuery } from './query.ts';

/** The answer to one target, and how it was asked. */
export interface Answer {
  readonly query: PrometheusQuery;
  readonly expr: string;
  readonly answer: QueryAnswer;
  readonly stepSeconds: number;
}

const toNumber = (text: string): number =>
  text === '+Inf' ? Number.POSITIVE_INFINITY : text === '-Inf' ? Number.NEGATIVE_INFINITY : Number(text);

function seriesOf({ resultType, result }: QueryAnswer): readonly Series[] {
  if (resultType === 'scalar') return [{ metric: {}, value: result as readonly [number, string] }];
  return resultType === 'string' ? [] : (result as readonly Series[]);
}

const pointsOf = (series: Series): readonly (readonly [number, string])[] =>
  series.values ?? (series.value ? [series.value] : []);

/** `{{label}}` of a legend is replaced by the label's value. */
const fillLegend = (format: string, labels: Labels): string =>
  format.replace(/\{\{\s*(.+?)\s*\}\}/g, (_, label: string) => labels[label] ?? '');

/** `name{label="value"}`, as Prometheus itself writes a series. */
function seriesName(labels: Labels): string {
  const { __name__: name = '', ...rest } = labels;
  const pairs = Object.entries(rest).map(([label, value]) => `${label}="${value}"`);
  return pairs.length > 0 ? `${name}{${pairs.join(', ')}}` : name;
}

/** What a series is called; undefined leaves it to the labels in which the series of a panel differ. */
function displayName({ query, expr }: Answer, labels: Labels): string | undefined {
  const format = query.legendFormat;
  if (format === '__auto') return Object.keys(labels).length > 0 ? undefined : expr;
  // A legend that comes out empty names nothing; the labels still may.
  return format ? fillLegend(format, labels) || undefined : seriesName(labels) || expr;
}

const milliseconds = ([seconds]: readonly [number, string]): number => Math.round(seconds * 1000);

/** The interval tells the plots where points are missing, so that a line breaks where there was nothing. */
const timeField = (values: number[], stepSeconds: number): Field => ({
  name: 'Time',
  type: FieldType.time,
  config: { interval: stepSeconds * 1000 },
  values,
});

function timeSeries(answer: Answer): DataFrame[] {
  const isRange = answer.answer.resultType === 'matrix';
  return seriesOf(answer.answer).map((series) => {
    const labels = { ...series.metric };
    const points = pointsOf(series);
    const name = displayName(answer, labels);
    return {
      refId: answer.query.refId,
      ...(name !== undefined && { name }),
      meta: {
        type: isRange ? DataFrameType.TimeSeriesMulti : DataFrameType.NumericMulti,
        typeVersion: [0, 1],
        executedQueryString: `Expr: ${answer.expr}\nStep: ${answer.stepSeconds}s`,
      },
      fields: [
        timeField(points.map(milliseconds), answer.stepSeconds),
        {
          name: labels['__name__'] ?? 'Value',
          type: FieldType.number,
          labels,
          config: name === undefined ? {} : { displayNameFromDS: name },
          values: points.map(([, text]) => toNumber(text)),
        },
      ],
      length: points.length,
    };
  });
}

/** One row per point, one column per label; the value's column is `Value`, or `Value #A` beside other tables. */
function table(answer: Answer, alone: boolean): DataFrame {
  const all = seriesOf(answer.answer);
  const labels = [...new Set(all.flatMap((series) => Object.keys(series.metric).sort()))];
  const rows = all.flatMap((series) => pointsOf(series).map((point) => ({ series, point })));
  const column = (label: string): Field => {
    const texts = rows.map(({ series }) => series.metric[label] ?? '');
    return label === 'le'
      ? { name: label, type: FieldType.number, config: { filterable: true }, values: texts.map(toNumber) }
      : { name: label, type: FieldType.string, config: { filterable: true }, values: texts };
  };
  return {
    refId: answer.query.refId,
    meta: { preferredVisualisationType: 'table', executedQueryString: `Expr: ${answer.expr}` },
    fields: [
      {
        name: 'Time',
        type: FieldType.time,
        config: {},
        values: rows.map(({ point }) => milliseconds(point)),
      },
      ...labels.map(column),
      {
        name: alone ? 'Value' : `Value #${answer.query.refId}`,
        type: FieldType.number,
        config: {},
        values: rows.map(({ point }) => toNumber(point[1])),
      },
    ],
    length: rows.length,
  };
}

/**
 * Buckets as rows: a column per bucket in ascending order of `le`, each holding its own count. Prometheus's buckets
 * are cumulative, so the one below is subtracted.
 */
function heatmap(answer: Answer): DataFrame[] {
  const buckets = seriesOf(answer.answer)
    .map((series) => ({ series, bound: toNumber(series.metric['le'] ?? '') }))
    .sort((a, b) => a.bound - b.bound);
  if (buckets.length === 0) return [];
  const cumulative = buckets.every(({ bound }) => !Number.isNaN(bound));
  const times = [...new Set(buckets.flatMap(({ series }) => pointsOf(series).map(milliseconds)))].sort(
    (a, b) => a - b,
  );
  let below = times.map(() => 0);
  const fields = buckets.map(({ series }): Field => {
    const at = new Map(pointsOf(series).map((point) => [milliseconds(point), toNumber(point[1])]));
    const counts = times.map((time) => at.get(time) ?? 0);
    const own = cumulative ? counts.map((count, index) => Math.max(0, count - (below[index] ?? 0))) : counts;
    below = counts;
    const { legendFormat } = answer.query;
    const legend = legendFormat && legendFormat !== '__auto' ? fillLegend(legendFormat, series.metric) : '';
    const name = legend || (series.metric['le'] ?? seriesName({ ...series.metric }));
    return { name, type: FieldType.number, labels: { ...series.metric }, config: {}, values: own };
  });
  return [
    {
      refId: answer.query.refId,
      meta: { type: DataFrameType.HeatmapRows },
      fields: [timeField(times, answer.stepSeconds), ...fields],
      length: times.length,
    },
  ];
}

/** The answers of one panel as data frames, shaped as Grafana's Prometheus data source shapes them. */
export function toFrames(answers: readonly Answer[]): DataFrame[] {
  const tables = new Set(
    answers.filter(({ query }) => query.format === 'table').map(({ query }) => query.refId),
  );
  return answers.flatMap((answer) => {
    if (answer.query.format === 'table') return [table(answer, tables.size === 1)];
    return answer.query.format === 'heatmap' ? heatmap(answer) : timeSeries(answer);
  });
}
