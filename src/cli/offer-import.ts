import { existsSync } from 'node:fs';
import { confirm } from '@clack/prompts';
import { readRecord, writeRecord } from '../client/record.ts';
import type { Home } from '../config/home.ts';
import { load } from '../config/load.ts';
import { importLedger } from '../imports/ledger.ts';
import { pricesOf } from '../prices/read.ts';
import { startedRuntime } from '../runtime/remembered.ts';
import { type TranscriptFile, transcriptFiles, usualFolder } from '../transcripts/files.ts';
import { counted, size } from './amounts.ts';
import { importHistory, writeBoards } from './import-history.ts';
import { answered } from './setup-questions.ts';
import { say } from './terminal.ts';

const describe = (files: readonly TranscriptFile[]): string => {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const since = new Date(files[0]?.changed ?? 0).toISOString().slice(0, 10);
  return `${counted(files.length, 'transcript')} of Claude Code since ${since} (${size(bytes)})`;
};

const isTerminal = (): boolean => Boolean(process.stdin.isTTY && process.stdout.isTTY);

/** What an earlier import left for later: the past of the boards, and the last three hours of then. */
const goOn = async (home: Home): Promise<void> => {
  const { importAgainAt } = await readRecord(home);
  if (importAgainAt !== undefined && Date.parse(importAgainAt) < Date.now())
    await importHistory({ home, folder: usualFolder(), prices: pricesOf(home) });
  else await writeBoards(home);
};

/**
 * What `start` and `setup` call at their end: offers to import the client's transcripts, once, and goes on with an import
 * that left something for later.
 */
export const offerImport = async (home: Home): Promise<void> => {
  if (!existsSync(usualFolder())) return;
  const files = transcriptFiles(usualFolder());
  const record = await readRecord(home);
  if (files.length === 0 || record.importDeclined !== undefined) return;
  const hint = `There are ${describe(files)}: \`start-observability import\` brings them onto the boards.`;
  if (startedRuntime(home) === undefined) return say(hint);
  const { config } = load(home);
  const imports = await importLedger({ port: config.ports.ledger, secrets: home.secrets })
    .list()
    .catch(() => undefined);
  if (imports === undefined) return;
  if (imports.length > 0) return goOn(home);
  if (!isTerminal()) return say(hint);
  if (answered(await confirm({ message: `Import ${describe(files)}, so that the boards show it?` }))) {
    await importHistory({ home, folder: usualFolder(), prices: pricesOf(home) });
    return;
  }
  await writeRecord(home, { ...record, importDeclined: new Date().toISOString() });
  say('Not imported. `start-observability import` does it whenever you like.');
};
