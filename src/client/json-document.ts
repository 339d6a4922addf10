import type { ObjectNode } from '@humanwhocodes/momoa';
import { removed, Verbatim, written } from './json-edit.ts';
import { childAt, extentOf, type JsonPath, nodeAt, readTree, treeOf } from './json-tree.ts';

const byteOrderMark = '\uFEFF';

/** A JSON text that is changed step by step; everything not changed stays byte for byte. */
export class JsonDocument {
  readonly #mark: string;
  #text: string;
  #root: ObjectNode;

  /**
   * @param text the file; blank or undefined stands for an empty object
   * @param file its name, for messages
   * @throws Failure when it is not a JSON object
   */
  constructor(text: string | undefined, file: string) {
    const body = text ?? '';
    this.#mark = body.startsWith(byteOrderMark) ? byteOrderMark : '';
    const rest = body.slice(this.#mark.length);
    const eol = rest.includes('\r\n') ? '\r\n' : '\n';
    this.#text = rest.trim() === '' ? `{}${eol}` : rest;
    this.#root = readTree(this.#text, file);
  }

  get text(): string {
    return this.#mark + this.#text;
  }

  #become(text: string): void {
    if (text === this.#text) return;
    this.#text = text;
    this.#root = treeOf(text);
  }

  has(path: JsonPath): boolean {
    return nodeAt(this.#root, path) !== undefined;
  }

  /** The value at `path`; undefined where there is none. */
  value(path: JsonPath): unknown {
    const raw = path.length === 0 ? this.#text : this.raw(path);
    return raw === undefined ? undefined : JSON.parse(raw);
  }

  /** The value at `path` as it is written. */
  raw(path: JsonPath): string | undefined {
    const child = childAt(this.#root, path);
    return child && this.#text.slice(...extentOf(child.value));
  }

  set(path: JsonPath, value: unknown): void {
    this.#become(written({ text: this.#text, root: this.#root }, path, value));
  }

  /** Puts back a value that `raw` gave. */
  restore(path: JsonPath, raw: string): void {
    this.#become(written({ text: this.#text, root: this.#root }, path, new Verbatim(raw)));
  }

  remove(path: JsonPath): void {
    this.#become(removed({ text: this.#text, root: this.#root }, path));
  }

  isEmpty(path: JsonPath): boolean {
    const node = nodeAt(this.#root, path);
    if (node?.type === 'Object') return node.members.length === 0;
    return node?.type === 'Array' && node.elements.length === 0;
  }
}
