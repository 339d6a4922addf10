import { Document, isMap, type Pair, type Scalar } from 'yaml';
import { type Artefact, yaml } from '../artefact/artefact.ts';
import { rawDatabase } from '../clickhouse/raw-tables.ts';
import { clickhouseUsers } from '../clickhouse/users.ts';
import type { Config } from '../config/schema.ts';
import { wantedLabels } from '../config/wanted-labels.ts';
import { withoutVariables } from '../escape.ts';
import { type OtlpSignal, signals } from '../otlp/model.ts';
import { redactionKeyFile } from '../redaction/hash.ts';
import {
  forgetIdentity,
  forgetProcessor,
  identityProcessor,
  redactionNames,
  redactionProcessors,
} from '../redaction/processors.ts';
import { rulesOf } from '../redaction/rules.ts';
import { type CollectorPart, readCollectorPart, withCollectorPart } from './collector-extra.ts';
import { collectorModules } from './collector-modules.ts';
import type { ComponentSurroundings } from './components/component.ts';
import { genAi, genAiProcessor, genAiSignals } from './gen-ai.ts';
import type { Site } from './site.ts';
import { surroundingsOf } from './surroundings.ts';

/**
 * The largest request taken. What came as protobuf is sent on as JSON, which is two to three times as long: the ledger
 * takes 64 MiB from here.
 */
const requestMebibytes = 20;
/** What each of the three queues may hold on disk. */
const queueBytes = 1024 ** 3;

/** What the collector may take between two looks at its memory. */
const usualSpikeMebibytes = 512;

type OtlpExport = Config['export']['otlp'][number];

const secret = ({ secrets }: ComponentSurroundings, file: string) => `\${file:${secrets}/${file}}`;

const memoryLimiter = ({ memory }: Config) => {
  const limit = Math.floor(memory.collector * 0.8);
  const spike = memory.collectorSpike ?? Math.min(usualSpikeMebibytes, Math.floor(limit / 2));
  return { check_interval: '1s', limit_mib: limit, spike_limit_mib: spike };
};

/** The ledger gets everything: an endless patience and a queue that survives `kill -9` and a power cut. */
const ledgerExporter = (here: ComponentSurroundings) => ({
  endpoint: `http://${here.address('ledger')}`,
  ...(here.config.security.ledgerToken && {
    headers: { authorization: `Bearer ${secret(here, 'ledger-token')}` },
  }),
  encoding: 'json',
  compression: 'gzip',
  timeout: '30s',
  sending_queue: {
    enabled: true,
    storage: 'file_storage/queue',
    sizer: 'bytes',
    queue_size: queueBytes,
    num_consumers: 4,
    block_on_overflow: true,
  },
  retry_on_failure: { enabled: true, initial_interval: '500ms', max_interval: '5s', max_elapsed_time: 0 },
});

const targetName = ({ protocol, name }: OtlpExport) => `otlp_${protocol}/${name}`;

const targetExporter = (here: ComponentSurroundings, { endpoint, headers }: OtlpExport) => ({
  endpoint: withoutVariables(endpoint),
  ...(Object.keys(headers).length > 0 && {
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, file]) => [withoutVariables(name), secret(here, file)]),
    ),
  }),
  sending_queue: { enabled: true, storage: 'file_storage/queue', queue_size: 10_000, num_consumers: 4 },
  retry_on_failure: { enabled: true, max_interval: '30s', max_elapsed_time: 0 },
});

/** What was received, into the exporter's own tables: at least once, and nothing is lost while ClickHouse is away. */
const clickhouseExporter = (here: ComponentSurroundings) => ({
  endpoint: `http://${here.address('clickhouse')}`,
  username: clickhouseUsers.writer.user,
  password: secret(here, clickhouseUsers.writer.secret),
  database: rawDatabase,
  // The ledger makes the tables: a collector that makes them does not start while ClickHouse is away.
  create_schema: false,
  async_insert: false,
  compress: 'none',
  timeout: '30s',
  sending_queue: {
    enabled: true,
    storage: 'file_storage/queue',
    sizer: 'items',
    queue_size: 1_000_000,
    num_consumers: 1,
    batch: { min_size: 5000, max_size: 20_000, flush_timeout: '5s' },
  },
  retry_on_failure: { enabled: true, max_interval: '30s', max_elapsed_time: 0 },
});

