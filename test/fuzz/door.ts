export type Random = () => number;

/** A way into the stack: what is sent there, valid but for one field, and what must be counted in between. */
export interface Door {
  readonly name: string;
  /** Sends one hostile request. Returns what was wrong with the answer. */
  readonly sendHostile: (random: Random) => Promise<string | undefined>;
  /** Sends one unit that must be counted. */
  readonly sendTruth: () => Promise<void>;
  readonly close: () => void;
}
