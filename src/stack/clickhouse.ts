import { type Artefact, source } from '../artefact/artefact.ts';
import { rawDatabase } from '../clickhouse/raw-tables.ts';
import { ownDatabase, retentionOf, schemaStatements } from '../clickhouse/schema.ts';
import { type ClickhouseUser, clickhouseUsers } from '../clickhouse/users.ts';
import { machineZone } from '../config/calendar.ts';
import { markupText } from '../escape.ts';
import type { Site } from './site.ts';
import { surroundingsOf } from './surroundings.ts';

/** What `include_from` reads in a container, where passwords are made only at the first start. */
export const passwordsInContainer = 'clickhouse-passwords.xml';

type XmlNode = string | number | { readonly [tag: string]: XmlNode | readonly XmlNode[] };

/** XML as ClickHouse reads it: a tag with attributes is written `tag a="b"`. */
const xml = (node: XmlNode, indent = ''): string => {
  if (typeof node !== 'object') return markupText(String(node));
  return Object.entries(node)
    .flatMap(([tag, value]) =>
      Array.isArray(value)
        ? value.map((one: XmlNode) => [tag, one] as const)
        : [[tag, value as XmlNode] as const],
    )
    .map(([tag, value]) => {
      const name = tag.split(' ')[0];
      if (value === '') return `${indent}<${tag}/>`;
      const inner = xml(value, `${indent}  `);
      return typeof value === 'object'
        ? `${indent}<${tag}>\n${inner}\n${indent}</${name}>`
        : `${indent}<${tag}>${inner}</${name}>`;
    })
    .join('\n');
};

const document = (path: string, comment: string, content: XmlNode): Artefact => ({
  path,
  text: `<!-- ${source} -->\n<!-- ${comment} -->\n<clickhouse>\n${xml(content, '  ')}\n</clickhouse>\n`,
});

const mebibyte = 2 ** 20;

/** What a page of another site makes a browser send has another `Host`, or no login. */
const onlyLocalHandlers = (site: Site): XmlNode => {
  const names = ['localhost', '127.0.0.1', '[::1]', ...site.hostNames, ...site.config.security.hosts]
    .map((name) => name.replaceAll(/[.[\]]/g, String.raw`\$&`))
    .join('|');
  const host = `regex:(${names})(:[0-9]+)?`;
  const asked = (header: string) => ({
    url: String.raw`regex:/(\?.*)?`,
    methods: 'GET,HEAD,POST',
    headers: { Host: host, [header]: 'regex:.+' },
    handler: { type: 'dynamic_query_handler', query_param_name: 'query' },
  });
  return {
    rule: [
      { url: '/ping', methods: 'GET,HEAD', handler: { type: 'ping' } },
      asked('Authorization'),
      asked('X-ClickHouse-User'),
    ],
  };
};

const configuration = (site: Site): XmlNode => {
  const { config } = site;
  const here = surroundingsOf(site, 'clickhouse');
  return {
    path: here.data,
    http_port: here.port('clickhouse'),
    ...(site.runtime === 'docker' && { tcp_port: here.port('clickhouseNative') }),
    listen_host: here.listen,
    users_config: 'users.xml',
    timezone: 'UTC',
    max_server_memory_usage: Math.floor(config.memory.clickhouse * mebibyte * 0.9),
    concurrent_threads_soft_limit_num: config.clickhouse.processors,
    max_concurrent_queries: 50,
    access_control_improvements: { settings_constraints_replace_previous: 'true' },
    // Sized for one machine: the defaults are those of a server with hundreds of gigabytes.
    mark_cache_size: 64 * mebibyte,
    index_mark_cache_size: 16 * mebibyte,
    uncompressed_cache_size: 0,
    mmap_cache_size: 100,
    background_pool_size: 2,
    background_schedule_pool_size: 4,
    query_log: {
      database: 'system',
      table: 'query_log',
      partition_by: 'event_date',
      ttl: 'event_date + INTERVAL 7 DAY DELETE',
      flush_interval_milliseconds: 7500,
    },
    http_handlers: onlyLocalHandlers(site),
  };
};

/** SQLite's meaning of what standard SQL leaves open, so that a saved query answers the same on both. */
const sameAnswers = {
  join_use_nulls: 1,
  prefer_column_name_to_alias: 1,
  aggregate_functions_null_for_empty: 1,
  output_format_json_quote_64bit_integers: 0,
};

