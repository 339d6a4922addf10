import { setTimeout as pause } from 'node:timers/promises';
import { exitCode, Failure } from '../failure.ts';
import type { MinuteGain } from '../ledger/import/gains.ts';
import type { ImportState, SessionCheck } from '../ledger/import/imports.ts';
import type { ImportRow, TakenRows } from '../ledger/import/row.ts';
import { tokenHeaders } from '../service/token.ts';

/** The running ledger, as an import asks it. */
export interface ImportLedger {
  readonly take: (rows: readonly ImportRow[], isRepricing?: boolean) => Promise<TakenRows>;
  readonly compare: (rows: readonly ImportRow[]) => Promise<readonly SessionCheck[]>;
  readonly finish: () => Promise<readonly ImportState[]>;
  readonly list: () => Promise<readonly ImportState[]>;
  /** What the counters of an import gained, in the order of time. */
  readonly gains: (number: number) => AsyncIterable<MinuteGain>;
  readonly inBlocks: (number: number) => Promise<void>;
}

const answerMilliseconds = 120_000;
const mostTries = 60;
const gainsPerPage = 50_000;

export interface LedgerPlace {
  readonly port: number;
  /** Folder of the secrets. */
  readonly secrets: string;
}

export const importLedger = ({ port, secrets }: LedgerPlace): ImportLedger => {
  const ask = async <Answer>(address: string, body?: unknown): Promise<Answer> => {
    const where = `127.0.0.1:${port}${address}`;
    for (let tries = 1; ; tries += 1) {
      const answer = await fetch(`http://${where}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: { 'content-type': 'application/json', ...tokenHeaders(secrets) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(answerMilliseconds),
      }).catch((cause: unknown) => {
        throw new Failure('The stack must run to import.', {
          where,
          fix: 'start-observability start, and then import again: it goes on where it stopped',
          exitCode: exitCode.unhealthy,
          cause,
        });
      });
      if (answer.ok) return (await answer.json()) as Answer;
      if (answer.status !== 503 || tries >= mostTries)
        throw new Failure(`The ledger did not take it: ${await answer.text()}`, { where });
      await pause(1000);
    }
  };

  return {
    take: (rows, isRepricing = false) => ask(`/api/import${isRepricing ? '?reprice=true' : ''}`, rows),
    compare: (rows) => ask('/api/import/compare', rows),
    finish: () => ask('/api/import/finish', {}),
    list: () => ask('/api/import'),
    gains: async function* (number) {
      for (let skip = 0; ; skip += gainsPerPage) {
        const page = await ask<readonly MinuteGain[]>(
          `/api/import/${number}/gains?skip=${skip}&most=${gainsPerPage}`,
        );
        yield* page;
        if (page.length < gainsPerPage) return;
      }
    },
    inBlocks: async (number) => {
      await ask(`/api/import/${number}/in-blocks`, {});
    },
  };
};
