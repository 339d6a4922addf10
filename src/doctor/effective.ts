import { isAtLeast } from '../binaries/probe.ts';
import type { Layer, Layers } from './layers.ts';

/** From this version on a project cannot switch telemetry on, nor say where it goes; switching it off still works. */
export const projectsLostTelemetry = '2.1.282';

/** What a project's settings cannot set any more. Source: "Project settings" of the monitoring documentation. */
const guarded =
  /^(CLAUDE_CODE_ENABLE_TELEMETRY|(CLAUDE_CODE_)?(ENHANCED_TELEMETRY_BETA|ENABLE_ENHANCED_TELEMETRY_BETA)|OTEL_(METRICS|LOGS|TRACES)_EXPORTER|OTEL_LOG_(USER_PROMPTS|ASSISTANT_RESPONSES|TOOL_CONTENT|TOOL_DETAILS|RAW_API_BODIES)|OTEL_EXPORTER_OTLP_(\w+_)?(ENDPOINT|HEADERS|PROTOCOL|CERTIFICATE|CLIENT_KEY|INSECURE)|OTEL_EXPORTER_PROMETHEUS_(HOST|PORT)|ENABLE_BETA_TRACING_DETAILED|BETA_TRACING_ENDPOINT)$/;

const offValues = new Set(['', '0', 'none', 'false', 'no', 'off']);

const isProject = ({ name }: Layer): boolean => name === 'project' || name === 'local';

/** What the client makes of one variable. */
export interface Effective {
  readonly name: string;
  /** Undefined: it is not set anywhere. */
  readonly value: string | undefined;
  /** The layer that decides; undefined where nothing does. */
  readonly layer: Layer | undefined;
  /** Weaker layers that say something else. */
  readonly overridden: readonly Layer[];
  /** Layers of the project that the client does not listen to. */
  readonly ignored: readonly Layer[];
}

/** Whether the client listens to a layer about a variable. `version` undefined: taken for the newest. */
const listens = (layer: Layer, name: string, version: string | undefined): boolean => {
  if (!isProject(layer) || !guarded.test(name)) return true;
  if (version !== undefined && !isAtLeast(version, projectsLostTelemetry)) return true;
  return offValues.has((layer.env[name] ?? '').toLowerCase());
};

/** The value of a variable as a client of `version` sees it, and who decides it. */
export const effective = ({ all }: Layers, name: string, version?: string): Effective => {
  const saying = all.filter(({ env }) => env[name] !== undefined);
  const heard = saying.filter((layer) => listens(layer, name, version));
  const [layer, ...rest] = heard;
  const value = layer?.env[name];
  return {
    name,
    value,
    layer,
    overridden: rest.filter(({ env }) => env[name] !== value),
    ignored: saying.filter((one) => !heard.includes(one)),
  };
};

/** Whether the client takes a value for "on". */
export const isOn = (value: string | undefined): boolean =>
  ['1', 'true', 'yes', 'on'].includes((value ?? '').trim().toLowerCase());

/** Values of these names are never shown. */
const secretName = /HEADERS|KEY|TOKEN|PASSWORD|PASSPHRASE|SECRET/;

/** `NAME=value (place; overrides place)`, with values that may be secret left out. */
export const sourceText = ({ name, value, layer, overridden, ignored }: Effective): string => {
  const shown = value === undefined ? 'not set' : secretName.test(name) ? 'set' : JSON.stringify(value);
  const notes = [
    layer?.place,
    ...overridden.map(({ place }) => `overrides ${place}`),
    ...ignored.map(({ place }) => `${place} is not listened to since client ${projectsLostTelemetry}`),
  ];
  return [`${name}: ${shown}`, ...notes.filter(Boolean)].join('; ');
};
