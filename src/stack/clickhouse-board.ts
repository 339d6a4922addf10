import { type Artefact, json } from '../artefact/artefact.ts';
import { ownDatabase } from '../clickhouse/schema.ts';
import { clickhouseUsers } from '../clickhouse/users.ts';
import { machineZone } from '../config/calendar.ts';
import { compile } from '../queries/compile.ts';
import { clickhouse as dialect } from '../queries/dialect.ts';
import { savedQueries } from '../queries/saved-queries.ts';
import type { SavedQuery } from '../queries/saved-query.ts';
import type { Site } from './site.ts';

/** Grafana's own plugin for ClickHouse; it is fetched by the container at its start. */
export const clickhousePlugin = 'grafana-clickhouse-datasource';

const dataSource = { type: clickhousePlugin, uid: 'clickhouse' } as const;

/** ClickHouse as a data source of Grafana, as the user who only reads. */
export const clickhouseDataSource = (site: Site) => {
  const [host, port] = site.address('clickhouse').split(':');
  return {
    name: 'ClickHouse',
    ...dataSource,
    access: 'proxy',
    editable: false,
    jsonData: {
      host,
      port: Number(port),
      protocol: 'http',
      secure: false,
      username: clickhouseUsers.reader.user,
      defaultDatabase: ownDatabase,
    },
    secureJsonData: { password: `$__file{${site.secrets('grafana')}/${clickhouseUsers.reader.secret}}` },
  };
};

const titles = { session: 'Sessions', error: 'Errors', tool: 'Tools', board: 'Lists', more: 'More' } as const;
type QuestionGroup = keyof typeof titles;

const groupOf = (name: string): QuestionGroup => {
  const [first = ''] = name.split('-');
  return first in titles ? (first as QuestionGroup) : 'more';
};

/** Microseconds since 1970, and the day, of the ends of the range that the board shows. */
const placeholders = (zone: string): Readonly<Record<string, string>> => ({
  ':sinceDay': `formatDateTime($__fromTime, '%Y-%m-%d', '${zone}')`,
  ':untilDay': `formatDateTime($__toTime, '%Y-%m-%d', '${zone}')`,
  ':since': 'toInt64(toUnixTimestamp($__fromTime)) * 1000000',
  ':until': 'toInt64(toUnixTimestamp($__toTime)) * 1000000',
});

/** The SQL of a saved query for the range that the board shows. */
export const boardSql = (query: SavedQuery, zone: string): string => {
  const { sql } = compile(query, { since: 0, until: 0 }, { dialect, zone });
  return Object.entries(placeholders(zone)).reduce(
    (text, [name, value]) => text.replaceAll(name, value),
    sql.trim(),
  );
};

const height = 9;

/** One board with every saved query that needs no more than a range, a table each. */
export const clickhouseBoard = (site: Site): Artefact => {
  const zone = site.config.timeZone ?? machineZone();
  const asked = Object.entries(savedQueries).filter(([, { parameters }]) => !parameters);
  let y = 0;
  const panels = (Object.keys(titles) as QuestionGroup[]).flatMap((group) => {
    const row = {
      type: 'row',
      title: titles[group],
      collapsed: false,
      gridPos: { x: 0, y: y++, w: 24, h: 1 },
    };
    const tables = asked
      .filter(([name]) => groupOf(name) === group)
      .map(([name, query], index) => {
        const gridPos = { x: (index % 2) * 12, y: y + Math.floor(index / 2) * height, w: 12, h: height };
        return {
          type: 'table',
          title: query.question,
          description: `${name}. ${query.advice}`,
          datasource: dataSource,
          gridPos,
          targets: [
            {
              refId: 'A',
              datasource: dataSource,
              editorType: 'sql',
              queryType: 'table',
              // A table, in the plugin's words.
              format: 1,
              rawSql: boardSql(query, zone),
            },
          ],
        };
      });
    y += Math.ceil(tables.length / 2) * height;
    return tables.length > 0 ? [row, ...tables] : [];
  });
  return json('dashboards/clickhouse/claude-code-saved-queries.json', {
    uid: 'claude-code-saved-queries',
    title: 'Claude Code / Saved queries (ClickHouse)',
    tags: ['claude-code'],
    timezone: 'browser',
    schemaVersion: 39,
    editable: true,
    time: { from: 'now-30d', to: 'now' },
    panels: panels.map((panel, index) => ({ id: index + 1, ...panel })),
  });
};
