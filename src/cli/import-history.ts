import { readRecord, writeRecord } from '../client/record.ts';
import type { Home } from '../config/home.ts';
import { load } from '../config/load.ts';
import { dollars } from '../dollars.ts';
import { exitCode, Failure } from '../failure.ts';
import { type Imported, importTranscripts } from '../imports/import.ts';
import { importLedger } from '../imports/ledger.ts';
import { isWaiting, writePast } from '../imports/past.ts';
import type { Price } from '../prices/price-table.ts';
import { pricesFile } from '../prices/read.ts';
import { startedRuntime } from '../runtime/remembered.ts';
import { counted } from './amounts.ts';
import { shareLine } from './share-line.ts';
import { teller } from './teller.ts';
import { say } from './terminal.ts';

const clock = (milliseconds: number): string => new Date(milliseconds).toTimeString().slice(0, 5);

/** What did not go in, and why: nothing is left out in silence. */
const tellRest = (home: Home, imported: Imported): void => {
  const { had, repeated, later, laterAt, unreadable, tooLong, failed, unpriced } = imported;
  if (had > 0) say(`  ${counted(had, 'record')} left out: telemetry has them.`);
  if (repeated > 0) say(`  ${counted(repeated, 'record')} left out: imported before.`);
  if (laterAt !== undefined)
    say(
      `  ${counted(later, 'record')} of the last three hours: start or import takes them after ${clock(laterAt)}.`,
    );
  if (unreadable > 0) say(`  ${counted(unreadable, 'line')} cannot be read: not JSON.`);
  if (tooLong > 0) say(`  ${counted(tooLong, 'line')} passed over: longer than 64 MiB.`);
  for (const file of failed) say(`  Not read: ${file}`);
  for (const [model, requests] of Object.entries(unpriced))
    say(
      `  ${model}: no price, so ${counted(requests, 'request')} cost nothing; add it to ${pricesFile(home)}.`,
    );
};

/**
 * Puts finished imports into the past of the boards.
 * @returns samples; undefined where nothing waits for it
 */
export const writeBoards = async (home: Home): Promise<number | undefined> => {
  const { config } = load(home);
  const ledger = importLedger({ port: config.ports.ledger, secrets: home.secrets });
  if (!(await ledger.list()).some(isWaiting)) return undefined;
  say('Writing the past of the boards ...');
  const ending = new AbortController();
  const end = () => ending.abort();
  process.once('SIGINT', end);
  try {
    const samples = await writePast({
      home,
      config,
      runtime: startedRuntime(home) ?? 'native',
      ledger,
      teller: teller(),
      signal: ending.signal,
    });
    say(`The boards show it within a minute (${samples.toLocaleString('en')} samples).`);
    return samples;
  } catch (error) {
    if (!ending.signal.aborted) throw error;
    throw new Failure('The tables have the history, the boards do not yet.', {
      fix: 'start-observability import, or the next start, goes on',
      exitCode: exitCode.cancelled,
    });
  } finally {
    process.removeListener('SIGINT', end);
  }
};

export interface ImportChoice {
  readonly home: Home;
  readonly folder: string;
  readonly prices: readonly Price[];
  readonly project?: string | undefined;
  readonly isRepricing?: boolean | undefined;
}

/** When `start` may import what was too young now. */
const rememberLater = async (home: Home, { laterAt }: Imported): Promise<void> => {
  const { importAgainAt: _, ...record } = await readRecord(home);
  const again = laterAt === undefined ? {} : { importAgainAt: new Date(laterAt).toISOString() };
  await writeRecord(home, { ...record, ...again });
};

/** Imports transcripts, and says what became of them. */
export const importHistory = async (choice: ImportChoice) => {
  const { home } = choice;
  const reading = shareLine('Reading transcripts');
  const taking = shareLine('Writing tables');
  const imported = await importTranscripts({
    ...choice,
    config: load(home).config,
    progress: (step, share) => (step === 'reading' ? reading : taking)(share),
  });
  say(`Imported: ${counted(imported.fresh, 'record')}, ${dollars(imported.nanoDollars / 1e9)}.`);
  if (imported.repriced > 0)
    say(
      `  ${counted(imported.repriced, 'request')} of earlier imports have another price now, in tables and pages.`,
    );
  tellRest(home, imported);
  await rememberLater(home, imported);
  const samples = await writeBoards(home);
  return { ...imported, samples: samples ?? null };
};
