import { defineCheck, failed, warning } from '../check.ts';
import { type Effective, isOn, sourceText } from '../effective.ts';
import type { DoctorSurroundings } from '../surroundings.ts';
import { exportsOtlp, variable } from '../target.ts';

/** Switches that people mistake for ours: they stop what the client sends to its maker, and nothing else (observed). */
const harmless = ['DISABLE_TELEMETRY', 'DO_NOT_TRACK', 'CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC'];

const knownExporters = ['otlp', 'console', 'none'];
/** Traces are exported, and their exporter's name matters, only with one of these. */
const traceSwitches = ['CLAUDE_CODE_ENHANCED_TELEMETRY_BETA', 'ENABLE_ENHANCED_TELEMETRY_BETA'];

/** One unknown name and no signal is sent (seen with client 2.1.332). */
const hasUnknown = ({ name, value = '' }: Effective): boolean =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .some((part) => !knownExporters.includes(part) && !(part === 'prometheus' && name.includes('METRICS')));

const exporters = async (at: DoctorSurroundings): Promise<readonly Effective[]> => {
  const traced = (await Promise.all(traceSwitches.map((name) => variable(at, name)))).some(({ value }) =>
    isOn(value),
  );
  const signals = ['METRICS', 'LOGS', ...(traced ? ['TRACES'] : [])];
  return await Promise.all(signals.map((signal) => variable(at, `OTEL_${signal}_EXPORTER`)));
};

export const telemetry = defineCheck({
  id: 'telemetry',
  title: 'Telemetry is on',
  group: 'settings',
  needs: ['settings'],
  problems: {
    off: failed(
      'CLAUDE_CODE_ENABLE_TELEMETRY is not 1, so the client exports nothing.',
      'start-observability setup; take the variable out of the place that overrides it',
    ),
    'no-metrics': failed(
      'OTEL_METRICS_EXPORTER does not say otlp: cost, tokens and sessions are not sent.',
      'start-observability setup; take the variable out of the place that overrides it',
    ),
    'no-logs': warning(
      'OTEL_LOGS_EXPORTER does not say otlp: no durations, tools, errors and decisions.',
      'start-observability setup; take the variable out of the place that overrides it',
    ),
    'unknown-exporter': failed(
      'An exporter has a name that the client does not know: it then sends nothing of any kind, and says nothing.',
      'start-observability setup; otlp, console and none are known, for metrics prometheus too',
    ),
    disabled: warning('OTEL_SDK_DISABLED is set: SDKs that know it send nothing.', 'unset OTEL_SDK_DISABLED'),
  },
  run: async (at) => {
    const on = await variable(at, 'CLAUDE_CODE_ENABLE_TELEMETRY');
    const metrics = await variable(at, 'OTEL_METRICS_EXPORTER');
    const logs = await variable(at, 'OTEL_LOGS_EXPORTER');
    const disabled = await variable(at, 'OTEL_SDK_DISABLED');
    if (!isOn(on.value)) return { problem: 'off', evidence: [sourceText(on)] };
    const unknown = (await exporters(at)).filter(hasUnknown);
    if (unknown.length > 0) return { problem: 'unknown-exporter', evidence: unknown.map(sourceText) };
    if (!exportsOtlp(metrics)) return { problem: 'no-metrics', evidence: [sourceText(metrics)] };
    if (!exportsOtlp(logs)) return { problem: 'no-logs', evidence: [sourceText(logs)] };
    if (isOn(disabled.value)) return { problem: 'disabled', evidence: [sourceText(disabled)] };
    const set = await Promise.all(harmless.map((name) => variable(at, name)));
    const noted = set
      .filter(({ value }) => value)
      .map(({ name }) => `${name} is set; it does not stop OpenTelemetry`);
    return { ok: sourceText(on), evidence: noted };
  },
});
