/** The ledger as the hook-event service asks it. */
export interface LedgerAccess {
  /** Its address, as in `http://127.0.0.1:4319`. */
  readonly ledger: string;
  /** What it asks for. */
  readonly token: string;
}

/**
 * Asks the ledger under a path; with a body it hands that over as JSON.
 * @throws Error where it does not answer in time
 */
export const askLedger = (
  { ledger, token }: LedgerAccess,
  path: string,
  { body, timeoutMilliseconds }: { readonly body?: object; readonly timeoutMilliseconds: number },
): Promise<Response> =>
  fetch(`${ledger.replace(/\/+$/, '')}${path}`, {
    headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(timeoutMilliseconds),
  });
