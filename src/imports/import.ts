import type { Home } from '../config/home.ts';
import type { Config } from '../config/schema.ts';
import { exitCode, Failure } from '../failure.ts';
import type { Price } from '../prices/price-table.ts';
import { transcriptFiles } from '../transcripts/files.ts';
import { readTranscripts, type TranscriptReading } from '../transcripts/read.ts';
import { type HandedOver, handOver } from './hand-over.ts';
import { importLedger } from './ledger.ts';
import { createRowMaker } from './rows.ts';

export interface ImportOptions {
  readonly home: Home;
  readonly config: Config;
  readonly folder: string;
  readonly prices: readonly Price[];
  /** Names this project for all. */
  readonly project?: string | undefined;
  readonly isRepricing?: boolean | undefined;
  readonly progress: (step: 'reading' | 'taking', share: number) => void;
}

/** What an import did, and what it left out. */
export interface Imported extends HandedOver, Omit<TranscriptReading, 'records'> {
  readonly files: number;
  /** Models without a price, each with its requests. */
  readonly unpriced: Readonly<Record<string, number>>;
}

/**
 * Reads transcripts and hands them over to the running ledger. It may be ended and done again at any time.
 * @throws Failure when the ledger does not answer, or there are no transcripts
 */
export const importTranscripts = async (options: ImportOptions): Promise<Imported> => {
  const { home, config, folder, prices, project, progress } = options;
  const ledger = importLedger({ port: config.ports.ledger, secrets: home.secrets });
  // Before gigabytes are read.
  await ledger.list();
  const files = transcriptFiles(folder);
  const all = files.reduce((sum, { bytes }) => sum + bytes, 1);
  let bytes = 0;
  const { records, ...reading } = await readTranscripts(files, (more) => {
    bytes += more;
    progress('reading', Math.min(1, bytes / all));
  });
  if (reading.lines === 0) {
    throw new Failure('There are no transcripts here.', {
      where: folder,
      fix: 'start-observability import FOLDER, with the folder that holds them',
      exitCode: exitCode.usage,
    });
  }
  const maker = createRowMaker(prices, project);
  const handed = await handOver({
    records,
    row: maker.row,
    ledger,
    now: Date.now(),
    isRepricing: options.isRepricing,
    progress: (share) => progress('taking', share),
  });
  await ledger.finish();
  return { files: files.length, ...reading, ...handed, unpriced: Object.fromEntries(maker.unpriced) };
};
