import { useEffect, useState } from 'react';

/** A value of a row, as the ledger's API gives it. */
export type Cell = string | number | boolean | null;
export type Row = Readonly<Record<string, Cell>>;

export interface Happening {
  readonly id: number;
  /** Microseconds since 1970. */
  readonly time: number;
  readonly name: string;
  readonly session_id?: string;
  readonly attributes: Row;
}

/** Work on a prompt or a part of it, with its beginning, its end and what it is below. Times are microseconds since 1970. */
export interface Span {
  readonly id: number;
  readonly name: string;
  readonly time: number;
  readonly ended: number;
  readonly duration_ms: number;
  readonly failed: number;
  readonly trace_id: string;
  readonly span_id: string;
  readonly parent_span_id: string | null;
  readonly session_id: string | null;
  readonly attributes: Row;
}

export interface SessionAnswer {
  readonly session: Row;
  readonly models: readonly Row[];
  readonly turns: readonly Row[];
  readonly toolCalls: readonly Row[];
  /** Files that tools read or changed; where paths are not kept, languages. */
  readonly files: readonly Row[];
  readonly timeline: readonly Happening[];
  readonly spans: readonly Span[];
}

export interface TableAnswer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  readonly truncated?: boolean;
}

export interface SavedQuery {
  readonly name: string;
  readonly question: string;
  readonly columns: Readonly<Record<string, string>>;
  readonly advice: string;
  readonly limits?: string;
  readonly parameters?: Readonly<Record<string, string>>;
}

/** What went wrong, in words for the person who asked. */
export class Refused extends Error {
  readonly fix: string | undefined;
  constructor({ error, fix }: { error?: string; fix?: string }, status: number) {
    super(error ?? `The answer was ${status}.`);
    this.fix = fix;
  }
}

/** Asks the ledger's API through our own page. @throws Refused */
export async function ask<Answer>(path: string, init?: RequestInit): Promise<Answer> {
  const response = await fetch(`/api/v1${path}`, init);
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(body as object, response.status);
  return body as Answer;
}

export type Asked<Answer> =
  | { readonly state: 'asking'; readonly before?: Answer | undefined }
  | { readonly state: 'there'; readonly answer: Answer }
  | { readonly state: 'failed'; readonly error: Refused };

/** Asks again whenever the path changes; what was there before stays to be seen meanwhile. */
export function useAsked<Answer>(path: string): Asked<Answer> {
  const [asked, setAsked] = useState<Asked<Answer>>({ state: 'asking' });
  useEffect(() => {
    let isCurrent = true;
    setAsked((now) => ({ state: 'asking', before: now.state === 'there' ? now.answer : undefined }));
    ask<Answer>(path).then(
      (answer) => isCurrent && setAsked({ state: 'there', answer }),
      (error) => isCurrent && setAsked({ state: 'failed', error: error as Refused }),
    );
    return () => {
      isCurrent = false;
    };
  }, [path]);
  return asked;
}
