import { existsSync } from 'node:fs';
import path from 'node:path';
import { home } from '../config/home.ts';
import { load } from '../config/load.ts';
import { exitCode, Failure } from '../failure.ts';
import { storeFile } from '../ledger/store.ts';
import type { Answer } from '../queries/engine/question.ts';
import { createReader } from '../queries/engine/reader.ts';
import { tokenHeaders } from '../service/token.ts';

export interface LedgerQuestion {
  readonly sql: string;
  /** The same in the words of ClickHouse, for the ledger to ask there. */
  readonly clickhouse?: string | undefined;
  readonly parameters?: Readonly<Record<string, string | number | null>>;
  readonly rows: number;
  readonly seconds: number;
}

const askService = async (
  { port, secrets }: { readonly port: number; readonly secrets: string },
  question: LedgerQuestion,
): Promise<Answer | undefined> => {
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/query`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...tokenHeaders(secrets) },
    body: JSON.stringify(question),
    signal: AbortSignal.timeout(question.seconds * 1000 + 10_000),
  }).catch(() => undefined);
  if (!answer) return undefined;
  const body = (await answer.json()) as Answer & { readonly error?: string; readonly fix?: string };
  if (answer.ok) return body;
  throw new Failure(body.error ?? `The ledger answers ${answer.status}.`, {
    ...(body.fix && { fix: body.fix }),
    exitCode: answer.status === 400 ? exitCode.usage : exitCode.failed,
  });
};

/** Asks the ledger in SQL; where it does not run but its data lies on this machine, the data itself. */
export const askLedger = async (question: LedgerQuestion): Promise<Answer> => {
  const place = home();
  const port = load(place).config.ports.ledger;
  const answer = await askService({ port, secrets: place.secrets }, question);
  if (answer) return answer;
  const file = storeFile(path.join(place.data, 'ledger'));
  if (!existsSync(file)) {
    throw new Failure('The ledger does not answer, and there is no data of it here.', {
      where: `127.0.0.1:${port}, ${file}`,
      fix: 'start-observability start',
      exitCode: exitCode.unhealthy,
    });
  }
  const reader = createReader(file);
  try {
    const { sql, parameters, rows, seconds } = question;
    return await reader.ask({ sql, ...(parameters && { parameters }), mostRows: rows, mostSeconds: seconds });
  } finally {
    reader.close();
  }
};
