/**
 * The pages of a bbolt database: a tree of keys. The collector ends at once on a page that contradicts itself, and again
 * at every start, so the pages are read as it reads them. What lies in a value has no checksum and is not looked at.
 * https://github.com/etcd-io/bbolt/blob/main/internal/common/page.go
 */
const headerBytes = 16;
const elementBytes = 16;
const branchFlag = 1;
const leafFlag = 2;
const bucketFlag = 1;

interface PageTree {
  readonly bytes: Buffer;
  readonly pageBytes: number;
  /** Pages in use: each page of the tree lies below. */
  readonly pages: number;
}

interface Page {
  readonly bytes: Buffer;
  readonly isLeaf: boolean;
  readonly count: number;
}

const pageAt = ({ bytes, pageBytes, pages }: PageTree, number: number): Page | undefined => {
  const at = number * pageBytes;
  if (number < 2 || number >= pages || at + headerBytes > bytes.length) return undefined;
  const flags = bytes.readUInt16LE(at + 8);
  const last = number + bytes.readUInt32LE(at + 12);
  const isWhole = Number(bytes.readBigUInt64LE(at)) === number && last < pages;
  if (!isWhole || (flags !== branchFlag && flags !== leafFlag)) return undefined;
  const page = bytes.subarray(at, (last + 1) * pageBytes);
  const count = bytes.readUInt16LE(at + 10);
  if (headerBytes + count * elementBytes > page.length) return undefined;
  return { bytes: page, isLeaf: flags === leafFlag, count };
};

/** Pages below an element; undefined where it points out of its page. */
const below = ({ bytes, isLeaf }: Page, at: number): { key: Buffer; child?: number } | undefined => {
  const position = at + bytes.readUInt32LE(at + (isLeaf ? 4 : 0));
  const keyBytes = bytes.readUInt32LE(at + (isLeaf ? 8 : 4));
  const valueBytes = isLeaf ? bytes.readUInt32LE(at + 12) : 0;
  const value = position + keyBytes;
  if (value + valueBytes > bytes.length) return undefined;
  const key = bytes.subarray(position, value);
  if (!isLeaf) return { key, child: Number(bytes.readBigUInt64LE(at + 8)) };
  if ((bytes.readUInt32LE(at) & bucketFlag) === 0) return { key };
  if (valueBytes < headerBytes) return undefined;
  const root = Number(bytes.readBigUInt64LE(value));
  // A small bucket lies in the value itself.
  return root === 0 ? { key } : { key, child: root };
};

/** Whether every page below one can be read, its keys in order, and each page in one place only. */
export const isWholeTree = (tree: PageTree, root: number): boolean => {
  const seen = new Set<number>();
  const waiting = [root];
  for (let number = waiting.pop(); number !== undefined; number = waiting.pop()) {
    const page = seen.has(number) ? undefined : pageAt(tree, number);
    seen.add(number);
    if (!page) return false;
    let before: Buffer | undefined;
    for (let index = 0; index < page.count; index += 1) {
      const element = below(page, headerBytes + index * elementBytes);
      if (!element || (before && Buffer.compare(before, element.key) >= 0)) return false;
      before = element.key;
      if (element.child !== undefined) waiting.push(element.child);
    }
  }
  return true;
};
