import type { Value } from '../../code/functions.ts';
import { type Effects, readProgram } from '../../code/program.ts';
import type { Language } from '../../code/tokens.ts';
import { reportDelete } from '../../effects/delete.ts';
import { reportProtected } from '../../effects/protected.ts';
import { reportSecret } from '../../effects/secrets.ts';
import { reportWrite } from '../../effects/write.ts';
import { pathsOf } from '../../paths/path.ts';
import { reportOrigin, runText } from '../../program/run.ts';
import type { Invocation } from '../../shell/shell.ts';
import { derived, isKnown, mark, plain } from '../../text/text.ts';
import { cloudPatterns } from '../clouds/clouds.ts';
import { databasePatterns, sqlPattern } from '../databases/sql.ts';
import { reportServiceCode } from '../stack/services.ts';

const folderOf = (call: Invocation): string => call.state.cwd[0] ?? mark.unknown;

/** What a program's effects come to: findings, and the lines it prints. */
const effectsOf = (call: Invocation, language: Language, printed: string[]): Effects => {
  const state = call.state.child();
  return {
    shell: (source) => {
      reportOrigin(source, call);
      // A command of which not even the beginning is known says nothing.
      if (isKnown(source.slice(0, 1))) runText(source, { ...call, state, stdin: undefined });
    },
    program: (words) => {
      call.shell.runWords(words, state.child());
    },
    remove: (path, deep) => {
      if (path === '' || path.length > 4096) return;
      reportDelete(
        path.startsWith('~') ? path.replace('~', call.reading.places.home) : path,
        call.reading,
        state,
        deep,
      );
    },
    touch: (path, write) => {
      if (path === '' || path.length >= 1024 || /[\s|;(){}]/.test(path) || path.includes('://')) return;
      if (write) {
        reportWrite(path, call.reading, state);
        reportProtected(path, call.reading, state, 'into');
      } else reportSecret(path, call.reading, state, 'read');
    },
    enter: (folder) => {
      state.cwd = pathsOf(folder, state);
    },
    print: (line) => {
      printed.push(line);
    },
    evaluate: (source) => {
      reportOrigin(source, call);
      if (isKnown(source)) runCode(source, call, language);
    },
    query: (statement) => {
      const pattern = sqlPattern(statement);
      if (pattern) call.reading.report(pattern, statement);
    },
    empty: (name) => call.reading.report(databasePatterns['database-delete-all'], name),
    destroy: (name) => call.reading.report(cloudPatterns['cloud-delete'], name),
    report: (pattern) => call.reading.report(pattern),
  };
};

/** Most lines of known input a program that runs for each of them is read with. */
const mostRecords = 8;

/** Most fields of a line that is not known. */
const mostFields = 9;

/** What names of a program stand for before it starts: its arguments, its input, awk's fields. */
const givenNames = (
  call: Invocation,
  args: readonly string[],
  record: string | undefined,
): Map<string, Value> => {
  const input = record ?? (call.stdin === undefined ? mark.unknown : call.stdin.replace(/\n$/, ''));
  const names = new Map<string, Value>([
    ...['argv', '$argv'].map((name): [string, Value] => [name, ['', ...args]]),
    ...['ARGV', '@ARGV', '$ARGV'].map((name): [string, Value] => [name, args]),
    ...['stdin', 'STDIN', '$stdin', '$_', '$0', 'gets'].map((name): [string, Value] => [name, input]),
  ]);
  if (record !== undefined) {
    // Of a line that is not known, any field can hold what taints it.
    if (!isKnown(record))
      for (let field = 1; field <= mostFields; field++) names.set(`$${field}`, derived(record));
    record.split(/\s+/).forEach((field, index) => {
      names.set(`$${index + 1}`, field);
    });
  }
  return names;
};

/**
 * Reads program text in a language that was given on a command line, in a here-document or through a pipe. Returns what it
 * prints, undefined when that is not known.
 */
export const runCode = (
  text: string,
  call: Invocation,
  language: Language,
  args: readonly string[] = [],
  assigned: ReadonlyMap<string, Value> = new Map(),
): string | undefined => {
  reportOrigin(text, call);
  if (!call.reading.spendText(text.length * 4)) return undefined;
  reportServiceCode(text, call.reading);
  // A shell command given to the wrong interpreter would not run, but it was meant to.
  if (/^\s*(sudo\s+)?rm\s+-/.test(text)) runText(text, call);
  const printed: string[] = [];
  const records =
    language.records && call.stdin !== undefined ? call.stdin.split('\n').slice(0, mostRecords) : [undefined];
  for (const record of records) {
    if (record !== undefined && !call.reading.spendText(text.length * 4)) return undefined;
    const variables = new Map([...givenNames(call, args, record), ...assigned]);
    const places = { home: call.reading.places.home, cwd: folderOf(call), variables };
    call.reading.nested(
      () => readProgram(plain(text), language, places, effectsOf(call, language, printed)),
      undefined,
    );
  }
  const output = printed.map((line) => `${line}\n`).join('');
  return output === '' || output.length > 1_000_000 ? undefined : output;
};

const shebang = /^#!\s*\S*?(?:\/env\s+)?(?:\S*\/)?(\w+)/;

/** Which interpreter a script asks for in its first line. */
export const shebangOf = (text: string): string | undefined => shebang.exec(text)?.[1];
