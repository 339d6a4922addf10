import type { Variable } from './state.ts';

/** Functions that are being read, innermost last. */
export class Frames {
  readonly names: string[] = [];
  /** How many background commands enclose this point. */
  background = 0;
  private readonly locals: Map<string, Variable | undefined>[] = [];
  private readonly backgroundAt: number[] = [];

  enter(name: string): void {
    this.names.push(name);
    this.locals.push(new Map());
    this.backgroundAt.push(this.background);
  }

  /** Leaves the innermost function; returns what the variables it made its own held before. */
  leave(): ReadonlyMap<string, Variable | undefined> {
    this.names.pop();
    this.backgroundAt.pop();
    return this.locals.pop() ?? new Map();
  }

  /** Notes that the innermost function makes a variable its own. */
  keepOuter(name: string, held: Variable | undefined): void {
    const frame = this.locals.at(-1);
    if (frame && !frame.has(name)) frame.set(name, held);
  }

  /** Whether a function calls itself in the background: each call then doubles the processes. */
  respawns(name: string): boolean {
    const entry = this.names.indexOf(name);
    return entry >= 0 && this.background > (this.backgroundAt[entry] ?? 0);
  }
}