const password = ({ clickhouseHashes, runtime }: Site, who: ClickhouseUser): XmlNode =>
  runtime === 'docker'
    ? { [`password incl="${clickhouseUsers[who].user}"`]: '' }
    : { password_sha256_hex: clickhouseHashes[who] ?? '' };

const grants = (...statements: readonly string[]): XmlNode => ({ query: statements });

const users = (site: Site): XmlNode => {
  const { config, runtime } = site;
  const queryBytes = Math.floor((config.memory.clickhouse * mebibyte) / 2);
  const anywhere = { networks: { ip: runtime === 'docker' ? '::/0' : '127.0.0.1' } };
  const reads = ['telemetry.*', 'otel.*', 'system.query_log', 'system.metrics', 'system.parts'].map(
    (what) => `GRANT SELECT ON ${what}`,
  );
  const local = { networks: { ip: ['::1', '127.0.0.1'] } };
  return {
    ...(runtime === 'docker' && { include_from: `${site.secrets('clickhouse')}/${passwordsInContainer}` }),
    profiles: {
      default: { ...sameAnswers, max_memory_usage: queryBytes, max_threads: config.clickhouse.processors },
      reader: {
        profile: 'default',
        readonly: 1,
        max_execution_time: 30,
        max_result_rows: 1_000_000,
        result_overflow_mode: 'throw',
        // Grafana's plugin says with each query how long it may take; longer than this nobody may.
        constraints: { max_execution_time: { max: 30, changeable_in_readonly: '' } },
      },
    },
    quotas: { default: { interval: { duration: 3600, queries: 0 } } },
    users: {
      [clickhouseUsers.writer.user]: {
        ...(password(site, 'writer') as object),
        ...anywhere,
        profile: 'default',
        quota: 'default',
        grants: grants(
          `GRANT ALL ON ${ownDatabase}.*`,
          `GRANT ALL ON ${rawDatabase}.*`,
          ...['MergeTree', 'ReplacingMergeTree', 'AggregatingMergeTree'].map(
            (engine) => `GRANT TABLE ENGINE ON ${engine}`,
          ),
          'GRANT SELECT ON system.*',
        ),
      },
      [clickhouseUsers.reader.user]: {
        ...(password(site, 'reader') as object),
        ...anywhere,
        profile: 'reader',
        quota: 'default',
        grants: grants(...reads),
      },
      // In a container `docker exec … clickhouse-client` is this user. Natively it cannot log in: requests
      // without a login are refused, and it may do nothing but open the port.
      default: {
        password: '',
        ...local,
        profile: runtime === 'docker' ? 'reader' : 'default',
        quota: 'default',
        grants:
          runtime === 'docker'
            ? grants(...reads)
            : grants('GRANT SYSTEM LISTEN ON *.*', 'GRANT SELECT ON system.numbers'),
      },
    },
  };
};

/** What a person copies to `.env` to choose the passwords; those left empty are made. */
export const envTemplate = (): Artefact => ({
  path: '.env.template',
  text: `# ${source}\n# Copy to .env, beside compose.yaml or beside config.yaml. Empty: a password is made.\n${Object.values(
    clickhouseUsers,
  )
    .map(({ variable, user }) => `# ${user}\n${variable}=`)
    .join('\n')}\n`,
});

/** What ClickHouse reads, and the tables that the ledger makes in it. */
export const clickhouseArtefacts = (site: Site): readonly Artefact[] => {
  const { config } = site;
  const zone = config.timeZone ?? (site.runtime === 'docker' ? 'UTC' : machineZone());
  const statements = schemaStatements({
    extraLabels: config.labels.extra,
    keptFor: retentionOf(config),
    zone,
  });
  const schema = [...statements.slice(0, 2), `USE ${ownDatabase}`, ...statements.slice(2)];
  return [
    document('clickhouse/config.xml', 'One machine, our own ports and limits.', configuration(site)),
    document('clickhouse/users.xml', 'Who may log in, from where, and what they may do.', users(site)),
    {
      path: 'clickhouse/schema.sql',
      text: `-- ${source}\n-- The ledger makes these tables and keeps them up to date.\n\n${schema.join(';\n\n')};\n`,
    },
  ];
};
