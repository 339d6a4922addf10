import { guardPolicySchema } from '@start-observability/guard/policy.ts';
import * as z from 'zod';
import { sharedLabels } from '../catalogue/labels.ts';
import { alertingSchema } from './alerting.ts';
import { isZone } from './calendar.ts';
import { address, place, secretFile } from './kinds.ts';
import { linksSchema } from './links.ts';
import { reportsSchema } from './reports.ts';

/**
 * Everything a person can set in `config.yaml`. This one schema checks the file, gives the defaults, and is the
 * source of `docs/config.md` and of the JSON Schema for editors.
 */

const port = (value: number, brief: string) => z.int().min(1).max(65_535).default(value).describe(brief);
const duration = z
  .string()
  .regex(/^\d+[smhdwy]$/, 'a number and a unit: 30s, 15m, 24h, 90d')
  .meta({ examples: ['30s', '24h', '90d'] });
const size = z
  .string()
  .regex(/^\d+(MB|GB|TB)$/, 'a number and MB, GB or TB')
  .meta({ examples: ['500MB', '10GB'] });
const hostName = z
  .string()
  .max(253)
  .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i, 'a host name or an address, without a port')
  .meta({ examples: ['obs.example.com'] });
/** What becomes of a text; a hash is keyed, so that equal texts can be told without being read. */
const handling = z.enum(['drop', 'hash', 'keep']);
export type Handling = z.output<typeof handling>;

const ports = z.strictObject({
  otlpGrpc: port(4317, 'OTLP over gRPC'),
  otlpHttp: port(4318, 'OTLP over HTTP'),
  collectorHealth: port(13_133, "The collector's health"),
  collectorMetrics: port(8888, "The collector's own metrics"),
  ledger: port(4319, 'The ledger'),
  hooks: port(4320, 'The hook-event service'),
  pushgateway: port(9091, 'Pushgateway'),
  prometheus: port(9090, 'Prometheus'),
  grafana: port(3000, 'Grafana; without it our own pages'),
  pages: port(3001, 'Our own pages beside Grafana'),
  alertmanager: port(9093, 'Alertmanager, where alerting is on'),
  clickhouse: port(8123, 'ClickHouse over HTTP, where it is enabled'),
  clickhouseNative: port(9000, 'ClickHouse for native clients, in Docker'),
});

const memory = z
  .strictObject({
    collector: z
      .int()
      .min(128)
      .default(1024)
      .describe('Under 100 sessions a day 1024, to 500: 2048, above: 4096.'),
    collectorSpike: z
      .int()
      .min(16)
      .optional()
      .describe(
        'What the collector may take between two looks of its memory limiter: 512, at most half of the limit.',
      ),
    ledger: z.int().min(128).default(512),
    hooks: z.int().min(96).default(256),
    pushgateway: z.int().min(32).default(128),
    prometheus: z.int().min(256).default(1024),
    pages: z.int().min(96).default(192),
    grafana: z.int().min(128).default(512),
    alertmanager: z.int().min(64).default(128),
    clickhouse: z.int().min(512).default(2048),
    client: z.int().min(1024).default(4096).describe("The client's container."),
  })
  .describe('Memory limits in MiB: of the containers, and of the memory limiter of the collector.');

const processorLimit = z.number().min(0.1).max(1024).optional();

const processors = z
  .strictObject({
    collector: processorLimit,
    ledger: processorLimit,
    hooks: processorLimit,
    pushgateway: processorLimit,
    prometheus: processorLimit,
    pages: processorLimit,
    grafana: processorLimit,
    alertmanager: processorLimit,
    client: processorLimit,
  })
  .describe('How many processors a container may use: 0.5, 2. Without a limit: all. Only in containers.');

/** A program of the machine: its place must not depend on the folder in which a command is typed. */
const programPath = z
  .string()
  .regex(/^(\/|[A-Za-z]:[\\/])/, 'an absolute path')
  .optional();

