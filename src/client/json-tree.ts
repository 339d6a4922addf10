import {
  type ElementNode,
  type MemberNode,
  type ObjectNode,
  parse,
  type ValueNode,
} from '@humanwhocodes/momoa';
import { exitCode, Failure } from '../failure.ts';

/** Names of members and numbers of elements, from the outside in. */
export type JsonPath = readonly (string | number)[];

/** Part of a text: from the first offset up to, not including, the second. */
type TextRange = readonly [number, number];

/** A member of an object or an element of an array, as it stands in the text. */
export interface Child {
  /** Undefined in arrays. */
  readonly name: string | undefined;
  /** From the name (if any) to the end of the value. */
  readonly range: TextRange;
  /** Between the end of the name and the start of the value: colon and blanks. Empty in arrays. */
  readonly colon: TextRange;
  readonly value: ValueNode;
}

/** Momoa's types allow nodes without positions; we always ask for them. */
const rangeOf = (node: { range?: readonly number[] | undefined }): TextRange => {
  const [start, end] = node.range ?? [];
  if (start === undefined || end === undefined) throw new Error('a JSON node without its position');
  return [start, end];
};

const memberOf = ({ name, value }: MemberNode): Child => {
  const [nameStart, nameEnd] = rangeOf(name);
  const [valueStart, valueEnd] = rangeOf(value);
  const word = name.type === 'String' ? name.value : name.name;
  return { name: word, range: [nameStart, valueEnd], colon: [nameEnd, valueStart], value };
};

const elementOf = ({ value }: ElementNode): Child => {
  const [start, end] = rangeOf(value);
  return { name: undefined, range: [start, end], colon: [start, start], value };
};

/** What an object or array holds, in the order of the text; nothing for other values. */
export const childrenOf = (node: ValueNode): readonly Child[] => {
  if (node.type === 'Object') return node.members.map(memberOf);
  return node.type === 'Array' ? node.elements.map(elementOf) : [];
};

/** From the opening bracket to behind the closing one. */
export const extentOf = (node: ValueNode): TextRange => rangeOf(node);

/** Number of the child that `step` names. Of two members with one name the last counts, as in `JSON.parse`. */
export const indexOf = (children: readonly Child[], step: string | number): number =>
  typeof step === 'number'
    ? step < children.length
      ? step
      : -1
    : children.findLastIndex(({ name }) => name === step);

/** The child at `path`; undefined where there is none. The path must not be empty. */
export const childAt = (root: ValueNode, path: JsonPath): Child | undefined =>
  path.reduce<Child | undefined>((at, step, depth) => {
    const children = depth === 0 ? childrenOf(root) : at ? childrenOf(at.value) : [];
    return children[indexOf(children, step)];
  }, undefined);

/** The node at `path`; the root for an empty path. */
export const nodeAt = (root: ValueNode, path: JsonPath): ValueNode | undefined =>
  path.length === 0 ? root : childAt(root, path)?.value;

interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** Line and column, both from 1, of an offset. */
const placeOf = (text: string, offset: number): TextPosition => {
  const before = text.slice(0, offset).split(/\r\n|\n|\r/);
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
};

/** Where a text stops being JSON, and why. Not every message of `JSON.parse` says where. */
const complaintOf = (text: string, error: unknown): TextPosition & { readonly what: string } => {
  const what = (error as Error).message;
  const said = /position (\d+)/.exec(what)?.[1];
  if (said) return { ...placeOf(text, Number(said)), what };
  try {
    if (!what.includes('end of JSON')) parse(text, { mode: 'json' });
  } catch (stricter) {
    const { line, column } = stricter as Partial<TextPosition>;
    if (line && column) return { line, column, what };
  }
  return { ...placeOf(text, text.length), what };
};

const isComment = (text: string, { line, column }: TextPosition): boolean =>
  /^\/[/*]/.test((text.split(/\r\n|\n|\r/)[line - 1] ?? '').slice(column - 1));

const mustBeJson = (text: string, file: string): void => {
  try {
    JSON.parse(text);
  } catch (error) {
    const complaint = complaintOf(text, error);
    const where = `${file}, line ${complaint.line}, column ${complaint.column}`;
    throw new Failure("The client's settings are not JSON; the file was left as it is.", {
      where: `${where}: ${complaint.what}`,
      fix: isComment(text, complaint)
        ? 'take the comments out: the client reads plain JSON'
        : 'correct that line; the client cannot read the file either',
      exitCode: exitCode.usage,
      cause: error,
    });
  }
};

/** The tree of a text that is known to be a JSON object. */
export const treeOf = (text: string): ObjectNode =>
  parse(text, { mode: 'json', ranges: true }).body as ObjectNode;

/**
 * Reads the settings' JSON with positions, as strictly as the client does.
 * @throws Failure with line and column when it is broken, holds comments, or is not an object
 */
export const readTree = (text: string, file: string): ObjectNode => {
  mustBeJson(text, file);
  let body: ValueNode;
  try {
    body = treeOf(text);
  } catch (cause) {
    throw new Failure("The client's settings are nested too deep to be edited; the file was left as it is.", {
      where: file,
      exitCode: exitCode.usage,
      cause,
    });
  }
  if (body.type !== 'Object') {
    throw new Failure("The client's settings are not an object; the file was left as it is.", {
      where: `${file}: the outermost value must be { ... }`,
      fix: 'put the settings between braces, or move the file away',
      exitCode: exitCode.usage,
    });
  }
  return body;
};

/** Members whose name stands more than once in one object, `env.PATH`, from the outside in. The last of them counts. */
export const repeatedNames = (node: ValueNode, around = ''): readonly string[] => {
  const children = childrenOf(node);
  const seen = new Set<string>();
  return children.flatMap(({ name, value }, index) => {
    const path = name === undefined ? `${around}[${index}]` : around ? `${around}.${name}` : name;
    const isRepeated = name !== undefined && seen.has(name);
    if (name !== undefined) seen.add(name);
    return [...(isRepeated ? [path] : []), ...repeatedNames(value, path)];
  });
};
