/** How a shell sets and forgets a variable. */
interface Dialect {
  readonly brief: string;
  readonly set: (name: string, value: string) => string;
  readonly unset: (name: string) => string;
}

/** THE table of the forms in which variables are printed. */
export const dialects = {
  sh: {
    brief: 'sh, bash, zsh and the like',
    set: (name, value) => `export ${name}='${value.replaceAll("'", `'\\''`)}'`,
    unset: (name) => `unset ${name}`,
  },
  fish: {
    brief: 'fish',
    set: (name, value) => `set -gx ${name} '${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`,
    unset: (name) => `set -e ${name}`,
  },
  powershell: {
    brief: 'PowerShell',
    set: (name, value) => `$env:${name} = '${value.replaceAll("'", "''")}'`,
    unset: (name) => `Remove-Item Env:${name} -ErrorAction SilentlyContinue`,
  },
  dotenv: {
    brief: 'NAME=value: for `docker run --env-file` and the environment file of a pipeline',
    set: (name, value) => `${name}=${value}`,
    unset: (name) => `${name}=`,
  },
} as const satisfies Readonly<Record<string, Dialect>>;

export type DialectName = keyof typeof dialects;
export const dialectNames = Object.keys(dialects) as readonly DialectName[];

/** The shell in which a program was started, by its environment. */
export const currentDialect = (env: NodeJS.ProcessEnv): DialectName => {
  const shell = env['SHELL'] ?? '';
  if (/(^|[\\/])fish$/.test(shell)) return 'fish';
  const isPowerShell = /(^|[\\/])pwsh$/.test(shell) || (shell === '' && env['PSModulePath'] !== undefined);
  return isPowerShell ? 'powershell' : 'sh';
};

/** One line for each variable. */
export const shellLines = (dialect: DialectName, variables: Readonly<Record<string, string>>): string =>
  Object.entries(variables)
    .map(([name, value]) => dialects[dialect].set(name, value))
    .join('\n');

export const unsetLines = (dialect: DialectName, names: readonly string[]): string =>
  names.map((name) => dialects[dialect].unset(name)).join('\n');
