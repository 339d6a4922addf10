import type { Usage } from '../prices/cost.ts';

/** What every record of a transcript says. */
interface RecordOrigin {
  readonly session: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** The folder that the session was in. */
  readonly folder: string | undefined;
  readonly version: string | undefined;
  readonly branch: string | undefined;
  readonly prompt: string | undefined;
  /** Made by a subagent. */
  readonly isSidechain: boolean;
}

/** A request to the model that was answered. */
export interface RequestRecord extends RecordOrigin {
  readonly kind: 'request';
  /** The message's own id; without one, that of the request or of the line. */
  readonly id: string;
  readonly request: string | undefined;
  readonly model: string;
  readonly usage: Usage;
  readonly effort: string | undefined;
  readonly agent: string | undefined;
  /** Dollars, as clients before 1.0.9 wrote them themselves. */
  readonly cost: number | undefined;
}

/** A tool call that has a result. */
export interface CallRecord extends RecordOrigin {
  readonly kind: 'call';
  readonly id: string;
  readonly tool: string;
  readonly isError: boolean;
  readonly resultBytes: number;
  readonly linesAdded: number;
  readonly linesRemoved: number;
}

/** A prompt of a person. Its text stays in the transcript. */
export interface PromptRecord extends RecordOrigin {
  readonly kind: 'prompt';
  readonly id: string;
  readonly characters: number;
}

export type TranscriptRecord = RequestRecord | CallRecord | PromptRecord;
