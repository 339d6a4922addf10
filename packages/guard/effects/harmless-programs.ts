/** Programs that change nothing in the files they are given: what stands among their arguments is at most read. */
// biome-ignore format: a list
const readers = new Set([
  'cat', 'bat', 'batcat', 'less', 'more', 'head', 'tail', 'nl', 'tac', 'rev', 'cut', 'paste', 'grep', 'egrep', 'fgrep', 'ggrep', 'zgrep', 'rg', 'ripgrep', 'ag', 'ack', 'ugrep', 'jq', 'gojq', 'yq', 'ls', 'll', 'exa', 'eza', 'lsd', 'tree', 'stat', 'file', 'wc', 'du', 'df', 'diff', 'colordiff', 'cmp', 'comm',
  'md5sum', 'sha1sum', 'sha256sum', 'sha512sum', 'shasum', 'cksum', 'b2sum', 'md5', 'xxd', 'od', 'hexdump', 'strings', 'sort', 'uniq', 'column', 'test', '[', '[[', 'echo', 'printf', 'print', 'true', 'false', ':', 'cd', 'pushd', 'popd', 'pwd', 'basename', 'dirname', 'realpath', 'readlink', 'which', 'type', 'command',
  'awk', 'gawk', 'mawk', 'start-observability', 'date', 'sleep', 'lsof', 'ps', 'pgrep', 'export', 'declare', 'local', 'read', 'set', 'sqlite3', 'curl', 'base64', 'fold', 'fmt', 'look', 'join', 'getfacl', 'lsattr', 'glow', 'mdcat', 'zcat', 'bzcat', 'xzcat', 'exit', 'return', 'source', '.', 'sudo', 'doas', 'env', 'time', 'timeout', 'nice', 'nohup', 'xargs', 'find', 'fd', 'gfind', 'sh', 'bash', 'zsh', 'dash', 'cp', 'gcp', 'rsync', 'scp', 'tar',
]);

/** Options with which a reader writes in place. */
const inPlace = /^(-i|--in-place|--inplace)(=|$|\.)|^-[a-zA-Z]*i[a-zA-Z]*$/;
const editors = new Set(['yq', 'awk', 'gawk']);

/** Whether a program leaves the files alone that it is given, or has rules of its own for what it writes. */
export const leavesAlone = (name: string, args: readonly string[]): boolean => {
  if (/^python3?$/.test(name)) return args[0] === '-m' && args[1] === 'json.tool' && args.length < 4;
  if (!readers.has(name)) return false;
  if (name === 'sort') return !args.some((word) => /^(-o|--output)/.test(word));
  return !editors.has(name) || !args.some((word) => inPlace.test(word));
};
