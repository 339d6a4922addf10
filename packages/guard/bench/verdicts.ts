import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { judge } from '../judge.ts';
import { defaultPolicy } from '../tighten.ts';

/** One figure, and the bar it is held to. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly bar?: string;
}

const corpus = fileURLToPath(new URL('../test/cases.jsonl', import.meta.url));

const place = { cwd: '/home/dev/project', home: '/home/dev' };

const timed = (input: unknown, tool = 'Bash'): number => {
  const start = performance.now();
  judge({ tool, input, ...place }, defaultPolicy);
  return performance.now() - start;
};

const mebibyte = 1024 * 1024;

/** Commands of one mebibyte, each made to hurt a reader in its own way. */
const hostile: Readonly<Record<string, string>> = {
  'one long word': 'a'.repeat(mebibyte),
  'open brackets': '('.repeat(mebibyte),
  'nested substitutions': '$('.repeat(mebibyte / 2),
  'brace bomb': '{a,b}'.repeat(mebibyte / 5),
  'many commands': 'rm -rf build;'.repeat(mebibyte / 13),
  'many quotes': `"'`.repeat(mebibyte / 2),
  'long pipe': 'cat|'.repeat(mebibyte / 4),
  'long here-document': `bash <<'EOF'\n${'echo a\n'.repeat(mebibyte / 7)}EOF`,
  'inline program': `python3 -c "${'f('.repeat(mebibyte / 2)}"`,
  'nested padding': `${'$(echo '.repeat(39)}${'a '.repeat(mebibyte / 2)}${')'.repeat(39)}`,
  'here-documents of one line': 'cat <<A;'.repeat(mebibyte / 8),
  redirections: '>a '.repeat(mebibyte / 3),
  'doubling variable': `a=x;${'a=$a$a;'.repeat(mebibyte / 7)}`,
  'sed script': `echo a | sed '${'s/a/b/;'.repeat(mebibyte / 7)}'`,
  'many globs copied': `cp -r ${'a* '.repeat(mebibyte / 3)} ..`,
  'a wrapper in itself': 'npx '.repeat(mebibyte / 4),
  'a verb without end': `acme ${'a.'.repeat(mebibyte / 2)}`,
  'statements of SQL': `psql -c "${"to program '".repeat(mebibyte / 12)}"`,
  makefile: `make -f - <<'E'\n${'a:\n\trm -rf b\n'.repeat(mebibyte / 13)}E`,
};

/** Time of one verdict over the corpus, and of commands made to be slow. */
export const benchGuard = (): Promise<readonly Figure[]> => {
  const cases = readFileSync(corpus, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { tool: string; input: unknown });
  for (const one of cases) timed(one.input, one.tool);
  const times = cases.map((one) => timed(one.input, one.tool)).sort((one, other) => one - other);
  const at = (part: number) => times[Math.floor((times.length - 1) * part)] as number;
  return Promise.resolve([
    { what: 'guard: verdict, median', value: at(0.5), unit: 'ms', bar: '< 0.1' },
    { what: 'guard: verdict, p99', value: at(0.99), unit: 'ms' },
    ...Object.entries(hostile).map(([what, command]) => ({
      what: `guard: 1 MiB, ${what}`,
      value: timed({ command }),
      unit: 'ms',
      bar: '< 500',
    })),
  ]);
};
