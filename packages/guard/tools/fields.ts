/** What a field of a tool's input is, by its name. */
export const commandField =
  /^(command|commands|cmd|cmdline|command_?line|shell_?command|bash|shell|powershell|exec|run|terminal_?command|run_?command)$/i;
export const codeField =
  /^(code|script|source|source_?code|javascript|js|python|expression|function|snippet|program)$/i;
export const patchField = /^(patch|diff|input|patch_?text|changes)$/i;
export const queryField = /^(sql|query|queries|statement|statements|soql|cypher)$/i;
export const contentField =
  /^(content|contents|text|data|file_?text|new_?string|new_?text|new_?source|new_?str|replacement|body|edits|code)$/i;
export const pathField =
  /^(path|paths|file|files|file_?path|file_?paths|filename|file_?name|source|destination|src|dest|dst|target|uri|uris|url|notebook_?path|absolute_?path|relative_?path|old_?path|new_?path|input_?path|output_?path|script_?path|directory|dir|dir_?path|folder|root|cwd|workdir|resource|include|attachments?)$/i;

/** Tools whose queries go to a database. */
export const databaseTool =
  /sql|postgres|maria|database|clickhouse|duckdb|supabase|bigquery|snowflake|redshift|oracle|mongo|neo4j|dynamo|cassandra|prisma|neon|turso/i;

/** Words of a tool's name, split at `_`, `-` and capitals. */
export const wordsOf = (name: string): readonly string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);

const writing = new Set(
  'edit write save create append delete remove move rename put update insert replace patch overwrite copy upload download apply modify set touch mkdir str'.split(
    ' ',
  ),
);

/** Whether a tool writes to the paths it names. */
export const writesBy = (name: string): boolean => wordsOf(name).some((word) => writing.has(word));

/** Whether a tool only describes what it names. */
export const describesBy = (name: string): boolean => {
  const words = wordsOf(name);
  return (
    words.some((word) => /^(list|stat|exists|tree|info|glob|find)$/.test(word)) &&
    !words.some((word) => /^(read|content|contents|run|exec|execute|write|cat|get)$/.test(word))
  );
};

const deleting = new Set(
  'delete remove drop destroy purge truncate wipe terminate uninstall flush revoke erase unpublish deprovision teardown nuke'.split(
    ' ',
  ),
);
/** Things that are lost when they are reset or cleared. */
const lasting = new Set(
  'branch branches database db table tables schema data all cluster project environment store storage bucket queue collection index memory history repo repository password credentials namespace instance volume'.split(
    ' ',
  ),
);

/** Whether a tool of a server deletes, by the words of its name. */
export const deletesBy = (name: string): boolean => {
  const words = wordsOf(name);
  if (words.some((word) => deleting.has(word))) return true;
  return words.some((word) => /^(reset|clear|empty)$/.test(word)) && words.some((word) => lasting.has(word));
};
