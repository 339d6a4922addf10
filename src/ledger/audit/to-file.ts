import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { millisecondsOf } from '../../config/duration.ts';
import type { AuditDestination, AuditPosition } from './destination.ts';

const nameOf = (now: number): string => `audit-${new Date(now).toISOString().slice(0, 10)}.jsonl`;
const namePattern = /^audit-(\d{4}-\d\d-\d\d)\.jsonl$/;
const positionSchema = z.object({ id: z.int(), chain: z.string() });
const day = 24 * 3_600_000;

/** The last whole line of a file; what a kill left behind it is cut off. */
const lastLine = (file: string): string => {
  const text = readFileSync(file, 'utf8');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole.length < text.length) truncateSync(file, Buffer.byteLength(whole));
  return whole.trimEnd().split('\n').at(-1) ?? '';
};

/**
 * JSON lines, a file for each day (UTC) in which entries were written, for a program that follows files. The files say
 * themselves what is in them, so an entry is there once, whatever is killed. They are kept as long as the log.
 */
export const createFileDestination = (
  folder: string,
  keptFor: string,
  clock: () => number = Date.now,
): AuditDestination => {
  const files = (): readonly string[] =>
    readdirSync(folder)
      .filter((name) => namePattern.test(name))
      .sort();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lastWritten = (): AuditPosition | undefined => {
    for (const name of [...files()].reverse()) {
      const line = lastLine(path.join(folder, name));
      if (line !== '') return positionSchema.parse(JSON.parse(line));
    }
    return undefined;
  };
  /** Read from the files at the start and after a failure, which may have left half a line. */
  let known: { readonly position: AuditPosition | undefined } | undefined;
  return {
    name: 'file',
    position: () => {
      known ??= { position: lastWritten() };
      return known.position;
    },
    take: async (rows) => {
      known = undefined;
      const file = openSync(path.join(folder, nameOf(clock())), 'a', 0o600);
      try {
        writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      known = { position: rows.at(-1) };
      for (const name of files()) {
        const [, date = ''] = namePattern.exec(name) ?? [];
        if (Date.parse(date) + day < clock() - millisecondsOf(keptFor)) rmSync(path.join(folder, name));
      }
    },
  };
};
