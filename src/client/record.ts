import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import * as z from 'zod';
import type { Home } from '../config/home.ts';
import { choicesSchema } from './choices.ts';

const put = z.object({ old: z.string().nullable(), set: z.string().nullable() });

const connection = z.object({
  /** The settings file as the person names it. */
  file: z.string(),
  /** What the file was before us; absent once somebody else changed it between two setups. */
  original: z.object({ backup: z.string().nullable(), digest: z.string().nullable() }).optional(),
  /** SHA-256 of what we wrote. */
  written: z.string(),
  madeFolder: z.boolean(),
  /** Whether there was no file before our first setup. */
  madeFile: z.boolean(),
  remembered: z.object({
    env: z.record(z.string(), put),
    statusLine: put.optional(),
    created: z.array(z.array(z.string())),
  }),
  /** Paths of the entry, the newest first. */
  entries: z.array(z.string()),
  choices: choicesSchema,
  /** Command files that setup wrote, below the settings' folder, and the folders it made for them. */
  commands: z
    .array(z.object({ path: z.string(), digest: z.string(), folders: z.array(z.string()) }))
    .default([]),
  /** ISO 8601. */
  at: z.string(),
});

const record = z.object({
  version: z.literal(1),
  /** When a person said no to the offer of `start`; ISO 8601. */
  declined: z.string().optional(),
  /** When a person said no to importing transcripts; ISO 8601. */
  importDeclined: z.string().optional(),
  /** When what the last import left out as too young may be imported; ISO 8601. */
  importAgainAt: z.string().optional(),
  /** One for each settings file: `CLAUDE_CONFIG_DIR` may name several in turn. */
  connections: z.array(connection).default([]),
  /** Keys of config.yaml that setup set. */
  configured: z.array(z.string()).default([]),
});

export type Connection = z.output<typeof connection>;
export type ClientRecord = z.output<typeof record>;

const fileIn = ({ root }: Home): string => path.join(root, 'client.json');

const empty: ClientRecord = { version: 1, connections: [], configured: [] };

/** @throws when the text is not a record */
export const parseRecord = (text: string): ClientRecord => record.parse(JSON.parse(text));

/** What setup remembers about the client; an empty record where there is none, or none that can be understood. */
export const readRecord = async (home: Home): Promise<ClientRecord> => {
  try {
    return parseRecord(await readFile(fileIn(home), 'utf8'));
  } catch {
    return empty;
  }
};

export const writeRecord = async (home: Home, content: ClientRecord): Promise<void> => {
  await mkdir(home.root, { recursive: true, mode: 0o700 });
  await writeFileAtomic(fileIn(home), `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
};

/** The record with `connection` as the one for its file; without one, that file is forgotten. */
export const withConnection = (
  before: ClientRecord,
  file: string,
  connection: Connection | undefined,
): ClientRecord => {
  const others = before.connections.filter((one) => one.file !== file);
  return { ...before, connections: connection ? [connection, ...others] : others };
};
