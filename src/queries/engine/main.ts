import { answer, openForReading } from './answer.ts';
import type { Reply, StoreQuestion } from './question.ts';

/** The process that answers questions in SQL: it can be ended whatever SQLite is doing. */

const opened = new Map<string, ReturnType<typeof openForReading>>();

const databaseOf = (file: string) => {
  const database = opened.get(file) ?? openForReading(file);
  opened.set(file, database);
  return database;
};

const reply = (question: StoreQuestion): Reply => {
  try {
    return { answer: answer(databaseOf(question.file), question) };
  } catch (error) {
    return { error: (error as Error).message };
  }
};

process.on('message', (question: StoreQuestion) => process.send?.(reply(question)));
process.on('disconnect', () => process.exit(0));
