import { globMatches } from '../shell/glob.ts';
import type { Invocation, Program } from '../shell/shell.ts';
import { activate, mark, plain } from '../shell/text.ts';
import { candidates, reportArguments, reportRead } from './access.ts';
import { type Options, options } from './options.ts';
import { type ServiceRule, serviceRules } from './service-table.ts';
import { runText } from './shells.ts';

/** Options of service clients that take a value; anything else that starts with a dash stands alone. */
// biome-ignore format: a list
const valued = [
  'context', 'host', 'config', 'log-level', 'tlscacert', 'tlscert', 'tlskey', 'namespace', 'kubeconfig', 'cluster', 'user', 'profile', 'region', 'output',
  'endpoint-url', 'project', 'file', 'project-name', 'env-file', 'project-directory', 'subscription', 'resource-group', 'server', 'token', 'query', 'format',
  'kube-context', 'bootstrap-server', 'topic', 'group', 'zookeeper', 'repo', 'filter', 'selector', 'chdir-dir', 'account', 'location', 'zone', 'method',
  'pass', 'command', 'volume', 'mount', 'name', 'workdir', 'entrypoint', 'network', 'publish', 'env', 'label', 'hostname', 'platform', 'container', 'alter', 'entity-type', 'org-slug',
];
// biome-ignore format: a table
const short: Record<string, string> = {
  docker: 'cHlevpwufhm', podman: 'cHlevpwufhm', kubectl: 'nslfcok', helm: 'nf', aws: '', az: 'gnsol', gh: 'RXHFft', glab: 'RXHFf', 'redis-cli': 'hpnadu', mysqladmin: 'uhP', 'docker-compose': 'fp',
  rabbitmqadmin: 'HPupV', restic: 'rpo', rclone: '', gsutil: 'hoi',
};

const matchesWord = (pattern: string, word: string): boolean =>
  pattern.split('|').some((one) => (one.includes('*') ? globMatches(activate(one), word) : one === word));

const matches = (rule: ServiceRule, operands: readonly string[]): boolean => {
  if (rule.anywhere) {
    let at = 0;
    for (const word of operands)
      if (at < rule.words.length && matchesWord(rule.words[at] as string, word)) at++;
    return at === rule.words.length;
  }
  return rule.words.every(
    (pattern, at) => operands[at] !== undefined && matchesWord(pattern, operands[at] as string),
  );
};

const hasOption = (rule: ServiceRule, given: Options): boolean => {
  if (!rule.options) return true;
  return rule.options.some(
    (name) =>
      given.has(name) || (name === name.toUpperCase() && given.given.some(([, value]) => value === name)),
  );
};

const byProgram = new Map<string, ServiceRule[]>();
for (const rule of serviceRules) byProgram.set(rule.program, [...(byProgram.get(rule.program) ?? []), rule]);

const alias: Record<string, string> = {
  podman: 'docker',
  nerdctl: 'docker',
  'podman-compose': 'docker-compose',
  oc: 'kubectl',
  k: 'kubectl',
  microk8s: 'kubectl',
  k3s: 'kubectl',
  tofu: 'terraform',
  tf: 'terraform',
};

const isHelp = (given: Options, operands: readonly string[]): boolean =>
  given.has('help', 'dry-run', 'dryrun', 'check') && !given.has('dry-run=none')
    ? !given.given.some(([name, value]) => name === 'dry-run' && value === 'none')
    : operands[0] === 'help';

/** Runs what a container or pod is told to run: containers come and go, so only what is more than their own files counts. */
const inContainer = (operands: readonly string[], call: Invocation): void => {
  const [verb, ...rest] =
    operands[0] === 'compose' || operands[0] === 'container' ? operands.slice(1) : operands;
  if (verb !== 'exec' && verb !== 'run' && verb !== 'debug') return;
  const dashes = call.args.indexOf('--');
  const command = dashes >= 0 ? call.args.slice(dashes + 1) : rest.slice(1);
  if (command.length > 0) call.shell.runWords(command, call.state.child(), call.stdin);
};

