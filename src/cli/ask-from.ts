import { home } from '../config/home.ts';
import { load } from '../config/load.ts';
import { openFiles } from '../files/load.ts';
import type { Answer } from '../queries/engine/question.ts';
import { askLedger, type LedgerQuestion } from './ask-ledger.ts';

/** An option that may be followed by several folders. */
export const fromOption = [
  '--from <folders...>',
  'sessions as files, of one or several people, in place of the ledger: ~/.claude-code-telemetry',
] as const;

/** Asks the sessions in folders where some are named, else the ledger. @throws Failure where there are none */
export const askFrom = (
  folders: readonly string[] | undefined,
): ((question: LedgerQuestion) => Promise<Answer>) => {
  if (folders === undefined) return askLedger;
  const ask = openFiles(folders, load(home()).config.timeZone);
  return async ({ sql, parameters = {}, rows }) => ask({ sql, parameters, mostRows: rows });
};
