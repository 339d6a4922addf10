import { isAtLeast } from '../binaries/probe.ts';
import type { OtlpSignal } from '../otlp/model.ts';
import { type Effective, effective } from './effective.ts';
import type { DoctorSurroundings } from './surroundings.ts';

export const protocols = ['grpc', 'http/protobuf', 'http/json'] as const;
export type Protocol = (typeof protocols)[number];

/** Where the client sends a signal. */
export interface ExportTarget {
  readonly signal: OtlpSignal;
  readonly protocol: Protocol;
  /** As it is set; per signal it is used as it stands, else the path of the signal is appended over http. */
  readonly endpoint: string;
  readonly url: URL;
  readonly port: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** The SDK's own, where none is set. Source: "Endpoint URLs for OTLP" of the OpenTelemetry specification. */
const usualEndpoints = { grpc: 'http://localhost:4317', http: 'http://localhost:4318' } as const;

const prefix = 'OTEL_EXPORTER_OTLP';

/** A variable, as the client of this machine sees it. */
export const variable = async (at: DoctorSurroundings, name: string): Promise<Effective> =>
  effective(await at.layers(), name, await at.client());

/** A variable of one signal, else the one for all. */
export const signalVariable = async (
  at: DoctorSurroundings,
  signal: OtlpSignal,
  part: string,
): Promise<Effective> => {
  const own = await variable(at, `${prefix}_${signal.toUpperCase()}_${part}`);
  return own.value ? own : variable(at, `${prefix}_${part}`);
};

/** Whether a list of exporters has `otlp`. */
export const exportsOtlp = ({ value = '' }: Effective): boolean =>
  value.split(',').some((name) => name.trim() === 'otlp');

/** Signals that are exported at all. */
export const exportedSignals = async (at: DoctorSurroundings): Promise<readonly OtlpSignal[]> => {
  const wanted: readonly (readonly [OtlpSignal, string])[] = [
    ['metrics', 'OTEL_METRICS_EXPORTER'],
    ['logs', 'OTEL_LOGS_EXPORTER'],
    ['traces', 'OTEL_TRACES_EXPORTER'],
  ];
  const on = await Promise.all(wanted.map(async ([, name]) => exportsOtlp(await variable(at, name))));
  return wanted.filter((_, index) => on[index]).map(([signal]) => signal);
};

/** `a=1,b=2` with percent-encoded values, as the variables of headers are written. */
const headersOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    text.split(',').flatMap((pair) => {
      const [name = '', ...value] = pair.split('=');
      if (!name.trim() || value.length === 0) return [];
      const raw = value.join('=').trim();
      try {
        return [[name.trim().toLowerCase(), decodeURIComponent(raw)]];
      } catch {
        return [[name.trim().toLowerCase(), raw]];
      }
    }),
  );

/** From this version on the client takes http/protobuf where an address is set and no protocol; older ones sent nothing. */
const guessesProtocol = '2.1.332';

/** The protocol of a signal; its value is undefined where the client sends nothing for want of one. */
export const protocolFor = async (at: DoctorSurroundings, signal: OtlpSignal): Promise<Effective> => {
  const found = await signalVariable(at, signal, 'PROTOCOL');
  if (found.value) return found;
  const version = await at.client();
  const isOlder = version !== undefined && !isAtLeast(version, guessesProtocol);
  const address = (await signalVariable(at, signal, 'ENDPOINT')).value?.trim() ?? '';
  const isGuessed = !isOlder && /^https?:\/\//.test(address) && URL.canParse(address);
  return { ...found, value: isGuessed ? 'http/protobuf' : undefined };
};

/**
 * The address that the client makes of a text. Over grpc it takes small `http://` or `https://` alone, and no path.
 * Over http it appends the path of the signal to the address for all signals, takes that of one signal as it stands, and
 * falls back to its own where it cannot read a text at all (seen with clients 2.1.329 and 2.1.332).
 */
const addressOf = (text: string, kind: 'grpc' | 'http', path: string): URL | undefined => {
  if (kind === 'grpc') {
    return /^https?:\/\//.test(text) && URL.canParse(text) ? new URL(text) : undefined;
  }
  const whole = path ? `${text.replace(/\/+$/, '')}/${path}` : text;
  if (URL.canParse(whole)) {
    const url = new URL(whole);
    return /^https?:$/.test(url.protocol) ? url : undefined;
  }
  return path ? new URL(`${usualEndpoints.http}/${path}`) : undefined;
};

/** Where a signal goes; undefined where the protocol or the address is none. The checks before say so. */
export const targetOf = async (
  at: DoctorSurroundings,
  signal: OtlpSignal,
): Promise<ExportTarget | undefined> => {
  const protocol = (await protocolFor(at, signal)).value?.trim() as Protocol;
  if (!protocols.includes(protocol)) return undefined;
  const kind = protocol === 'grpc' ? 'grpc' : 'http';
  const own = (await variable(at, `${prefix}_${signal.toUpperCase()}_ENDPOINT`)).value?.trim();
  const shared = (await variable(at, `${prefix}_ENDPOINT`)).value?.trim() || usualEndpoints[kind];
  const endpoint = own || shared;
  const url = addressOf(endpoint, kind, own ? '' : `v1/${signal}`);
  if (!url) return undefined;
  const headers = {
    ...headersOf((await variable(at, `${prefix}_HEADERS`)).value ?? ''),
    ...headersOf((await variable(at, `${prefix}_${signal.toUpperCase()}_HEADERS`)).value ?? ''),
  };
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  return { signal, protocol, endpoint, url, port, headers };
};

const loopback = /^(localhost|127(\.\d+){3}|\[::1\]|0\.0\.0\.0)$/i;

/** Whether an address is on this machine's loopback interface. */
export const isHere = ({ hostname }: URL): boolean => loopback.test(hostname);

/** Whether the telemetry goes to a stack on another machine. */
export const isElsewhere = async (at: DoctorSurroundings): Promise<boolean> => {
  const target = await targetOf(at, 'metrics');
  return target !== undefined && !isHere(target.url);
};
