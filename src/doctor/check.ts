import type { DoctorSurroundings } from './surroundings.ts';

/** The groups of checks, in order, as people read them. */
export const groupTitles = {
  settings: 'What the client is told',
  telemetry: 'The way of a data point',
  hooks: 'The way of a hook event',
  surroundings: 'Around it',
} as const;
export type Group = keyof typeof groupTitles;

/** Something that can be wrong. Documentation and findings use the same words. */
export interface CheckProblem {
  /** `failed`: data does not arrive, or is not safe. `warning`: it works, and something is worth knowing. */
  readonly status: 'failed' | 'warning';
  /** One sentence. */
  readonly what: string;
  /** The command that repairs it, or what to do. */
  readonly fix: string;
}

/** What `--fix` may do unasked: it loses nothing and changes nothing of the person's. */
export interface Mend {
  /** In words: `made the secrets readable for you alone`. */
  readonly what: string;
  readonly run: () => Promise<void>;
}

export type Found<Name extends string> =
  | { readonly ok: string; readonly evidence?: readonly string[] }
  | {
      readonly problem: NoInfer<Name>;
      readonly evidence?: readonly string[];
      /** More exact than the problem's own. */
      readonly fix?: string;
      readonly mend?: Mend;
    }
  /** What is to be checked cannot be reached from here, and why. */
  | { readonly notReached: string };

/** One step of the chain, or one look around. */
export interface Check<Name extends string = string> {
  readonly id: string;
  readonly title: string;
  readonly group: Group;
  /** Steps before this one; when one of them failed, this one is not reached. */
  readonly needs: readonly string[];
  /** When it fails, whatever else failed is its doing: it is the cause wherever it stands. */
  readonly isRoot?: boolean;
  readonly problems: Readonly<Record<Name, CheckProblem>>;
  readonly run: (at: DoctorSurroundings) => Found<Name> | Promise<Found<Name>>;
}

/**
 * Keeps the names of the problems in the type, so that a finding cannot name one that is not documented, and the id, so
 * that a check below no symptom does not compile.
 */
export const defineCheck = <const Name extends string, const Id extends string>(
  check: Check<Name> & { readonly id: Id },
): Check & { readonly id: Id } => check as unknown as Check & { readonly id: Id };

export const failed = (what: string, fix: string): CheckProblem => ({ status: 'failed', what, fix });
export const warning = (what: string, fix: string): CheckProblem => ({ status: 'warning', what, fix });

export type Status = 'ok' | 'warning' | 'failed' | 'not reached';

/** What a check came to. */
export interface CheckFinding {
  readonly id: string;
  readonly title: string;
  readonly group: Group;
  readonly status: Status;
  /** Name of the problem in its check; absent when there is none. */
  readonly problem?: string;
  /** One sentence. */
  readonly what: string;
  readonly evidence: readonly string[];
  readonly fix?: string;
  readonly mend?: Mend;
  readonly isRoot?: boolean;
  readonly milliseconds: number;
}
