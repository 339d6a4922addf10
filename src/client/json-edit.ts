import type { ObjectNode, ValueNode } from '@humanwhocodes/momoa';
import { type Child, childAt, childrenOf, extentOf, indexOf, type JsonPath, nodeAt } from './json-tree.ts';

/**
 * Changes one value in a JSON text and not a byte elsewhere: new members take over the indentation, the line endings
 * and the spacing of their neighbours. `removed` undoes what `written` inserted.
 */

/** A text with its tree. */
export interface JsonText {
  readonly text: string;
  readonly root: ObjectNode;
}

const replaced = (text: string, start: number, end: number, by: string): string =>
  text.slice(0, start) + by + text.slice(end);

const eolOf = (text: string): string => (/\r?\n/.exec(text)?.[0] === '\r\n' ? '\r\n' : '\n');

/** What a line begins with up to `offset`, when that is blanks only. */
const indentationAt = (text: string, offset: number): string | undefined => {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return /^[ \t]*$/.test(line) ? line : undefined;
};

/** One step of indentation: that of the outermost members, else two spaces. */
const stepOf = ({ text, root }: JsonText): string => {
  const [first] = childrenOf(root);
  const isOnOwnLine = first && text.slice(extentOf(root)[0], first.range[0]).includes('\n');
  return (isOnOwnLine && indentationAt(text, first.range[0])) || '  ';
};

/** How a new child is set apart from what stands before it, and its value written. */
interface ChildStyle {
  readonly before: string;
  readonly colon: string;
  /** Indentation of the child's line; undefined: everything on one line. */
  readonly indentation: string | undefined;
}

/** Comma and line break as they stand before the last of `children`; blank lines are not repeated. */
const separatorOf = (gap: string): string => {
  const [, eol, blanks] = /(\r?\n)([^\n]*)$/.exec(gap) ?? [];
  if (eol === undefined || blanks === undefined) return gap.includes(',') ? gap : `,${gap}`;
  return blanks.includes(',') ? eol + blanks : `,${eol}${blanks}`;
};

/** The style of the last of `children`. */
const styleOf = (text: string, container: ValueNode, children: readonly Child[]): ChildStyle => {
  const last = children.at(-1) as Child;
  const previous = children.at(-2);
  const gap = text.slice(previous?.range[1] ?? extentOf(container)[0] + 1, last.range[0]);
  return {
    before: separatorOf(gap),
    colon: colonOf(text, last),
    indentation: gap.includes('\n') ? indentationAt(text, last.range[0]) : undefined,
  };
};

/** A value already written as JSON, to be put back as it was. */
export class Verbatim {
  readonly json: string;

  constructor(json: string) {
    this.json = json;
  }
}

const jsonOf = (value: unknown, json: JsonText, indentation: string | undefined): string => {
  if (value instanceof Verbatim) return value.json;
  if (indentation === undefined) return JSON.stringify(value);
  return JSON.stringify(value, null, stepOf(json)).replaceAll('\n', eolOf(json.text) + indentation);
};

/** Colon and blanks as a member writes them, on one line. */
const colonOf = (text: string, child: Child | undefined): string => {
  const colon = child ? text.slice(...child.colon) : '';
  return colon === '' || colon.includes('\n') ? ': ' : colon;
};

/** Fills an empty object or array; `member` is where it lies, undefined for the outermost. */
const firstChild = (
  json: JsonText,
  container: ValueNode,
  member: Child | undefined,
  name: string | undefined,
  value: unknown,
): string => {
  const { text } = json;
  const [start, end] = extentOf(container);
  const key = name === undefined ? '' : JSON.stringify(name) + colonOf(text, member);
  const outer = member ? indentationAt(text, member.range[0]) : '';
  if (outer === undefined) return replaced(text, start + 1, end - 1, key + jsonOf(value, json, undefined));
  const inner = outer + stepOf(json);
  const eol = eolOf(text);
  return replaced(
    text,
    start + 1,
    end - 1,
    `${eol}${inner}${key}${jsonOf(value, json, inner)}${eol}${outer}`,
  );
};

/** Sets the value at `path`. What contains it must be there; a new element of an array has the number of its length. */
export const written = (json: JsonText, path: JsonPath, value: unknown): string => {
  const { text, root } = json;
  const there = childAt(root, path);
  if (there) {
    const [start, end] = extentOf(there.value);
    return replaced(text, start, end, jsonOf(value, json, indentationAt(text, there.range[0])));
  }
  const container = nodeAt(root, path.slice(0, -1));
  if (!container) throw new Error(`nothing contains ${path.join('.')}`);
  const step = path.at(-1);
  const name = typeof step === 'string' ? step : undefined;
  const children = childrenOf(container);
  if (children.length === 0) {
    const member = path.length > 1 ? childAt(root, path.slice(0, -1)) : undefined;
    return firstChild(json, container, member, name, value);
  }
  const { before, colon, indentation } = styleOf(text, container, children);
  const key = name === undefined ? '' : JSON.stringify(name) + colon;
  const end = (children.at(-1) as Child).range[1];
  return replaced(text, end, end, before + key + jsonOf(value, json, indentation));
};

/** Takes the value at `path` out, with its name and comma. The same text where there is none. */
export const removed = ({ text, root }: JsonText, path: JsonPath): string => {
  const container = nodeAt(root, path.slice(0, -1));
  const children = container ? childrenOf(container) : [];
  const at = indexOf(children, path.at(-1) ?? 0);
  const child = children[at];
  if (!container || !child) return text;
  const previous = children[at - 1];
  const next = children[at + 1];
  const [start, end] = extentOf(container);
  if (previous) return replaced(text, previous.range[1], child.range[1], '');
  if (next) return replaced(text, child.range[0], next.range[0], '');
  return replaced(text, start + 1, end - 1, '');
};