/** Files a container is given: a mounted or copied secret leaves the machine's own protection. */
const reportFiles = (given: Options, call: Invocation): void => {
  for (const file of given.values('env-file'))
    if (candidates(file).length > 0) reportEnvironmentFile(file, call);
  for (const value of given.values('v', 'volume', 'mount', 'from-file', 'from-env-file'))
    for (const piece of value.split(/[:,=]/)) reportRead(piece, call.reading, call.state);
};

/** `--env-file .env` loads secrets into a process without showing them: worth a question, not a refusal. */
export const reportEnvironmentFile = (file: string, { reading }: Invocation): void => {
  if (/(^|\/)\.env(\.(?!example|sample|template|dist)[^/]*)?$/.test(file))
    reading.report('dotenv-load', plain(file));
};

/** What a service is told to run, and the files it is told to read. */
const reportContents = (name: string, call: Invocation): void => {
  if (name === 'docker' || name === 'kubectl' || name === 'docker-compose') {
    const rest = withoutGlobals(call.args, name);
    inContainer(rest, call);
    if (rest[0] === 'cp') reportArguments(rest.slice(1), call.reading, call.state);
  } else {
    const pathLike = call.args.filter((word) => /[/.]/.test(word) && !/\s/.test(word));
    reportArguments(pathLike, call.reading, call.state);
  }
};

const service: Program = (original) => {
  // Terraform and its kin write long options with one dash.
  const call = /^(terraform|tofu|terragrunt|tf)$/.test(original.name)
    ? { ...original, args: original.args.map((word) => word.replace(/^-(?=[a-z]{3})/, '--')) }
    : original;
  const name = alias[call.name] ?? call.name;
  const given = options(call.args, { short: short[name] ?? '', valued });
  // A subcommand's own `-f` and the like must not be mistaken for a global option with a value.
  const loose = options(call.args, { valued: valued.filter((one) => one !== 'file') });
  reportFiles(given, call);
  reportContents(name, call);
  if (given.operands.includes('ssh'))
    for (const source of options(call.args, { short: 'c', valued }).values('command', 'c'))
      runText(source, call);
  if (isHelp(loose, given.operands)) return mark.unknown;
  for (const rule of byProgram.get(name) ?? []) {
    const named = matches(rule, given.operands) || matches(rule, loose.operands);
    if (named && (hasOption(rule, given) || hasOption(rule, loose)))
      call.reading.report(rule.pattern, plain(`${call.name} ${call.args.join(' ')}`));
  }
  return mark.unknown;
};

const withoutGlobals = (args: readonly string[], name: string): readonly string[] => {
  const globals = options(args, {
    short: name === 'docker-compose' ? 'fp' : 'cHln',
    valued: [
      'context',
      'host',
      'config',
      'log-level',
      'namespace',
      'kubeconfig',
      'cluster',
      'file',
      'project-name',
    ],
    stops: true,
  });
  const [verb, ...rest] = globals.operands;
  const inner = options(rest, { short: 'evpwuhmlcn', valued, stops: true });
  if (verb === 'compose') return withoutGlobals(rest, 'docker-compose');
  return verb === undefined ? [] : [verb, ...inner.operands];
};

