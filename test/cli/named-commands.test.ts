import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { writtenCommands } from '../../src/cli/command-list.ts';
import { wholeProgram } from '../../src/cli/program.ts';

const root = path.resolve(import.meta.dirname, '..', '..');

const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const files = (folder: string, ending: string): readonly string[] =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending) && !file.includes('node_modules'))
    .map((file) => path.join(folder, file));

/** What stands in code: fenced blocks and between backticks. */
const codeIn = (markdown: string): readonly string[] =>
  [...markdown.matchAll(/```[a-z]*\n([\s\S]*?)```|`([^`\n]+)`/g)].map(
    ([, block, inline]) => block ?? inline ?? '',
  );

/** The texts of a source file, without its comments; what is filled in becomes one word. */
const textsIn = (source: string): readonly string[] => {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  const texts = code.matchAll(/'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\[\s\S])*)`/g);
  return [...texts].map(([, single, double, template]) =>
    (single ?? double ?? template ?? '').replaceAll(/\$\{[^}]*\}/g, 'X').replaceAll('\\`', '`'),
  );
};

interface Named {
  readonly file: string;
  /** As it is written, from the program's name to the end of the line or of the command. */
  readonly call: string;
}

/** Calls of the program: not the name in a sentence ("the guard of start-observability cannot run"). */
const callsIn = (file: string, text: string): readonly Named[] =>
  [
    ...text.matchAll(
      /(^|[^\w./~-])(?<!\b(?:of|by|from|with|in|an earlier|is|other|no) )(?:\.\/)?start-observability (?!(?:that|to|is|has|does|cannot|itself|runs?)\b)(?=[a-z])([^`"'\n;|&)<>#]*)/gm,
    ),
  ].map(([, , call = '']) => ({ file, call: (call.split(/ {2,}|\\n/)[0] ?? '').trim() }));

const documents = [...readdirSync(root).filter((file) => file.endsWith('.md')), ...files('docs', '.md')];

const everywhere = (): readonly Named[] => [
  ...documents.flatMap((file) => codeIn(read(file)).flatMap((text) => callsIn(file, text))),
  ...[...files('src', '.ts'), ...files('packages/guard', '.ts')].flatMap((file) =>
    textsIn(read(file)).flatMap((text) => callsIn(file, text)),
  ),
  ...[...files('prometheus', '.yaml'), ...files('dashboards', '.json')].flatMap((file) =>
    callsIn(file, read(file)),
  ),
];

const optionsOf = (command: Command): readonly string[] => [
  '--help',
  '--verbose',
  ...command.options.flatMap(({ long, short }) => [long, short]).filter((name) => name !== undefined),
  ...(command.parent ? optionsOf(command.parent) : []),
];

const takesValue = (command: Command, name: string): boolean =>
  command.options.some(({ long, short, required }) => required && (long === name || short === name)) ||
  (command.parent !== null && takesValue(command.parent, name));

/** The words of a call, without the values of options, which may look like commands. */
const wordsOf = (program: Command, call: string): readonly string[] => {
  const words = call.split(/\s+/).map((one) => one.replace(/[.,:]+$/, ''));
  const command = program.commands.find((child) => child.name() === words[0]) ?? program;
  const inner = command.commands.find((child) => child.name() === words[1]) ?? command;
  return words.filter((_, at) => !takesValue(inner, words[at - 1] ?? ''));
};

/** What of a call the program would refuse; undefined when it takes it. */
const wrong = (program: Command, call: string): string | undefined => {
  let at = program;
  for (const word of wordsOf(program, call)) {
    const next = at.commands.find((child) => child.name() === word);
    if (next) at = next;
    else if (
      at === program ||
      (at.commands.length > 0 && /^[a-z][a-z-]+$/.test(word) && at.registeredArguments.length === 0)
    ) {
      return `no command ${word}`;
    } else if (/^--?[a-z]/.test(word)) {
      const option = word.replace(/[=,.:].*$/, '');
      if (!optionsOf(at).includes(option)) return `no option ${option}`;
    } else break;
  }
  const options = call.match(/(?<=\s)--[a-z][\w-]*/g) ?? [];
  const unknown = options.find((option) => !optionsOf(at).includes(option));
  return unknown && `no option ${unknown}`;
};

test('every call of the program in a document, message, alert or dashboard is one that it takes', async () => {
  const program = await wholeProgram((await writtenCommands()).values());
  const all = everywhere();
  expect(all.length).toBeGreaterThan(150);
  const told = all.flatMap(({ file, call }) => {
    const why = wrong(program, call);
    return why ? [`${file}: start-observability ${call}: ${why}`] : [];
  });
  expect(told).toEqual([]);
});
