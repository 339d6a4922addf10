import type { ComponentName } from './components.ts';

interface Secret {
  /** How many random bytes make it. */
  readonly bytes: number;
  /** The components that read it; no other container gets to see it. */
  readonly readers: readonly ComponentName[];
}

/** THE table of the stack's own secrets. Each is made once and kept, mode 0600. */
export const secrets: Readonly<Record<string, Secret>> = {
  'grafana-password': { bytes: 18, readers: ['grafana'] },
  /** The key of the hash that stands for a person where names are not kept. */
  'redaction.key': { bytes: 32, readers: ['collector', 'ledger', 'hooks'] },
};
