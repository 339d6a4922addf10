import type { Home } from '../config/home.ts';
import { load } from '../config/load.ts';
import { tokenHeaders } from '../service/token.ts';
import { type GuardAct, lastActs, noteAct } from './guard-acts.ts';

/** Acts that are handed in again each time; the ledger takes each once. */
const mostActs = 1000;
const timeoutMs = 2000;

/** Gives the audit log what people did. Where the ledger is away, the acts wait in their file for the next time. */
export const handInActs = async (home: Home): Promise<void> => {
  try {
    const acts = lastActs(home.root, mostActs);
    if (acts.length === 0) return;
    await fetch(`http://127.0.0.1:${load(home).config.ports.ledger}/api/audit/acts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...tokenHeaders(home.secrets) },
      body: JSON.stringify(acts.toReversed()),
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch {
    // The next act, or the next look at the log, hands them in.
  }
};

/** Notes what a person did, on disk and in the audit log. */
export const recordAct = async (home: Home, act: Omit<GuardAct, 'at' | 'user'>): Promise<void> => {
  noteAct(home.root, act);
  await handInActs(home);
};
