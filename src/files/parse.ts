import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { requestsInConsole } from './console-log.ts';
import { type Layout, readKey } from './layout.ts';
import { dataSchema, type FileRecord, recordSchema, type SessionData } from './record.ts';
import { createRecording } from './recorder.ts';
import { sessionsIn } from './sessions-in.ts';

/** What could be read of a log. */
export interface ReadLog {
  readonly records: readonly FileRecord[];
  /** Lines that are no records: the last one, where its writer was killed within it. */
  readonly unreadable: number;
}

const lineRecord = (line: string): FileRecord | undefined => {
  try {
    return recordSchema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
};

/** Records of a log of ours. */
export const readLog = (text: string): ReadLog => {
  const lines = text.split('\n').filter((line) => line !== '');
  const records = lines.flatMap((line) => lineRecord(line) ?? []);
  return { records, unreadable: lines.length - records.length };
};

/** Records of a log as older guides had it: the text of a terminal with the console exporters. */
export const readConsoleLog = (text: string, key: string): ReadLog => {
  const recording = createRecording(key);
  return {
    records: requestsInConsole(text).flatMap(([signal, request]) => recording(signal, request)),
    unreadable: 0,
  };
};

export const dataOf = (log: string, records: readonly FileRecord[]): SessionData =>
  dataSchema.parse({ version: 1, log, sessions: sessionsIn(records), records });

const dataFile = ({ data }: Layout, log: string): string =>
  path.join(data, `${path.basename(log).replace(/\.(jsonl|log)$/, '')}.json`);

/** Makes the file of `data/` of one log. @returns what could not be read */
export const parseLog = async (place: Layout, log: string): Promise<ReadLog> => {
  const text = readFileSync(log, 'utf8');
  const read = log.endsWith('.jsonl') ? readLog(text) : readConsoleLog(text, readKey(place));
  const data = dataOf(path.basename(log), read.records);
  await writeFileAtomic(dataFile(place, log), `${JSON.stringify(data, null, 1)}\n`, { mode: 0o600 });
  return read;
};

/** Logs of a layout, oldest first. */
export const logsOf = ({ logs }: Layout): readonly string[] =>
  existsSync(logs)
    ? readdirSync(logs)
        .filter((name) => /^session-.*\.(jsonl|log)$/.test(name))
        .sort()
        .map((name) => path.join(logs, name))
    : [];

export const isParsed = (place: Layout, log: string): boolean => existsSync(dataFile(place, log));
