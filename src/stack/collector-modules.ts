import type { Config } from '../config/schema.ts';
import { components } from './components.ts';

const { version } = components.collector;
/** Modules of the collector's core that are stable have a version of their own: 1.67.0 goes with 0.161.0. */
const stableVersion = '1.67.0';

const core = (path: string) => ({ gomod: `go.opentelemetry.io/collector/${path} v${version}` });
const contrib = (path: string) => ({
  gomod: `github.com/open-telemetry/opentelemetry-collector-contrib/${path} v${version}`,
});
const provider = (name: string) => ({
  gomod: `go.opentelemetry.io/collector/confmap/provider/${name}provider v${stableVersion}`,
});

/**
 * What the OpenTelemetry Collector Builder makes a collector from: exactly the components that a generated
 * configuration can name. The official contrib distribution holds them too, among 250.
 */
export const collectorModules = (config: Config) => ({
  dist: {
    name: 'otelcol',
    description: 'OpenTelemetry Collector for Claude Code',
    version,
    output_path: './_build',
    build_tags: 'grpcnotrace',
  },
  receivers: [core('receiver/otlpreceiver')],
  processors: [
    core('processor/memorylimiterprocessor'),
    core('processor/batchprocessor'),
    contrib('processor/transformprocessor'),
    contrib('processor/redactionprocessor'),
    contrib('processor/deltatocumulativeprocessor'),
  ],
  exporters: [
    core('exporter/otlphttpexporter'),
    core('exporter/otlpexporter'),
    core('exporter/debugexporter'),
    contrib('exporter/fileexporter'),
    ...(config.clickhouse.enabled ? [contrib('exporter/clickhouseexporter')] : []),
  ],
  extensions: [contrib('extension/storage/filestorage'), contrib('extension/healthcheckextension')],
  providers: [provider('env'), provider('file'), provider('yaml')],
});
