import { readRecord } from '../../client/record.ts';
import { defineCheck, failed, warning } from '../check.ts';
import { sourceText } from '../effective.ts';
import type { DoctorSurroundings } from '../surroundings.ts';
import { type ExportTarget, exportedSignals, isHere, signalVariable, targetOf } from '../target.ts';

/** The port of this stack that speaks a protocol. */
const portFor = ({ config }: DoctorSurroundings, { protocol }: ExportTarget): number =>
  protocol === 'grpc' ? config.ports.otlpGrpc : config.ports.otlpHttp;

/** Addresses that a person chose on purpose (`setup --endpoint`). */
const chosen = async ({ home }: DoctorSurroundings): Promise<ReadonlySet<string | undefined>> =>
  new Set((await readRecord(home)).connections.map(({ choices }) => choices.endpoint));

/** What of an address on this machine is not the path that our receiver answers on. */
const pathTrouble = ({ protocol, signal, url }: ExportTarget): string | undefined =>
  protocol === 'grpc' || url.pathname + url.search === `/v1/${signal}`
    ? undefined
    : `${signal} are sent to ${url.pathname}${url.search}, and received on /v1/${signal}`;

export const endpoint = defineCheck({
  id: 'endpoint',
  title: 'Address of the export',
  group: 'settings',
  needs: ['protocol', 'config'],
  problems: {
    malformed: failed(
      'The client cannot use the address of the export, and sends nothing: it must begin with http:// or https://.',
      'start-observability setup',
    ),
    unread: warning(
      'The client cannot read the address of the export and sends to its own default, http://localhost:4318.',
      'start-observability setup, or write http:// before the address',
    ),
    path: failed(
      'The path of the address of the export is wrong: the receiver answers 404.',
      'OTEL_EXPORTER_OTLP_ENDPOINT without a path, the client appends /v1/metrics and /v1/logs itself; the address of one signal with its path. start-observability setup does it',
    ),
    'other-port': failed(
      'Telemetry is sent to a port of this machine on which this stack does not receive that protocol.',
      'start-observability setup',
    ),
    elsewhere: warning(
      'Telemetry is sent to another machine, not to this stack.',
      'start-observability setup, if it should come here; else run doctor there, too',
    ),
    'tls-here': failed(
      'The address says https, and this stack receives on the loopback interface without TLS.',
      'start-observability setup',
    ),
  },
  run: async (at) => {
    const signals = await exportedSignals(at);
    const found = await Promise.all(
      signals.map(async (signal) => ({
        target: await targetOf(at, signal),
        said: sourceText(await signalVariable(at, signal, 'ENDPOINT')),
      })),
    );
    const own = await chosen(at);
    const evidence = [...new Set(found.map(({ said }) => said))];
    for (const { target, said } of found) {
      if (!target) return { problem: 'malformed', evidence: [said] };
      if (own.has(target.endpoint)) continue;
      if (!isHere(target.url)) return { problem: 'elsewhere', evidence: [said] };
      if (target.url.protocol === 'https:') return { problem: 'tls-here', evidence: [said] };
      const port = portFor(at, target);
      const wrongPath = pathTrouble(target);
      if (wrongPath) return { problem: 'path', evidence: [said, wrongPath] };
      if (target.port !== port) {
        return {
          problem: 'other-port',
          evidence: [
            said,
            `${target.signal} over ${target.protocol}: this stack receives it on port ${port}`,
          ],
        };
      }
    }
    if (found.some(({ target }) => target && !/^https?:\/\//i.test(target.endpoint))) {
      return { problem: 'unread', evidence };
    }
    return { ok: evidence.join(', ') };
  },
});
