import { readFileSync } from 'node:fs';
import { parseSync, Visitor } from 'oxc-parser';

const plainly = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** The names that a file gives its tests and groups, as patterns: what is filled in at run time may be anything. */
export const namesIn = (file: string): readonly RegExp[] => {
  const names: string[] = [];
  const { program } = parseSync(file, readFileSync(file, 'utf8'));
  new Visitor({
    CallExpression: ({ callee, arguments: [first] }) => {
      if (first?.type === 'Literal' && typeof first.value === 'string')
        names.push(plainly(first.value).replaceAll(/%[sdij]|\\\$\w+/g, '.+'));
      if (first?.type === 'TemplateLiteral')
        names.push(first.quasis.map(({ value }) => plainly(value.cooked ?? '')).join('.+'));
      // A name that a function makes: only a run can tell it.
      if (first?.type === 'CallExpression' && callee.type === 'Identifier' && callee.name === 'test')
        names.push('.+');
    },
  }).visit(program);
  return names.map((name) => new RegExp(`^${name}$`));
};
