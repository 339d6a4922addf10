import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { exitCode, Failure } from '../failure.ts';
import { digest } from '../ledger/attributes.ts';
import { answer, forbidWriting } from '../queries/engine/answer.ts';
import type { Answer, StoreQuestion } from '../queries/engine/question.ts';
import { transaction } from '../store/database.ts';
import { createTogether } from '../store/together.ts';
import { syncTables } from '../tables/sync.ts';
import { createTables } from '../tables/tables.ts';
import { createAmounts } from './amounts.ts';
import { readLog } from './parse.ts';
import { dataSchema, type FileRecord } from './record.ts';

/** Answers questions in SQL about files. */
export type AskFiles = (question: Omit<StoreQuestion, 'file'>) => Answer;

const isFolder = (place: string): boolean =>
  statSync(place, { throwIfNoEntry: false })?.isDirectory() === true;

const stemOf = (file: string): string => path.basename(file).replace(/\.(jsonl|json)$/, '');

const filesIn = (folder: string, ending: string): readonly string[] =>
  isFolder(folder)
    ? readdirSync(folder)
        .filter((name) => name.startsWith('session-') && name.endsWith(ending))
        .sort()
        .map((name) => path.join(folder, name))
    : [];

/** The files of a folder: of a whole layout, or of somebody's `data/`; a log counts where its data was never made. */
const filesOf = (folder: string): readonly string[] => {
  if (!isFolder(folder))
    throw new Failure('There is no such folder.', {
      where: folder,
      fix: '--from ~/.claude-code-telemetry',
      exitCode: exitCode.usage,
    });
  const data = [...filesIn(path.join(folder, 'data'), '.json'), ...filesIn(folder, '.json')];
  const made = new Set(data.map(stemOf));
  const logs = [...filesIn(path.join(folder, 'logs'), '.jsonl'), ...filesIn(folder, '.jsonl')];
  return [...data, ...logs.filter((log) => !made.has(stemOf(log)))];
};

const recordsIn = (file: string): readonly FileRecord[] => {
  const text = readFileSync(file, 'utf8');
  if (file.endsWith('.jsonl')) return readLog(text).records;
  try {
    return dataSchema.parse(JSON.parse(text)).records;
  } catch (cause) {
    throw new Failure('This is not data of a session.', {
      where: file,
      fix: 'Remove it, or make it anew from its log: start-observability files parse --again',
      cause,
    });
  }
};

/**
 * The sessions of some folders in the typed tables, in memory.
 * @throws Failure where a folder or a file cannot be read, or there is nothing in any
 */
export const openFiles = (folders: readonly string[], zone: string | undefined): AskFiles => {
  const files = folders.flatMap((folder) => filesOf(path.resolve(folder)));
  if (files.length === 0)
    throw new Failure('There are no files of sessions.', {
      where: folders.join(', '),
      fix: 'start-observability files enable, then run claude-with-telemetry.sh',
      exitCode: exitCode.usage,
    });
  const database = new DatabaseSync(':memory:');
  transaction(database, () => syncTables(database, []));
  const tables = createTables(database, { zone });
  const together = createTogether(database, [tables]);
  const amountOf = createAmounts();
  const write = (record: FileRecord): void => {
    const { kind, name, time, session } = record;
    const attributes = new Map(Object.entries(record.attributes));
    const resource = new Map(Object.entries(record.resource));
    if (kind === 'event')
      tables.event({
        identity: digest(record.id),
        name,
        time,
        received: time,
        session,
        attributes,
        resource,
      });
    else tables.point({ metric: name, time, session, amount: amountOf(record), attributes, resource });
  };
  for (const file of files) {
    const records = recordsIn(file);
    together(() => records.forEach(write));
  }
  forbidWriting(database);
  return (question) => answer(database, question);
};
