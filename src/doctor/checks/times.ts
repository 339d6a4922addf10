import { defineCheck, failed, warning } from '../check.ts';
import { type Effective, sourceText } from '../effective.ts';
import type { DoctorSurroundings } from '../surroundings.ts';
import { variable } from '../target.ts';

/** Milliseconds: the client's own interval, above which short sessions and today's numbers suffer. */
const longestMilliseconds = 60_000;
/** Milliseconds: below it somebody meant seconds. */
const shortestMilliseconds = 1000;

const intervals = ['OTEL_METRIC_EXPORT_INTERVAL', 'OTEL_LOGS_EXPORT_INTERVAL'];
const timeouts = [
  ...['', 'METRICS_', 'LOGS_'].map((signal) => `OTEL_EXPORTER_OTLP_${signal}TIMEOUT`),
  'CLAUDE_CODE_OTEL_SHUTDOWN_TIMEOUT_MS',
];

type TimeProblem = 'none' | 'unread' | 'long' | 'short' | 'timeout';

/**
 * What the client makes of a text: the number at its start. `10s` is 10 milliseconds; without one it takes its default.
 * All of this file was seen with client 2.1.332.
 */
const millisecondsOf = (value: string): number => {
  const whole = /^[+-]?\d+(\.\d+)?e[+-]?\d+$/i.test(value.trim());
  return whole ? Number(value) : Number.parseInt(value, 10);
};

const ofInterval = ({ name, value = '' }: Effective): TimeProblem | undefined => {
  const milliseconds = millisecondsOf(value);
  if (Number.isNaN(milliseconds)) return 'unread';
  if (milliseconds <= 0) return name.includes('METRIC') ? 'none' : 'short';
  if (milliseconds > longestMilliseconds) return 'long';
  return milliseconds < shortestMilliseconds ? 'short' : undefined;
};

/** An exporter without limit, 0, is none that loses; the shutdown then waits for nothing. */
const ofTimeout = ({ name, value = '' }: Effective): TimeProblem | undefined => {
  const milliseconds = millisecondsOf(value);
  const isShort = milliseconds < shortestMilliseconds && (milliseconds > 0 || name.includes('SHUTDOWN'));
  return isShort ? 'timeout' : undefined;
};

const looked = async (
  at: DoctorSurroundings,
  names: readonly string[],
  problemOf: (one: Effective) => TimeProblem | undefined,
) => {
  const all = await Promise.all(names.map((name) => variable(at, name)));
  return all.flatMap((one) => {
    const problem = one.value?.trim() ? problemOf(one) : undefined;
    return problem ? [{ problem, said: sourceText(one) }] : [];
  });
};

export const times = defineCheck({
  id: 'times',
  title: 'Intervals and timeouts of the export',
  group: 'settings',
  needs: ['telemetry'],
  problems: {
    none: failed(
      'OTEL_METRIC_EXPORT_INTERVAL is not above 0: the client exports nothing, events neither, and says nothing.',
      'start-observability setup',
    ),
    short: warning(
      'An interval of the export is below a second; it counts milliseconds. An export of metrics that takes longer than its interval is given up.',
      'start-observability setup writes 10000 for ten seconds',
    ),
    timeout: warning(
      'A timeout of the export is below a second; it counts milliseconds. What takes longer to be received is lost.',
      'unset the variable, or write 10000 for ten seconds',
    ),
    long: warning(
      'The client exports less than once a minute: a client that is killed loses that much.',
      'start-observability setup',
    ),
    unread: warning(
      'An interval of the export is not a number: the client takes its own, a minute for metrics.',
      'start-observability setup',
    ),
  },
  run: async (at) => {
    const found = [...(await looked(at, intervals, ofInterval)), ...(await looked(at, timeouts, ofTimeout))];
    const first = found.find(({ problem }) => problem === 'none') ?? found[0];
    if (first) return { problem: first.problem, evidence: found.map(({ said }) => said) };
    return { ok: 'between a second and a minute' };
  },
});
