import { closeSync, fstatSync, openSync, readdirSync, readFileSync, readSync, renameSync } from 'node:fs';
import path from 'node:path';
import { freeBytes, hasRoom, leastFreeBytes } from '../service/room.ts';
import { isWholeTree } from './queue-pages.ts';

/**
 * The collector keeps what waits in bbolt databases. It ends at once when one of them is damaged, so they are looked at
 * before it starts. The two first pages say which state is valid; each has a checksum.
 * https://github.com/etcd-io/bbolt/blob/main/internal/common/meta.go
 */
const magic = 0xed0cdaed;
const metaOffset = 16;
const metaBytes = 64;
const checksumOffset = 56;
const rootOffset = 16;
const pageCountOffset = 40;
const transactionOffset = 48;

/** FNV-1a over 64 bits. */
const fnv = (bytes: Buffer): bigint => {
  let hash = 0xcbf29ce484222325n;
  for (const byte of bytes) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash;
};

interface Meta {
  readonly pageBytes: number;
  readonly pages: number;
  /** Page at which the tree begins. */
  readonly root: number;
  /** Grows with each state. */
  readonly transaction: number;
}

const metaAt = (file: number, position: number): Meta | undefined => {
  const meta = Buffer.alloc(metaBytes);
  if (readSync(file, meta, 0, metaBytes, position + metaOffset) < metaBytes) return undefined;
  const isValid =
    meta.readUInt32LE(0) === magic &&
    meta.readBigUInt64LE(checksumOffset) === fnv(meta.subarray(0, checksumOffset));
  if (!isValid) return undefined;
  const at = (offset: number) => Number(meta.readBigUInt64LE(offset));
  return {
    pageBytes: meta.readUInt32LE(8),
    pages: at(pageCountOffset),
    root: at(rootOffset),
    transaction: at(transactionOffset),
  };
};

/** The second meta page begins after one page, whose size only a valid first one holds. */
const usualPageBytes = [4096, 16_384, 65_536];

/**
 * Whether a database can be opened: one of its states is valid, the file is as long as that state needs, and each page
 * of the newest state can be read.
 */
export const isWholeQueue = (path: string): boolean => {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    // An empty file is made a database.
    if (size === 0) return true;
    const first = metaAt(file, 0);
    const metas = [first, ...usualPageBytes.map((position) => metaAt(file, position))];
    const valid = metas.filter((meta) => meta !== undefined);
    const newest = valid.sort((a, b) => b.transaction - a.transaction)[0];
    if (!newest || valid.some(({ pageBytes, pages }) => size < pageBytes * pages)) return false;
    return isWholeTree({ ...newest, bytes: readFileSync(path) }, newest.root);
  } finally {
    closeSync(file);
  }
};

/** Sets aside every damaged database of a folder, under the name that the collector gives those it finds itself. */
export const setDamagedQueuesAside = (folder: string, now = new Date()): readonly string[] => {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && entry.name.startsWith('exporter_') && !entry.name.endsWith('.backup'),
    )
    .map(({ name }) => path.join(folder, name));
  const damaged = names.filter((name) => !isWholeQueue(name));
  const stamp = now.toISOString().replaceAll(/[-:]/g, '');
  return damaged.map((name) => {
    const aside = `${name}.${stamp}.backup`;
    renameSync(name, aside);
    return aside;
  });
};

const mebibyte = 2 ** 20;

/**
 * At its start the collector writes what it was sending anew into its queue, and forgets what does not fit. So it must
 * not start on a full disk: what it accepted would be lost.
 * @throws Error while there is too little room
 */
export const mustHaveRoom = (folder: string, leastBytes = leastFreeBytes): void => {
  if (!hasRoom(folder, leastBytes))
    throw new Error(
      `The disk is full: ${Math.floor(freeBytes(folder) / mebibyte)} MiB free, and what waits in ${folder} needs ${leastBytes / mebibyte}`,
    );
};
