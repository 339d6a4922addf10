import { Failure } from '../../failure.ts';
import type { LedgerStore } from '../store.ts';
import type { AuditDestination, AuditPosition } from './destination.ts';
import { auditRequest } from './otlp.ts';

export interface OtlpReceiver {
  /** Address for OTLP logs over HTTP, which ends in `/v1/logs`. */
  readonly url: string;
  /** Value of the header of that name. */
  readonly authorization?: string | undefined;
}

const factName = 'audit passed on by otlp';
const mostSeconds = 30;

/** A receiver of OTLP logs over HTTP in JSON. What it has is noted in the ledger's store after it answered. */
export const createOtlpDestination = (
  store: LedgerStore,
  { url, authorization }: OtlpReceiver,
): AuditDestination => {
  const read = store.prepare('SELECT value FROM table_facts WHERE name = ?');
  const write = store.prepare('INSERT OR REPLACE INTO table_facts VALUES (?, ?)');
  const failed = (what: string, cause?: unknown) =>
    new Failure(`The receiver of the audit log ${what}.`, {
      where: url,
      fix: 'check export.audit.otlp in config.yaml, and the receiver; every entry waits for it',
      cause,
    });
  return {
    name: 'otlp',
    position: () => {
      const fact = read.get(factName) as { value: string } | undefined;
      const noted = fact && (JSON.parse(fact.value) as AuditPosition & { readonly url: string });
      // Another receiver has nothing yet.
      return noted?.url === url ? noted : undefined;
    },
    take: async (rows) => {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
        body: JSON.stringify(auditRequest(rows)),
        // The header with the secret goes to this address alone.
        redirect: 'error',
        signal: AbortSignal.timeout(mostSeconds * 1000),
      }).catch((cause: unknown) => {
        throw failed('does not answer', cause);
      });
      await answer.body?.cancel();
      if (!answer.ok) throw failed(`answers ${answer.status}`);
      const last = rows.at(-1);
      if (last) write.run(factName, JSON.stringify({ url, id: last.id, chain: last.chain }));
    },
  };
};
