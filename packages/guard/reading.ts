import { looksDangerous } from './looks.ts';
import type { Places } from './paths/path.ts';
import type { Variable } from './shell/state.ts';

/** Most commands, words and values one reading looks at. */
const mostSteps = 20_000;

/** Most text, in UTF-16 units, it reads or produces. */
const mostText = 8_000_000;

/** What one reading of a call found: pattern ids, each with the detail it was first seen with. */
export class Reading {
  readonly places: Places;
  readonly found = new Map<string, string>();
  /** Paths the policy allows whatever the patterns say; tested by `isAllowedPath`. */
  readonly isAllowedPath: (path: string) => boolean;
  /** Words and paths the policy's own patterns look at. */
  readonly observe: (words: readonly string[], folder: string) => void;
  /** Calls being read, innermost last: functions by name, for recursion. */
  readonly calls: string[] = [];
  /** Texts that command substitutions came to: as a target of `find` they are taken as unknown. */
  readonly computed = new Set<string>();
  /** Texts that were decoded: known, but not to be run. */
  readonly decoded = new Set<string>();
  /** How many background commands enclose this point. */
  background = 0;
  /** For each of `calls`, the variables it made its own and what they held before. */
  readonly locals: Map<string, Variable | undefined>[] = [];
  /** For each of `calls`, how many background commands enclosed it. */
  readonly backgroundAt: number[] = [];
  /** How deeply shells, functions and substitutions are nested at this point. */
  depth = 0;
  private steps: number;
  private bytes: number;
  private last = 0;

  constructor(
    places: Places,
    options: {
      isAllowedPath?: (path: string) => boolean;
      observe?: (words: readonly string[], folder: string) => void;
    } = {},
  ) {
    this.places = places;
    this.steps = mostSteps;
    this.bytes = mostText;
    this.isAllowedPath = options.isAllowedPath ?? (() => false);
    this.observe = options.observe ?? (() => undefined);
  }

  report(pattern: string, detail = ''): void {
    if (!this.found.has(pattern)) this.found.set(pattern, detail.slice(0, 200));
  }

  /** Uses up some of the budget; false once it is spent, and then that is a finding of its own. */
  spend(steps = 1): boolean {
    this.steps -= steps;
    if (this.steps >= 0 && this.bytes >= 0) return true;
    this.report('too-complex');
    return false;
  }

  /** As `spend`, for text that is produced or read again. */
  spendText(length: number): boolean {
    this.bytes -= length;
    if (this.bytes >= 0) return true;
    this.report('too-complex');
    return false;
  }

  /** How much of the budget is used, as parts of one: of the steps and of the text. */
  used(): { readonly steps: number; readonly text: number } {
    return { steps: 1 - this.steps / mostSteps, text: 1 - this.bytes / mostText };
  }

  /** Notes source that is no valid shell; what it looks like is judged at the end. */
  unreadable(source: string, message: string): void {
    if (looksDangerous(source)) this.report('unreadable-dangerous', message);
    else if (this.depth <= 1) this.report('unreadable', message);
  }

  /** A number not given out before in this reading, for names of streams. */
  serial(): number {
    return ++this.last;
  }

  /** Runs something one level deeper, or reports that it is nested beyond reason. */
  deeper(run: () => string): string {
    return this.nested(run, '');
  }

  /** As `deeper`, with what to return when it is nested beyond reason. */
  nested<Result>(run: () => Result, otherwise: Result): Result {
    if (this.depth >= 40) {
      this.report('too-complex');
      return otherwise;
    }
    this.depth++;
    try {
      return run();
    } finally {
      this.depth--;
    }
  }
}
