import type { Places } from '../paths/path.ts';
import { looksDangerous } from './looks.ts';
import type { Pattern } from './pattern.ts';
import { unreadablePatterns } from './unreadable.ts';

/** Most commands, words and values one reading looks at. */
const mostSteps = 20_000;

/** Most text, in UTF-16 units, it reads or produces. */
const mostText = 8_000_000;

/** Deepest nesting of shells, functions and substitutions. */
const mostLevels = 40;

/** Longest detail that is kept of a finding, in characters. */
const longestDetail = 200;

/** What a reading asks the policy while it goes on. */
export interface PolicyView {
  /** Whether the policy allows a path whatever the patterns say. */
  isAllowedPath?(path: string): boolean;
  /** Looks at a command's words, after the shell has read them, for the policy's own patterns. */
  observe?(words: readonly string[], folder: string): void;
}

/** What one reading of a call found, and how much of its budget is left. */
export class Reading {
  readonly places: Places;
  /** Patterns that were found, each with the detail it was first seen with. */
  readonly found = new Map<Pattern, string>();
  /** Texts that command substitutions came to: as a target of `find` they are taken as unknown. */
  readonly computed = new Set<string>();
  /** Texts that were decoded: known, but not to be run. */
  readonly decoded = new Set<string>();
  /** How deeply shells, functions and substitutions are nested at this point. */
  depth = 0;
  private readonly policy: PolicyView;
  private steps = mostSteps;
  private text = mostText;
  private last = 0;
  private readonly answers = new Map<string, unknown>();

  constructor(places: Places, policy: PolicyView = {}) {
    this.places = places;
    this.policy = policy;
  }

  isAllowedPath(path: string): boolean {
    return this.policy.isAllowedPath?.(path) ?? false;
  }

  observe(words: readonly string[], folder: string): void {
    this.policy.observe?.(words, folder);
  }

  report(pattern: Pattern, detail = ''): void {
    if (!this.found.has(pattern)) this.found.set(pattern, detail.slice(0, longestDetail));
  }

  /** Uses up some of the budget; false once it is spent, and then that is a finding of its own. */
  spend(steps = 1): boolean {
    this.steps -= steps;
    return this.affordable();
  }

  /** As `spend`, for text that is produced or read again. */
  spendText(length: number): boolean {
    this.text -= length;
    return this.affordable();
  }

  private affordable(): boolean {
    if (this.steps >= 0 && this.text >= 0) return true;
    this.report(unreadablePatterns['too-complex']);
    return false;
  }

  /** How much of the budget is used, as parts of one: of the steps and of the text. */
  used(): { readonly steps: number; readonly text: number } {
    return { steps: 1 - this.steps / mostSteps, text: 1 - this.text / mostText };
  }

  /** Notes source that is no valid shell; what it looks like is judged at the end. */
  unreadable(source: string, message: string): void {
    if (looksDangerous(source)) this.report(unreadablePatterns['unreadable-dangerous'], message);
    else if (this.depth <= 1) this.report(unreadablePatterns['unreadable'], message);
  }

  /** What was answered to the same question before in this reading, or is answered now. */
  remember<Answer>(question: string, answer: () => Answer): Answer {
    if (this.answers.has(question)) return this.answers.get(question) as Answer;
    const found = answer();
    if (question.length < 256) this.answers.set(question, found);
    return found;
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
    if (this.depth >= mostLevels) {
      this.report(unreadablePatterns['too-complex']);
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