const otlpTarget = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_]*$/, 'lower-case letters, digits and _'),
  protocol: z.enum(['grpc', 'http']).default('http'),
  endpoint: address,
  signals: z.array(z.enum(['metrics', 'logs', 'traces'])).default(['metrics', 'logs', 'traces']),
  headers: z
    .record(z.string().regex(/^[!#$%&'*+.^_`|~\w-]+$/, 'the name of an HTTP header'), secretFile)
    .default({})
    .describe('Header name to the file with its value.'),
  temporality: z.enum(['as-is', 'cumulative']).default('as-is'),
});

const exportTo = z.strictObject({
  otlp: z.array(otlpTarget).default([]).describe('More places that get what the ledger gets.'),
  file: z
    .strictObject({
      enabled: z.boolean().default(false),
      maxMegabytes: z.int().min(1).default(100),
      backups: z.int().min(0).default(3),
    })
    .prefault({})
    .describe('JSON lines on disk, rotated.'),
  debug: z.boolean().default(false).describe("Print what arrives to the collector's log."),
  audit: z
    .strictObject({
      otlp: place
        .optional()
        .describe('A receiver of OTLP logs over HTTP, with the whole address: http://siem:4318/v1/logs.'),
      file: z.boolean().default(false).describe('JSON lines in data/ledger/audit, a file for each day.'),
    })
    .prefault({})
    .describe('Where every entry of the audit log is passed on to; see audit.md.'),
});

export const configSchema = z.strictObject({
  runtime: z
    .enum(['auto', 'docker', 'podman', 'native'])
    .default('auto')
    .describe('auto: the one that has the data of the last start; at first Docker when its engine answers.'),
  collector: z
    .strictObject({
      receiver: z
        .enum(['auto', 'otelcol', 'embedded'])
        .default('auto')
        .describe(
          'auto: the OpenTelemetry Collector once it is installed, until then the receiver in the ledger.',
        ),
      extra: z
        .string()
        .regex(/^\//, 'an absolute path')
        .meta({ examples: ['/home/me/collector.yaml'] })
        .optional()
        .describe('A file with components and pipelines of your own for the collector; see export.md.'),
    })
    .prefault({})
    .describe('Who receives telemetry. `collector: embedded` is short for its `receiver`.'),
  ports: ports.prefault({}),
  memory: memory.prefault({}),
  processors: processors.prefault({}),
  client: z
    .strictObject({
      sudo: z.boolean().default(true).describe('Its user may become root inside.'),
    })
    .prefault({})
    .describe("The client's container, `start-observability client`."),
  retention: z
    .strictObject({
      metrics: duration.default('400d').describe('How long Prometheus keeps samples.'),
      metricsSize: size.default('10GB').describe('How much Prometheus keeps at most.'),
      events: duration.default('90d').describe('How long the ledger keeps events and hook events.'),
      spans: duration.default('72h').describe('How long the ledger keeps spans.'),
      transcripts: duration.default('30d').describe('How long it keeps transcripts that are collected.'),
      mostSpans: z
        .int()
        .min(1000)
        .default(500_000)
        .describe('How many spans the ledger keeps at most, about 0.5 KB each; the oldest go first.'),
      history: duration
        .optional()
        .describe(
          'How long sessions, turns and sums of days are kept, at least as long as events; without it for ever.',
        ),
      audit: duration
        .default('400d')
        .describe('How long the audit log and what the guard stopped are kept, whatever becomes of events.'),
      duplicates: duration.default('30d').describe('How long a data point is recognised as already counted.'),
    })
    .prefault({}),
  privacy: z
    .strictObject({
      person: handling.default('drop').describe('E-mails, names, account and organisation ids.'),
      prompts: handling
        .default('drop')
        .describe(
          'Texts of prompts, where the client sends them. `true` means keep, `false` drop, here and below.',
        ),
      responses: handling.default('drop').describe('Texts of answers.'),
      tools: handling.default('drop').describe('Commands, paths and inputs of tools.'),
    })
    .prefault({}),
  transcripts: z
    .strictObject({
      collect: z
        .boolean()
        .default(false)
        .describe(
          'Keep what is said in sessions, as far as `privacy` lets it: read from the transcript when a turn or a session ends. Natively only: in containers `start` refuses it.',
        ),
      mostMegabytes: z.int().min(1).max(1000).default(5).describe('Most text that is kept of one session.'),
    })
    .prefault({})
    .describe('Transcripts of sessions, to be read on their pages.'),
  security: z
    .strictObject({
      ledgerToken: z
        .boolean()
        .default(false)
        .describe('The ledger takes telemetry only with a token that the collector has.'),
      closed: z
        .boolean()
        .default(false)
        .describe(
          'Whoever reads numbers logs in: for machines where other people have accounts. Sending telemetry needs no login.',
        ),
      hosts: z
        .array(hostName)
        .default([])
        .describe(
          'Names under which you reach this machine: a reverse proxy, a tunnel. Others than localhost are refused.',
        ),
    })
    .prefault({}),
  labels: z
    .strictObject({
      shared: z
        .array(z.enum(sharedLabels as [string, ...string[]]))
        .default(['team', 'project', 'env', 'service_name', 'department', 'cost_center', 'repository'])
        .describe('Resource attributes that become labels. `user` names people: switch it on knowingly.'),
      extra: z
        .array(z.string().regex(/^[a-zA-Z][\w.-]{0,99}$/, 'the name of a resource attribute'))
        .max(5)
        .default([])
        .describe('Resource attributes of your own that become labels: few, each with few values (ticket).'),
      limit: z.int().min(10).max(100_000).default(2000).describe('Label sets per metric before `other`.'),
    })
    .prefault({}),
  links: linksSchema,
  timeZone: z
    .string()
    .refine(isZone, 'the name of a time zone: Europe/Berlin, UTC')
    .optional()
    .meta({ examples: ['Europe/Berlin', 'America/New_York', 'UTC'] })
    .describe(
      'Whose days and weeks count for today, this week, this month and budgets; without it those of this machine. Weeks begin on Monday.',
    ),
  budgets: z
    .strictObject({
      daily: z.number().positive().optional(),
      weekly: z.number().positive().optional(),
      monthly: z.number().positive().optional(),
      plan: z.number().positive().optional().describe('What a flat plan costs a month.'),
      for: z
        .array(
          z.strictObject({
            label: z.enum(sharedLabels as [string, ...string[]]),
            value: z.string().min(1).max(200),
            daily: z.number().positive().optional(),
            weekly: z.number().positive().optional(),
            monthly: z.number().positive().optional(),
          }),
        )
        .max(50)
        .default([])
        .describe('Budgets of one project, team, person or other label of labels.shared.'),
      warnAt: z
        .array(z.number().positive().max(10))
        .max(5)
        .default([0.8, 1])
        .describe('Used shares at which you are warned, once each; of limits of the plan, too.'),
      stop: z
        .enum(['off', 'ask', 'deny'])
        .default('off')
        .describe(
          'What happens to prompts and tool calls once a budget is used up. ask: prompts pass, tool calls are asked about.',
        ),
    })
    .prefault({})
    .describe('US dollars.'),
  alerting: alertingSchema.describe('Whom alerts are sent to.'),
  reports: reportsSchema.describe('Whom reports are sent to.'),
  clickhouse: z
    .strictObject({
      enabled: z
        .boolean()
        .default(false)
        .describe('Keep events, sums and what was received in ClickHouse, too; see clickhouse.md.'),
      rawRetention: duration
        .default('72h')
        .describe('How long traces, logs and metrics are kept there as they were received.'),
      processors: z.int().min(1).max(64).default(1).describe('Processor cores that it may use.'),
    })
    .prefault({})
    .describe('A database for those who outgrow a file.'),
  warnings: z
    .strictObject({
      client: z.boolean().default(true).describe('In the client, at the next prompt.'),
      desktop: z
        .boolean()
        .default(true)
        .describe('As a notification of the desktop, where the stack runs natively (libnotify, macOS).'),
      quietHours: z
        .string()
        .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, 'two times of day: 22:00-07:00')
        .optional()
        .meta({ examples: ['22:00-07:00'] })
        .describe('When the desktop is left alone, in timeZone; what was due then is shown afterwards.'),
    })
    .prefault({})
    .describe('Where a step of budgets.warnAt is told, once each.'),
  export: exportTo.prefault({}),
  prometheus: z
    .strictObject({
      scrapeInterval: duration.default('15s'),
      remoteWrite: z.array(place).default([]),
      externalLabels: z
        .record(
          z.string().regex(/^[a-zA-Z_]\w*$/),
          z.string().regex(/^[^$]*$/, 'a text without $, which Prometheus 3 takes for a variable'),
        )
        .default({}),
    })
    .prefault({}),
  programs: z
    .strictObject({
      prometheus: programPath,
      promtool: programPath,
      pushgateway: programPath,
      otelcol: programPath,
      grafana: programPath,
      alertmanager: programPath,
      amtool: programPath,
      clickhouse: programPath,
      mirror: z.string().optional().describe('A folder or URL that stands in for the download places.'),
      offline: z.boolean().default(false).describe('Never fetch anything.'),
    })
    .prefault({})
    .describe('Where native programs are.'),
  guard: guardPolicySchema.describe('What the guard allows, asks about and denies.'),
});

export type Config = z.output<typeof configSchema>;

/** What holds when `config.yaml` is empty or absent. */
export const defaults = (): Config => configSchema.parse({});
