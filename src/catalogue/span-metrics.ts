import { eventMetricFamily } from './event-metric.ts';
import { eventFamily } from './event-metrics.ts';

/** Rate, errors and durations of spans, folded from the spans themselves: there where the client sends traces. */

const { defineEventMetric } = eventMetricFamily(eventFamily);

/** What spans are folded as, beside the names of log events. */
export const spanEvent = 'span';
export const failedSpanEvent = 'span failed';

/** From a hook to the longest work on one prompt. */
const buckets = [0.01, 0.05, 0.1, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800];

export const spanDuration = defineEventMetric({
  event: spanEvent,
  name: 'claude_code.span.duration',
  brief: 'Duration of spans, by name. Where traces are switched on.',
  unit: 's',
  scale: 1_000_000,
  buckets,
  labels: ['span'],
  from: { span: 'span.name' },
  value: { attribute: 'span.duration_us', worth: 0.000_001 },
});

export const spanErrors = defineEventMetric({
  event: failedSpanEvent,
  name: 'claude_code.span.errors',
  brief: 'Spans that ended with an error, by name. Where traces are switched on.',
  labels: ['span'],
  from: { span: 'span.name' },
});
