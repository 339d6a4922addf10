import { reportRead } from '../../effects/secrets.ts';
import { options } from '../../program/options.ts';
import { named, program } from '../../program/program.ts';
import type { Invocation, Program } from '../../shell/shell.ts';
import { isKnown, mark, plain } from '../../text/text.ts';
import { databasePatterns, reportSql } from './sql.ts';

const drop = databasePatterns['database-destroy'];

/** Columns in which databases keep the passwords of their users. */
const passwords = /\b(rolpassword|authentication_string|pg_shadow|passwd\s+from\s+pg_user)\b/i;

/** Database clients: statements from options, operands and standard input, and scripts this command wrote. */
const client: Program = (call) => {
  for (const word of call.args) reportSql(word.replace(/^-[a-zA-Z](?=\S*\s)/, ''), call);
  if (call.stdin !== undefined) reportSql(call.stdin, call);
  const given = options(call.args, {
    short: 'fdhUpD',
    valued: 'file dbname host username init defaults-file defaults-extra-file queries-file',
  });
  for (const file of given.values('f', 'file', 'init', 'queries-file'))
    reportSql(call.shell.readFile(file, call.state, call.stdin), call);
  for (const word of given.operands) reportRead(word, call.reading, call.state);
  const told = [...call.args, call.stdin ?? ''].some((text) => passwords.test(text));
  return told ? mark.unknown + mark.stored : mark.unknown;
};

const emptying = new Set(['flushall', 'flushdb', 'shutdown', 'debug', 'swapdb', 'failover', 'reset']);
const deleting = new Set(['del', 'unlink']);

/** One command of redis: what empties a database, and deletions of keys that only a running command can tell. */
const reportRedis = (words: readonly string[], call: Invocation): void => {
  const [verb = '', ...rest] = words.map((word) => word.toLowerCase());
  const told = plain(`${call.name} ${words.join(' ')}`);
  if (emptying.has(verb)) call.reading.report(drop, told);
  if (deleting.has(verb) && rest.some((word) => !isKnown(word))) call.reading.report(drop, told);
  if (verb === 'config' && rest[0] === 'set' && /^(dir|dbfilename)$/.test(rest[1] ?? ''))
    call.reading.report(drop, told);
  if (/^eval(_ro)?$/.test(verb) && /flush(all|db)|'(del|unlink)'/i.test(words[1] ?? ''))
    call.reading.report(drop, told);
};

const redis: Program = (call) => {
  const given = options(call.args, {
    short: 'hpnaudristX',
    valued: 'user pass tls-ca cacert cert key sni',
    stops: true,
  });
  reportRedis(given.operands, call);
  for (const line of (call.stdin ?? '').split('\n').slice(0, 200))
    reportRedis(line.trim().split(/\s+/), call);
  return mark.unknown;
};

/** Clients of other stores, whose commands stand among their operands. */
export const databaseClientPrograms = {
  ...named(
    'psql mysql mariadb sqlite3 sqlite clickhouse-client clickhouse clickhouse-local duckdb mongosh mongo cqlsh sqlcmd sqlplus bcp snowsql cockroach usql pgcli mycli litecli iredis trino presto beeline hive impala-shell cypher-shell mysqlsh isql osql tsql db2 vsql psql16 psql15 psql14 questdb arangosh surreal edgedb gel sq osqueryi rqlite spark-sql dbsql usqlcmd spanner-cli dynein steampipe redshift exaplus monetdb mclient crate crash',
    client,
  ),
  ...named(
    'hdfs hadoop',
    program({
      reads: '',
      // `-rm` and `-format` are words with one dash, read here as their letters.
      rules: { 'dfs|fs -r -m !-d': drop, 'namenode -f -o -r -m -a -t': drop },
    }),
  ),
  'sqlite-utils': program({
    rules: { 'drop-table|drop-view|disable-fts': drop },
    also: (call) => client(call),
  }),
  cradle: program({ rules: { 'sql flush': drop } }),
  pg_recvlogical: program({ rules: { '--drop-slot': drop } }),
  ...named('redis-cli valkey-cli keydb-cli dragonfly-cli', redis),
  ...named(
    'mysqladmin mariadb-admin',
    program({ short: 'uhP', rules: { '... drop|shutdown|flush-hosts|kill': drop } }),
  ),
  ...named('dropdb dropuser pg_dropcluster', program({ rules: { '': drop } })),
  pg_restore: program({ rules: { '-c|--clean': drop } }),
  pg_resetwal: program({ rules: { '': drop }, harmless: 'help version n dry-run' }),
  mongorestore: program({ rules: { '--drop': drop } }),
  etcdctl: program({
    rules: { 'del|compaction|defrag': drop, '* remove|delete': drop },
    valued: 'endpoints cacert cert key user password',
  }),
  influx: program({
    short: 'odtsb',
    valued: 'org bucket token host start stop predicate name id',
    rules: { delete: drop, '* delete|delete-*': drop, '* * delete': drop },
    also: (call) => client(call),
  }),
  rethinkdb: program({ rules: { 'restore --force': drop } }),
  nodetool: program({
    rules: { 'clearsnapshot|decommission|removenode|assassinate|truncatehints|resetlocalschema': drop },
  }),
  'elasticsearch-node': program({
    rules: { 'unsafe-bootstrap|detach-cluster|repurpose|remove-settings': drop },
  }),
  weed: program({ rules: { '... delete|purge': drop } }),
  dolt: program({
    rules: { 'reset --hard': drop, 'branch -D': drop, gc: drop },
    also: (call) => client(call),
  }),
};
