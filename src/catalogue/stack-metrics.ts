import { type Metric, metricFamily } from './metric.ts';

/** What Prometheus, Pushgateway and the collector report about themselves, as far as dashboards and alerts read it. */

const { defineMetric, metrics: family } = metricFamily();

/** Every metric below: writing an entry registers it. */
export const stackMetrics = family;

const seriesOf = <const Label extends string>(
  series: string,
  brief: string,
  labels: readonly Label[],
  rest: { readonly unit?: string; readonly instrument?: Metric['instrument'] } = {},
): Metric<Label> => defineMetric({ name: series, series, brief, labels, instrument: 'gauge', ...rest });

const counter = { instrument: 'counter' } as const;

export const up = seriesOf('up', 'Whether a target could be scraped.', ['job', 'instance']);

export const alertStates = seriesOf('ALERTS', 'Alerts that are pending or firing.', [
  'alertname',
  'alertstate',
  'severity',
]);

export const scrapeDuration = seriesOf('scrape_duration_seconds', 'How long a scrape took.', ['job'], {
  unit: 's',
});

export const scrapedSamples = seriesOf('scrape_samples_scraped', 'Samples a scrape gave.', ['job']);

export const processStart = seriesOf(
  'process_start_time_seconds',
  'When a process was started, in Unix time.',
  ['job'],
  { unit: 's' },
);

export const residentMemory = seriesOf(
  'process_resident_memory_bytes',
  'Memory of a process. The collector has a name of its own for it.',
  ['job'],
  { unit: 'By' },
);

export const collectorMemory = seriesOf('otelcol_process_memory_rss', 'Memory of the collector.', ['job'], {
  unit: 'By',
});

export const collectorAcceptedPoints = seriesOf(
  'otelcol_receiver_accepted_metric_points',
  'Data points the collector took.',
  ['receiver', 'transport'],
  counter,
);

export const collectorAcceptedRecords = seriesOf(
  'otelcol_receiver_accepted_log_records',
  'Log records the collector took.',
  ['receiver', 'transport'],
  counter,
);

export const collectorRefusedPoints = seriesOf(
  'otelcol_receiver_refused_metric_points',
  'Data points the collector could not take.',
  ['receiver', 'transport'],
  counter,
);

export const collectorRefusedRecords = seriesOf(
  'otelcol_receiver_refused_log_records',
  'Log records the collector could not take.',
  ['receiver', 'transport'],
  counter,
);

export const collectorFailedPoints = seriesOf(
  'otelcol_exporter_send_failed_metric_points',
  'Data points the collector gave up on.',
  ['exporter'],
  counter,
);

export const collectorQueueSize = seriesOf('otelcol_exporter_queue_size', 'Requests that wait to be sent.', [
  'exporter',
  'data_type',
]);

export const collectorQueueCapacity = seriesOf(
  'otelcol_exporter_queue_capacity',
  'Requests that can wait to be sent.',
  ['exporter', 'data_type'],
);

export const pushTime = seriesOf(
  'push_time_seconds',
  'When a group was last pushed, in Unix time.',
  ['job'],
  {
    unit: 's',
  },
);

export const pushFailureTime = seriesOf(
  'push_failure_time_seconds',
  'When a push of a group last failed, in Unix time.',
  ['job'],
  { unit: 's' },
);

export const alertDeliveryFailures = seriesOf(
  'alertmanager_notifications_failed_total',
  'Messages about alerts that a receiver did not take, after all attempts.',
  ['job', 'integration', 'receiver_name', 'reason'],
  counter,
);

export const headSeries = seriesOf('prometheus_tsdb_head_series', 'Series in memory.', ['job']);

export const headSamples = seriesOf(
  'prometheus_tsdb_head_samples_appended_total',
  'Samples stored.',
  ['job', 'type'],
  counter,
);

export const storedBytes = seriesOf('prometheus_tsdb_storage_blocks_bytes', 'Blocks on disk.', ['job'], {
  unit: 'By',
});

export const sizeRetentions = seriesOf(
  'prometheus_tsdb_size_retentions_total',
  'Blocks removed because the store had reached its size.',
  ['job'],
  counter,
);

export const ruleFailures = seriesOf(
  'prometheus_rule_evaluation_failures_total',
  'Rules that could not be evaluated.',
  ['job', 'rule_group'],
  counter,
);

export const ruleGroupDuration = seriesOf(
  'prometheus_rule_group_last_duration_seconds',
  'How long a group of rules took last.',
  ['rule_group'],
  { unit: 's' },
);

/** The job under which the hook-event service pushes. */
export const hookJob = 'claude-code-hooks';