const exporters = (here: ComponentSurroundings) => {
  const { otlp, file, debug } = here.config.export;
  return {
    'otlp_http/ledger': ledgerExporter(here),
    ...Object.fromEntries(otlp.map((target) => [targetName(target), targetExporter(here, target)])),
    ...(file.enabled && {
      file: {
        path: withoutVariables(`${here.data}/telemetry.jsonl`),
        rotation: { max_megabytes: file.maxMegabytes, max_backups: file.backups },
      },
    }),
    ...(here.config.clickhouse.enabled && { clickhouse: clickhouseExporter(here) }),
    ...(debug && { debug: { verbosity: 'detailed' } }),
  };
};

/** Other places that get a signal, by how its metrics are to be sent. */
const targetsOf = (
  { export: { otlp } }: Config,
  signal: OtlpSignal,
  temporality: OtlpExport['temporality'],
) =>
  otlp
    .filter((target) => target.signals.includes(signal))
    .filter((target) => (signal === 'metrics' ? target.temporality : 'as-is') === temporality)
    .map(targetName);

/** What keeps a signal here as it was received. */
const keepersOf = ({ export: { file, debug }, clickhouse }: Config) => [
  ...(file.enabled ? ['file'] : []),
  ...(clickhouse.enabled ? ['clickhouse'] : []),
  ...(debug ? ['debug'] : []),
];

const pipelinesOf = (config: Config, signal: OtlpSignal) => {
  const pipeline = (first: string, then: readonly string[], to: readonly string[]) => ({
    receivers: ['otlp'],
    processors: ['memory_limiter', first, ...redactionNames(signal), ...then],
    exporters: to,
  });
  const asIs = targetsOf(config, signal, 'as-is');
  const cumulative = targetsOf(config, signal, 'cumulative');
  const keepers = keepersOf(config);
  const names = genAiSignals.has(signal) ? [genAiProcessor] : [];
  return {
    [signal]: pipeline(identityProcessor, [], ['otlp_http/ledger']),
    ...(keepers.length > 0 && { [`${signal}/kept`]: pipeline(forgetProcessor, ['batch'], keepers) }),
    ...(asIs.length > 0 && { [`${signal}/extra`]: pipeline(forgetProcessor, [...names, 'batch'], asIs) }),
    ...(cumulative.length > 0 && {
      [`${signal}/cumulative`]: pipeline(
        forgetProcessor,
        ['delta_to_cumulative', ...names, 'batch'],
        cumulative,
      ),
    }),
  };
};

const configuration = (here: ComponentSurroundings) => {
  const { config, listen, port, data } = here;
  const endpoint = (name: Parameters<ComponentSurroundings['port']>[0]) => `${listen}:${port(name)}`;
  const pipelines: Record<string, { processors: readonly string[] }> = Object.assign(
    {},
    ...signals.map((signal) => pipelinesOf(config, signal)),
  );
  const uses = (processor: string) =>
    Object.values(pipelines).some(({ processors }) => processors.includes(processor));
  const rules = rulesOf({ privacy: config.privacy, shared: wantedLabels(config) });
  return {
    receivers: {
      otlp: {
        protocols: {
          grpc: { endpoint: endpoint('otlpGrpc'), max_recv_msg_size_mib: requestMebibytes },
          http: { endpoint: endpoint('otlpHttp'), max_request_body_size: requestMebibytes * 1024 ** 2 },
        },
      },
    },
    processors: {
      memory_limiter: memoryLimiter(config),
      ...redactionProcessors(rules, secret(here, redactionKeyFile)),
      ...(uses(forgetProcessor) && { [forgetProcessor]: forgetIdentity }),
      ...(uses(genAiProcessor) && { [genAiProcessor]: genAi }),
      ...(uses('batch') && { batch: { timeout: '1s' } }),
      ...(uses('delta_to_cumulative') && {
        delta_to_cumulative: { max_stale: '24h', max_streams: 100_000 },
      }),
    },
    exporters: exporters(here),
    extensions: {
      health_check: { endpoint: endpoint('collectorHealth') },
      'file_storage/queue': {
        directory: withoutVariables(`${data}/queue`),
        create_directory: true,
        fsync: true,
        // A damaged database is renamed, and an empty one takes its place.
        recreate: true,
        compaction: { on_start: true, directory: withoutVariables(`${data}/queue`), cleanup_on_start: true },
      },
    },
    service: {
      extensions: ['health_check', 'file_storage/queue'],
      telemetry: {
        metrics: {
          level: 'normal',
          readers: [{ pull: { exporter: { prometheus: { host: listen, port: port('collectorMetrics') } } } }],
        },
      },
      pipelines,
    },
  };
};

