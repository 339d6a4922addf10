import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { isObject } from '../../object.ts';
import type { EventRecord } from '../journal/event-record.ts';
import { askService, type ServicePlace } from '../service-client.ts';
import { fillSpareRoom, writeIntoSpare } from './spare-room.ts';

/** Events that wait at most. With more the newest are dropped: the disk of the person comes first. */
const mostEvents = 20_000;

const ending = '.json';
const folderOf = (entry: string) => path.join(entry, 'spool');

/** Whether a file is a complete event; others are hidden by a dot. */
const isWaiting = (name: string): boolean => name.endsWith(ending) && !name.startsWith('.');

/** An event is written in a moment, so what is older was never finished. */
const unfinishedAfterMs = 60_000;
const unfinished = /^\.\d.*\.json\.\d+$/;

/** Removes what an entry could not finish writing, as on a full disk. */
const removeUnfinished = (folder: string): void => {
  for (const name of readdirSync(folder).filter((one) => unfinished.test(one))) {
    const file = path.join(folder, name);
    const changed = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (Date.now() - changed > unfinishedAfterMs) rmSync(file, { force: true });
  }
};

const writeWhole = (file: string, text: string): void => {
  const descriptor = openSync(file, 'w', 0o600);
  try {
    writeFileSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
};

/** Writes a file; on a full disk into room that was taken before. */
const writeOrSpare = (entry: string, file: string, text: string): void => {
  try {
    writeWhole(file, text);
  } catch (error) {
    // An empty file must not stay behind.
    rmSync(file, { force: true });
    if (!writeIntoSpare(entry, file, text)) throw error;
  }
};

/** Events that a spool has room for when the disk is full. */
const spareEvents = 500;

/** Takes room for events that come when the disk is full. Never throws. */
export const prepareSpool = (entry: string): void => fillSpareRoom(entry, spareEvents);

/**
 * Keeps an event for the service: one file each, complete and on disk under its name or not there at all. Names sort by
 * time. False when the spool is full; throws when the disk does not take it and no spare room is left.
 */
export const spool = (entry: string, record: EventRecord): boolean => {
  const folder = folderOf(entry);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (readdirSync(folder).filter(isWaiting).length >= mostEvents) return false;
  const name = `${String(record.at).padStart(15, '0')}-${record.key}${ending}`;
  // The dot hides it from readers of complete ones.
  const fresh = path.join(folder, `.${name}.${process.pid}`);
  try {
    writeOrSpare(entry, fresh, JSON.stringify(record));
    renameSync(fresh, path.join(folder, name));
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  }
  return true;
};

/** The most that is handed in at once. */
const batchEvents = 200;

const read = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
};

export interface Spooled {
  readonly file: string;
  readonly record: EventRecord;
}

/** The oldest events that wait, and their files. Unreadable files are put aside. */
export const spooled = (entry: string, limit = batchEvents): readonly Spooled[] => {
  const folder = folderOf(entry);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter(isWaiting)
    .sort()
    .slice(0, limit)
    .flatMap((name) => {
      const file = path.join(folder, name);
      const record = read(file);
      if (isObject(record)) return [{ file, record: record as unknown as EventRecord }];
      setAside(file);
      return [];
    });
};

/**
 * Gives what waits to a function, oldest first, and removes what it took; stops at what it throws.
 * @throws whatever the function throws
 */
export const drainSpool = (entry: string, take: (records: readonly EventRecord[]) => void): void => {
  for (let waiting = spooled(entry); waiting.length > 0; waiting = spooled(entry)) {
    take(waiting.map(({ record }) => record));
    for (const { file } of waiting) rmSync(file, { force: true });
  }
};

/** Kept under a hidden name, for a person who wants to know what it was. */
const setAside = (file: string) =>
  renameSync(file, path.join(path.dirname(file), `.damaged-${path.basename(file)}`));

export interface HandIn extends ServicePlace {
  /** Folder of the entry. */
  readonly entry: string;
}

/**
 * Hands what waits to the service, and removes what it has journalled. Events carry the key of the delivery that may
 * have arrived already, so none counts twice. Returns how many were handed in; stops quietly when the service is away.
 */
export const handIn = async ({ entry, ...place }: HandIn): Promise<number> => {
  let handed = 0;
  if (existsSync(folderOf(entry))) removeUnfinished(folderOf(entry));
  for (let waiting = spooled(entry); waiting.length > 0; waiting = spooled(entry)) {
    const status = await post(
      place,
      waiting.map(({ record }) => record),
    );
    if (status === 204) {
      for (const { file } of waiting) rmSync(file, { force: true });
      handed += waiting.length;
    } else if (status === 400) await handInEach(waiting, place);
    else break;
  }
  if (handed > 0) prepareSpool(entry);
  return handed;
};

/** One event of a batch is not understood: each alone, and that one is put aside. */
const handInEach = async (waiting: readonly Spooled[], place: ServicePlace) => {
  for (const { file, record } of waiting) {
    const status = await post(place, [record]);
    if (status === 204) rmSync(file, { force: true });
    else if (status === 400) setAside(file);
    else return;
  }
};

const post = async (place: ServicePlace, records: readonly EventRecord[]): Promise<number> => {
  const body = JSON.stringify(records);
  return (await askService(place, { method: 'POST', path: '/spool', body, timeoutMilliseconds: 10_000 }))
    .status;
};
