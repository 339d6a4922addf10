import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { isRecord } from './payload.ts';
import type { EventRecord } from './record.ts';

/** Events that wait at most. With more the newest are dropped: the disk of the person comes first. */
const most = 20_000;

const ending = '.json';
const folderOf = (data: string) => path.join(data, 'spool');

/**
 * Keeps an event for the service: one file each, complete and on disk under its name or not there at all. Names sort by
 * time. False when the spool is full; throws when the disk does not take it.
 */
export const spool = (data: string, record: EventRecord): boolean => {
  const folder = folderOf(data);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (readdirSync(folder).length >= most) return false;
  const file = path.join(folder, `${String(record.at).padStart(15, '0')}-${record.key}${ending}`);
  const fresh = `${file}.${process.pid}`;
  const descriptor = openSync(fresh, 'w', 0o600);
  try {
    writeFileSync(descriptor, JSON.stringify(record));
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(fresh, file);
  return true;
};

const read = (file: string): EventRecord | undefined => {
  try {
    const record: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (!isRecord(record) || !isRecord(record['facts'])) return undefined;
    const whole = ['key', 'session', 'event'].every((field) => typeof record[field] === 'string');
    return whole && typeof record['at'] === 'number' ? (record as unknown as EventRecord) : undefined;
  } catch {
    return undefined;
  }
};

/** Events that were spooled, oldest first; nothing where there is no spool. */
export const spooled = (data: string, limit: number): readonly { file: string; record?: EventRecord }[] => {
  const folder = folderOf(data);
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(ending))
      .sort()
      .slice(0, limit)
      .map((name) => path.join(folder, name))
      .map((file) => {
        const record = read(file);
        return record ? { file, record } : { file };
      });
  } catch {
    return [];
  }
};

/** Hands spooled events to `append` and removes them once it returned. Their keys keep them from counting twice. */
export const replay = (
  data: string,
  append: (records: readonly EventRecord[]) => void,
  damaged: (file: string) => void,
): void => {
  const found = spooled(data, 500);
  const records = found.map(({ record }) => record).filter((record) => record !== undefined);
  if (records.length > 0) append(records);
  for (const { file, record } of found) {
    if (record) rmSync(file, { force: true });
    else {
      // Kept under another name, for whoever wants to know what it was.
      renameSync(file, `${file}.damaged`);
      damaged(file);
    }
  }
};