/** The configuration with what a person adds to it. */
const wholeConfiguration = (here: ComponentSurroundings): CollectorPart => {
  const { extra } = here.config.collector;
  const own = configuration(here);
  if (extra === undefined) return own;
  const isSignal = (name: string): name is OtlpSignal => signals.includes(name as OtlpSignal);
  const first = (name: string) => ['memory_limiter', ...(isSignal(name) ? redactionNames(name) : [])];
  return withCollectorPart(own, readCollectorPart(extra), first, extra);
};

/** Why things are as they are, for who reads the generated file: path of a key -> comment. */
const comments: readonly (readonly [path: readonly string[], comment: string])[] = [
  [
    ['processors', 'memory_limiter'],
    'Refuses data before memory runs out; clients then try again. From memory.collector in config.yaml (MiB):\nunder 100 sessions a day 1024, to 500: 2048, above: 4096.',
  ],
  [
    ['processors', 'transform/metrics'],
    'What is private is emptied, dropped or hashed before anything is stored. From the privacy classes of\nsrc/catalogue/attributes.ts and the section privacy of config.yaml. A statement that fails refuses the\ndata (propagate): nothing passes unread.',
  ],
  [
    ['processors', 'transform/identity'],
    'What identifies a record or a series, over everything it came with, before private values go. The\nredaction below keys it. Only the ledger gets it.',
  ],
  [
    ['processors', genAiProcessor],
    "The names of the GenAI conventions beside the client's own, for the places of export.otlp.",
  ],
  [
    ['processors', 'batch'],
    'Only before exporters besides the ledger: batch answers at once whatever happens behind it, so that a\ndead one of them cannot hold up the ledger. Data that still waits in it is lost when the collector dies.',
  ],
  [
    ['exporters', 'otlp_http/ledger'],
    'The client is answered once its data lies in the queue on disk, because nothing in this pipeline\nanswers earlier; a batch processor would. The queue waits for the ledger for ever.',
  ],
  [['service', 'pipelines'], 'The ledger first; what else gets the data has pipelines of its own.'],
];

const annotate = (document: Document) => {
  for (const [path, comment] of comments) {
    const parent = document.getIn(path.slice(0, -1), true);
    const pair = isMap(parent)
      ? parent.items.find(({ key }) => (key as Scalar<string>).value === path.at(-1))
      : undefined;
    if (pair) (pair as Pair<Scalar>).key.commentBefore = comment.replaceAll(/^/gm, ' ');
  }
  return document;
};

/** The configuration of the OpenTelemetry Collector, and what to build one from where there is none. */
export const collectorArtefacts = (site: Site): readonly Artefact[] => [
  yaml(
    'collector/config.yaml',
    annotate(
      new Document(wholeConfiguration(surroundingsOf(site, 'collector')), { aliasDuplicateObjects: false }),
    ),
  ),
  yaml('collector/builder.yaml', collectorModules(site.config)),
];
