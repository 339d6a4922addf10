// biome-ignore format: a list
export const shellCalls = new Set(['system', 'popen', 'exec', 'execSync', 'spawn', 'spawnSync', 'execFile', 'execFileSync', 'run', 'call', 'check_call', 'check_output', 'Popen', 'getoutput', 'getstatusoutput', 'shell_exec', 'passthru', 'proc_open', 'pcntl_exec', 'popen2', 'popen3', 'capture2', 'capture2e', 'capture3', 'execl', 'execlp', 'execv', 'execvp', 'execvpe', 'spawnl', 'spawnlp', 'spawnv', 'spawnvp', 'posix_spawn', 'execute', 'Command', 'pipeline', 'execa', 'execaSync', 'execaCommand', 'create_subprocess_shell', 'create_subprocess_exec', 'startfile', '$', 'execFileAsync', 'execAsync', 'cmd', 'run-program', 'sh', 'shell', 'shell-command', 'shell-command-to-string', 'async-shell-command', 'call-process', 'call-process-shell-command', 'start-process', 'process']);
// biome-ignore format: a list
export const deepDeletes = new Set(['rmtree', 'rm_rf', 'rm_r', 'remove_tree', 'remove_dir', 'remove_entry', 'remove_entry_secure', 'rimraf', 'rimrafSync', 'emptyDirSync', 'emptyDir', 'deltree', 'deleteSync', 'rmdir_r', 'remove_dir_all', 'removeTree', 'deleteDirectory', 'delete_tree', 'delete-tree', 'delete-directory', 'delete-directory-tree', 'removeItem']);
// biome-ignore format: a list
export const deletes = new Set(['remove', 'removeSync', 'unlink', 'unlinkSync', 'rm', 'rmSync', 'rmdir', 'rmdirSync', 'rm_f', 'removedirs', 'delete', 'safe_unlink', 'del', 'delete-file']);
// biome-ignore format: a list
export const evaluates = new Set(['eval', 'exec', 'compile', 'Function', 'execfile', 'instance_eval', 'runInNewContext', 'runInThisContext', 'loadstring', 'load', 'assert', 'create_function']);
/** Whether a call of this name runs or deletes something. */
export const isOfInterest = (name: string): boolean =>
  shellCalls.has(name) || deepDeletes.has(name) || deletes.has(name);
/** Calls that only compare, print or describe text; a path among their arguments is not touched. */
// biome-ignore format: a list
export const inertCalls = new Set(['print', 'printf', 'puts', 'log', 'warn', 'error', 'echo', 'info', 'debug', 'write', 'exists', 'existsSync', 'isfile', 'isdir', 'exist', 'is_file', 'file_exists', 'includes', 'startswith', 'endswith', 'startsWith', 'endsWith', 'test', 'match', 'split', 'replace', 'sub', 'gsub', 'append', 'push', 'stat', 'lstat', 'statSync', 'access', 'accessSync', 'basename', 'dirname', 'len', 'equal', 'add', 'format', 'dumps', 'stringify', 'sprintf', 'search', 'findall', 'indexOf', 'count', 'index', 'find', 'strictEqual', 'it', 'describe', 'expect', 'assertEqual', 'getenv', 'input', 'set', 'get', 'has', 'var_dump', 'p', 'pp', 'say', 'die']);
export const writeCalls =
  /write|append|save|dump|truncate|chmod|rename|copy|move|put|touch|symlink|link|extract|unpack|cp_r|cp_rf|cpSync|^cp$/i;
/** Of these, the ones that write only to their last path. */
export const lastWritten = /copy|symlink|link|put|unpack|cp_r|cpSync|^cp$/i;
/** Calls that print their arguments. */
export const prints = new Set(['print', 'puts', 'echo', 'say', 'log', 'write', 'printf']);

/** Statements of Perl, Ruby, PHP and awk whose arguments stand without brackets. */
// biome-ignore format: a list
export const bareCalls = new Set(['print', 'puts', 'say', 'echo', 'rename', 'system', 'exec', 'unlink', 'open', 'rmtree', 'remove_tree', 'require', 'sysopen', 'getline', 'rm_rf', 'readfile', 'include', 'require_once', 'include_once', 'do', 'spawn']);

/** Calls of drivers that take a statement, and of models that delete all their rows. */
// biome-ignore format: a list
export const queries = new Set(['execute', 'executemany', 'executescript', 'query', 'exec', 'raw', 'run', 'unsafe', '$executeRawUnsafe', '$executeRaw', '$queryRawUnsafe', 'execute_sql', 'exec_query', 'select_all', 'exec_driver_sql', 'text', 'do', 'prepare', 'runCommand', 'command', 'mysqli_query', 'pg_query', 'multi_query']);
// biome-ignore format: a list
export const empties = new Set(['delete_all', 'destroy_all', 'drop_all', 'dropDatabase', 'drop_database', 'drop_collection', 'dropCollection', 'flushall', 'flushdb', 'flushAll', 'flushDb', 'truncate_tables', 'drop_table', 'dropTable', 'drop_tables', 'dropSchema', 'dropAllTables']);

/** What a query starts with that stands for all rows, and what makes fewer of them. */
export const wholes = new Set([
  'all',
  'query',
  'table',
  'objects',
  'createQueryBuilder',
  'newQuery',
  'getRepository',
]);
export const narrows = /^(where|filter|find|first|get|exclude|limit|by|andWhere|take|only)/i;
