/** A variable and its value, in the order in which they are printed. */
type Variables = Readonly<Record<string, string>>;

/** How a shell sets and forgets a variable, and how it gives some to one command alone. */
interface ShellDialect {
  readonly brief: string;
  readonly set: (name: string, value: string) => string;
  readonly unset: (name: string) => string;
  /** A function `claude` that runs the client with these variables; undefined where there are no functions. */
  readonly define?: (variables: Variables) => readonly string[];
  readonly undefine?: string;
}

const sh = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
const fish = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const powershell = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const lines = (variables: Variables, line: (name: string, value: string) => string): readonly string[] =>
  Object.entries(variables).map(([name, value]) => line(name, value));

/** THE table of the forms in which variables are printed. */
export const dialects = {
  sh: {
    brief: 'sh, bash, zsh and the like',
    set: (name, value) => `export ${name}=${sh(value)}`,
    unset: (name) => `unset ${name}`,
    define: (variables) => [
      'claude() {',
      ...lines(variables, (name, value) => `  ${name}=${sh(value)} \\`),
      '  command claude "$@"',
      '}',
    ],
    undefine: 'unset -f claude 2>/dev/null',
  },
  fish: {
    brief: 'fish',
    set: (name, value) => `set -gx ${name} ${fish(value)}`,
    unset: (name) => `set -e ${name}`,
    define: (variables) => [
      'function claude --wraps claude',
      '  env \\',
      ...lines(variables, (name, value) => `    ${name}=${fish(value)} \\`),
      '    claude $argv',
      'end',
    ],
    undefine: 'functions -e claude',
  },
  powershell: {
    brief: 'PowerShell',
    set: (name, value) => `$env:${name} = ${powershell(value)}`,
    unset: (name) => `Remove-Item Env:${name} -ErrorAction SilentlyContinue`,
    define: (variables) => [
      'function claude {',
      '  $ours = @{',
      ...lines(variables, (name, value) => `    ${name} = ${powershell(value)}`),
      '  }',
      '  $before = @{}',
      '  foreach ($name in $ours.Keys) {',
      '    $before[$name] = [Environment]::GetEnvironmentVariable($name)',
      '    [Environment]::SetEnvironmentVariable($name, $ours[$name])',
      '  }',
      '  try { & (Get-Command claude -CommandType Application | Select-Object -First 1) @args }',
      '  finally { foreach ($name in $before.Keys) { [Environment]::SetEnvironmentVariable($name, $before[$name]) } }',
      '}',
    ],
    undefine: 'Remove-Item Function:claude -ErrorAction SilentlyContinue',
  },
  dotenv: {
    brief: 'NAME=value: for `docker run --env-file` and the environment file of a pipeline',
    set: (name, value) => `${name}=${value}`,
    unset: (name) => `${name}=`,
  },
} as const satisfies Readonly<Record<string, ShellDialect>>;

export type DialectName = keyof typeof dialects;
export const dialectNames = Object.keys(dialects) as readonly DialectName[];

const dialectOf = (name: DialectName): ShellDialect => dialects[name];

/** The shell in which a program was started, by its environment. */
export const currentDialect = (env: NodeJS.ProcessEnv): DialectName => {
  const shell = env['SHELL'] ?? '';
  if (/(^|[\\/])fish$/.test(shell)) return 'fish';
  const isPowerShell = /(^|[\\/])pwsh$/.test(shell) || (shell === '' && env['PSModulePath'] !== undefined);
  return isPowerShell ? 'powershell' : 'sh';
};

/** One line for each variable: every program of that shell then has them. */
export const shellLines = (dialect: DialectName, variables: Variables): string =>
  lines(variables, dialectOf(dialect).set).join('\n');

/** What gives the variables to `claude` alone; lines for each where a dialect has no functions. */
export const clientFunction = (dialect: DialectName, variables: Variables): string =>
  dialectOf(dialect).define?.(variables).join('\n') ?? shellLines(dialect, variables);

/** What takes both forms away again. */
export const unsetLines = (dialect: DialectName, names: readonly string[]): string => {
  const { unset, undefine } = dialectOf(dialect);
  return [...(undefine ? [undefine] : []), ...names.map(unset)].join('\n');
};

/** What a person must know before every program of a shell gets the variables. */
export const exportWarning =
  'Every program of this shell now exports to this stack: Codex, Copilot and opencode read the same variables, send only to us, and their data is not counted.';
