import { defineMetric } from './metric.ts';

/**
 * What `doctor` sends to see whether it arrives: a data point, a log record and a span of this name, and hook events of
 * this session. They are answered like any other and counted here alone: never stored, in no totals.
 */
export const canary = defineMetric({
  name: 'start_observability.canary',
  brief: 'Canaries of `start-observability doctor` that arrived, by signal: metrics, logs, traces, hooks.',
  labels: ['signal'],
});

/** `service.name` of whatever carries a canary. */
export const canaryService = 'start-observability';

/** `session_id` of a canary among the hook events; the ids of real sessions are UUIDs. */
export const canarySession = canary.name;
