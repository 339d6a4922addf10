import { load } from '../config/load.ts';
import { dollars } from '../dollars.ts';
import { compareWithTelemetry } from '../imports/compare.ts';
import { importLedger } from '../imports/ledger.ts';
import { createRowMaker } from '../imports/rows.ts';
import { transcriptFiles } from '../transcripts/files.ts';
import { readTranscripts } from '../transcripts/read.ts';
import { counted } from './amounts.ts';
import type { ImportChoice } from './import-history.ts';
import { shareLine } from './share-line.ts';
import { print, table } from './terminal.ts';

/** What is younger may still be on its way. */
const settledMilliseconds = 600_000;

/** Says which sessions telemetry told whole, and what it lacks of the others. */
export const compareHistory = async ({ home, folder, prices }: ImportChoice, isJson: boolean) => {
  const { config } = load(home);
  const ledger = importLedger({ port: config.ports.ledger, secrets: home.secrets });
  const files = transcriptFiles(folder);
  const all = files.reduce((sum, { bytes }) => sum + bytes, 1);
  const progress = shareLine('Reading transcripts');
  let bytes = 0;
  const { records } = await readTranscripts(files, (more) => {
    bytes += more;
    progress(bytes / all);
  });
  progress(1);
  const settled = records.filter(({ time }) => time < Date.now() - settledMilliseconds);
  const checks = await compareWithTelemetry(settled, createRowMaker(prices).row, ledger);
  if (isJson) return checks;
  const heard = checks.filter(({ isHeard }) => isHeard);
  const lacking = heard.filter(({ requests, told }) => told < requests);
  print(
    `${counted(checks.length, 'session')} in transcripts: ${heard.length - lacking.length} whole in telemetry, ${lacking.length} in part, ${checks.length - heard.length} without telemetry.`,
  );
  if (lacking.length > 0) {
    const rows = lacking.map(({ session, started, requests, told, missingNanoDollars }) => [
      session,
      new Date(started).toISOString().slice(0, 16).replace('T', ' '),
      `${told} of ${requests}`,
      dollars(missingNanoDollars / 1e9),
    ]);
    print(table([['session', 'started (UTC)', 'told', 'missing'], ...rows]));
  }
  return checks;
};
