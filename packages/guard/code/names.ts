// biome-ignore format: a list
export const shellCalls = new Set(['system', 'popen', 'exec', 'execSync', 'spawn', 'spawnSync', 'execFile', 'execFileSync', 'run', 'call', 'check_call', 'check_output', 'Popen', 'getoutput', 'getstatusoutput', 'shell_exec', 'passthru', 'proc_open', 'pcntl_exec', 'popen2', 'popen3', 'capture2', 'capture2e', 'capture3', 'execl', 'execlp', 'execv', 'execvp', 'execvpe', 'spawnl', 'spawnlp', 'spawnv', 'spawnvp', 'posix_spawn', 'execute', 'Command', 'pipeline', 'execa', 'execaSync', 'execaCommand', 'create_subprocess_shell', 'create_subprocess_exec', 'startfile', '$', 'execFileAsync', 'execAsync', 'cmd']);
// biome-ignore format: a list
export const deepDeletes = new Set(['rmtree', 'rm_rf', 'rm_r', 'remove_tree', 'remove_dir', 'remove_entry', 'remove_entry_secure', 'rimraf', 'rimrafSync', 'emptyDirSync', 'emptyDir', 'deltree', 'deleteSync', 'rmdir_r', 'remove_dir_all', 'removeTree', 'deleteDirectory', 'delete_tree']);
// biome-ignore format: a list
export const deletes = new Set(['remove', 'removeSync', 'unlink', 'unlinkSync', 'rm', 'rmSync', 'rmdir', 'rmdirSync', 'rm_f', 'removedirs', 'delete', 'safe_unlink', 'del']);
// biome-ignore format: a list
export const evaluates = new Set(['eval', 'exec', 'compile', 'Function', 'execfile', 'instance_eval', 'runInNewContext', 'runInThisContext', 'loadstring', 'load', 'assert', 'create_function']);
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
