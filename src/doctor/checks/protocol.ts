import { defineCheck, failed, warning } from '../check.ts';
import { sourceText } from '../effective.ts';
import { exportedSignals, type Protocol, protocolFor, protocols } from '../target.ts';

export const protocol = defineCheck({
  id: 'protocol',
  title: 'Protocol of the export',
  group: 'settings',
  needs: ['telemetry'],
  problems: {
    unset: failed(
      'OTEL_EXPORTER_OTLP_PROTOCOL is not set, nor an address from which a newer client would take it: nothing is exported, without a word.',
      'start-observability setup',
    ),
    unknown: failed(
      'OTEL_EXPORTER_OTLP_PROTOCOL is none that the client knows (grpc, http/protobuf, http/json).',
      'start-observability setup',
    ),
    http: warning(
      'Over http a receiver slower than two seconds costs a short session all its metrics; grpc sends them at once.',
      'start-observability setup',
    ),
  },
  run: async (at) => {
    const signals = await exportedSignals(at);
    const found = await Promise.all(signals.map((signal) => protocolFor(at, signal)));
    const unset = found.find(({ value }) => !value);
    if (unset) return { problem: 'unset', evidence: [sourceText(unset)] };
    const unknown = found.find(({ value }) => !protocols.includes(value?.trim() as Protocol));
    if (unknown) return { problem: 'unknown', evidence: [sourceText(unknown)] };
    const slow = found.find(({ value }) => value !== 'grpc');
    if (slow?.layer) return { problem: 'http', evidence: [sourceText(slow)] };
    if (slow)
      return { problem: 'http', evidence: [`${slow.name}: not set, so the client takes ${slow.value}`] };
    return { ok: found[0] ? sourceText(found[0]) : 'grpc' };
  },
});
