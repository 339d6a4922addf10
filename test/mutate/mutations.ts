import { parseSync } from 'oxc-parser';

/** One small change of a source file that a test should notice. */
export interface Mutation {
  readonly start: number;
  readonly end: number;
  readonly was: string;
  readonly becomes: string;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

/** What an operator becomes: its neighbour, because boundaries are what tests forget. */
const operators: Readonly<Record<string, string>> = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '&&': '||',
  '||': '&&',
};

type Change = (node: Node, text: (of: Node) => string) => string | undefined;

const withOperator: Change = (node, text) => {
  const operator = String(node['operator']);
  const [left, right] = [node['left'] as Node, node['right'] as Node];
  if (operator === '??') return text(left);
  const other = operators[operator];
  return other && `${text(left)} ${other} ${text(right)}`;
};

/** What is done with each kind of node. */
const changes: Readonly<Record<string, Change>> = {
  BinaryExpression: withOperator,
  LogicalExpression: withOperator,
  ConditionalExpression: (node, text) =>
    `!(${text(node['test'] as Node)}) ? ${text(node['consequent'] as Node)} : ${text(node['alternate'] as Node)}`,
  UnaryExpression: (node, text) =>
    node['operator'] === '!' ? `(${text(node['argument'] as Node)})` : undefined,
  Literal: ({ value }) => {
    if (typeof value === 'boolean') return String(!value);
    return typeof value === 'number' ? String(value + 1) : undefined;
  },
  ExpressionStatement: (node) =>
    (node['expression'] as Node).type === 'CallExpression' ? 'void 0;' : undefined,
  IfStatement: () => undefined,
};

/** Types, and what is brought in from elsewhere, do nothing when the program runs. */
const isWithoutEffect = ({ type, importKind }: Node): boolean =>
  type.startsWith('TS') || type === 'ImportDeclaration' || importKind === 'type';

/** Every change that could be made in a source, from top to bottom. */
export const mutationsIn = (file: string, source: string): readonly Mutation[] => {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const found: Mutation[] = [];
  const text = ({ start, end }: Node): string => source.slice(start, end);
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) visit(one);
    if (!isNode(value) || isWithoutEffect(value)) return;
    const becomes = changes[value.type]?.(value, text);
    if (becomes !== undefined && becomes !== text(value))
      found.push({ start: value.start, end: value.end, was: text(value), becomes });
    if (value.type === 'IfStatement') {
      const test = value['test'] as Node;
      found.push({ start: test.start, end: test.end, was: text(test), becomes: `!(${text(test)})` });
    }
    for (const inner of Object.values(value)) visit(inner);
  };
  visit(program);
  return found.sort((one, other) => one.start - other.start || one.end - other.end);
};

export const mutated = (source: string, { start, end, becomes }: Mutation): string =>
  source.slice(0, start) + becomes + source.slice(end);