const destroysTable =
  /\b(drop\s+(database|schema|table|index|view|user|role|keyspace|collection|function|materialized|tablespace|column|constraint|sequence|type|extension|stream|topic)|truncate\s+(table\s+)?[\w"`[.]|alter\s+table\s+\S+\s+drop\b|flushall|flushdb|dropdatabase\s*\(|\.drop\s*\(|deletemany\s*\(\s*\{\s*\}\s*\)|remove\s*\(\s*\{\s*\}\s*\))/i;
const deletesAll =
  /\bdelete\s+from\s+[\w."`[\]]+\s*(;|$)|\bupdate\s+[\w."`[\]]+\s+set\s+(?:(?!\bwhere\b)[^;])*(;|$)/i;

/** SQL and kin without comments and string contents, so that words merely quoted do not count. */
const bareSql = (text: string): string =>
  text
    .slice(0, 200_000)
    .replace(/--[^\n]*|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\//g, ' ')
    .replace(/'(?:[^']|'')*'/g, "''");

const reportSql = (text: string, call: Invocation): void => {
  const sql = bareSql(plain(text));
  if (destroysTable.test(sql)) call.reading.report('database-destroy', sql.trim());
  else if (deletesAll.test(sql)) call.reading.report('database-delete-all', sql.trim());
  for (const match of text.matchAll(/(?:^|\n)\s*(?:\\!|\.shell|\.system|system)\s+(.+)/g))
    runText(match[1] as string, call);
  for (const match of text.matchAll(
    /(?:readfile|writefile|pg_read_file|load_file)\s*\(\s*'([^']+)'|(?:\\copy|copy)\b[^;]*?'([^']+)'/gi,
  ))
    reportRead(match[1] ?? match[2] ?? '', call.reading, call.state);
};

/** Database clients: statements from options, operands and standard input, and scripts this command wrote. */
const database: Program = (call) => {
  for (const word of call.args) reportSql(word.replace(/^-[a-zA-Z](?=\S*\s)/, ''), call);
  if (call.stdin !== undefined) reportSql(call.stdin, call);
  const given = options(call.args, {
    short: 'fdhUpD',
    valued: ['file', 'dbname', 'host', 'username', 'init', 'defaults-file', 'defaults-extra-file'],
  });
  for (const file of given.values('f', 'file', 'init'))
    reportSql(call.shell.readFile(file, call.state, call.stdin), call);
  for (const word of given.operands) reportRead(word, call.reading, call.state);
  return mark.unknown;
};

const redis: Program = (call) => {
  if (call.stdin !== undefined) reportSql(call.stdin, call);
  const lower = {
    ...call,
    args: call.args.map((word) => (/^[A-Z]+$/.test(word) ? word.toLowerCase() : word)),
  };
  return service(lower);
};

/** Services that take SQL among their arguments as well. */
const querying: Program = (call) => {
  for (const word of call.args) if (/\s/.test(word)) reportSql(word, call);
  return service(call);
};

/** `java -jar jenkins-cli.jar ...` */
const jenkins: Program = (call) => {
  const at = call.args.findIndex((word) => /jenkins-cli/.test(word));
  if (at >= 0 && call.args.some((word) => /^(delete-|quiet-down|shutdown|safe-restart)/.test(word)))
    call.reading.report('forge-delete', plain(call.args.join(' ')));
  reportArguments(call.args, call.reading, call.state);
  return mark.unknown;
};

export const servicePrograms: Record<string, Program> = {
  ...Object.fromEntries([...byProgram.keys(), ...Object.keys(alias)].map((name) => [name, service])),
  'redis-cli': redis,
  'valkey-cli': redis,
  ...Object.fromEntries(
    [
      'psql',
      'mysql',
      'mariadb',
      'sqlite3',
      'sqlite',
      'clickhouse-client',
      'clickhouse',
      'clickhouse-local',
      'duckdb',
      'mongosh',
      'mongo',
      'cqlsh',
      'sqlcmd',
      'sqlplus',
      'bcp',
      'snowsql',
      'cockroach',
      'usql',
      'pgcli',
      'mycli',
      'trino',
      'presto',
      'beeline',
      'hive',
      'influx',
      'cypher-shell',
    ].map((name) => [name, database]),
  ),
  java: jenkins,
  ...Object.fromEntries(
    ['bq', 'wrangler', 'supabase', 'turso', 'pscale', 'heroku'].map((name) => [name, querying]),
  ),
};
