import { reportRead } from '../../effects/secrets.ts';
import { ask, definePatterns } from '../../findings/pattern.ts';
import { runText } from '../../program/run.ts';
import type { Invocation } from '../../shell/shell.ts';
import { plain } from '../../text/text.ts';

// biome-ignore format: a table
export const databasePatterns = definePatterns({
  'database-destroy': { category: 'database', decision: ask, brief: 'Drops or empties tables or whole databases', why: 'Without a backup the data is lost.', suggestion: 'Make a dump first.', catches: ['psql -c "DROP TABLE users"', 'redis-cli flushall'], spares: ['psql -c "SELECT 1"'] },
  'database-delete-all': { category: 'database', decision: ask, brief: 'Deletes or changes every row of a table', why: 'There is no WHERE.', suggestion: 'Add a WHERE, and count with SELECT first.', catches: ['mysql -e "DELETE FROM logs"'], spares: ['mysql -e "DELETE FROM logs WHERE id=1"'] },
});

const destroys =
  /\b(drop\s+(database|schema|table|index|view|user|role|keyspace|collection|function|materialized|tablespace|column|constraint|sequence|type|extension|stream|topic|owned|measurement|series|retention|bucket|graph|dictionary|trigger|procedure|policy|publication|subscription|domain|rule|server|foreign|event|routine|aggregate|partition|projection|warehouse|share|stage|pipe|task|synonym|package|login|object)|truncate\s+(table\s+)?[\w"`[.]|alter\s+table\s+\S+\s+(drop|delete)\b|remove\s+(table|namespace|database|field|index|user|scope|event)\s|flushall|flushdb|dropdatabase\s*\(|delete(many|one)\s*\(\s*\{\s*\}\s*\)|remove\s*\(\s*\{\s*\}\s*\)|detach\s+delete|dropuser|reset\s+master|purge\s+(binary|master)\s+logs|shutdown\s*;|deleteall\s)|\.drop(Indexes|Index|User|Collection)?\s*\(/i;
const deletesAll =
  /\bdelete\s+from\s+(?:only\s+)?[\w."`[\]]+\s*(;|$)|\bupdate\s+[\w."`[\]]+\s+set\s+(?:(?!\bwhere\b)[^;])*(;|$)|\bdelete\s+from\s+[\w."`[\]]+\s+where\s+(1\s*=\s*1|true)\b|\bmatch\s*\(\w*\)\s*delete\b/i;

/** Longest statement text that is looked at, in characters. */
const longestSql = 200_000;

/** SQL and kin without comments and string contents, so that words merely quoted do not count. */
const bareSql = (text: string): string =>
  text
    .slice(0, longestSql)
    .replace(/--[^\n]*|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\//g, ' ')
    .replace(/'(?:[^']|'')*'/g, "''");

/** The pattern of what statements destroy, where they do. */
export const sqlPattern = (
  text: string,
): (typeof databasePatterns)[keyof typeof databasePatterns] | undefined => {
  const sql = bareSql(plain(text));
  if (destroys.test(sql)) return databasePatterns['database-destroy'];
  return deletesAll.test(sql) ? databasePatterns['database-delete-all'] : undefined;
};

const shellEscapes = /(?:^|\n|\s)\s*(?:\\!|\.shell|\.system|(?<=^|\n)system|(?<=^|\n)!)\s+(.+)/g;
const programs = /\b(?:to|from)\s+program\s+'((?:[^']|'')*)'/gi;
const files =
  /(?:readfile|writefile|pg_read_file|pg_read_binary_file|load_file|read_text|read_csv\w*|read_json\w*|read_blob|readfile|url|file)\s*\(\s*'([^']+)'|(?:\\copy|copy|load\s+data|\.read|\.import|\\i|source)\b[^;']*?'([^']+)'|(?:^|\n)\s*(?:\.read|\\i|\\ir|source)\s+([^\s;']+)/gi;

/** Reports what statements destroy, what they run in a shell and which files they read. */
export const reportSql = (text: string, call: Invocation): void => {
  const pattern = sqlPattern(text);
  if (pattern) call.reading.report(pattern, bareSql(plain(text)).trim());
  for (const match of text.matchAll(shellEscapes)) runText(match[1] as string, call);
  for (const match of text.matchAll(programs)) runText((match[1] as string).replaceAll("''", "'"), call);
  for (const match of text.matchAll(files))
    reportRead(match[1] ?? match[2] ?? match[3] ?? '', call.reading, call.state);
};

/** As `reportSql`, for programs that take statements among their other arguments. */
export const reportSqlIn = (call: Invocation): undefined => {
  for (const word of call.args) if (/\s/.test(word)) reportSql(word, call);
  if (call.stdin !== undefined) reportSql(call.stdin, call);
};
