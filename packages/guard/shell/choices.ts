/** Most combinations of possible values one command is read with. */
const mostChoices = 16;

/** Follows every combination of the choices made while something runs, like the wheels of an odometer. */
export class Choices {
  private taken: number[] = [];
  private counts: number[] = [];
  private at = 0;
  private active = false;

  /** The possibility to follow at this point; outside `each`, the latest one. */
  choose(count: number): number {
    if (count <= 1) return 0;
    if (!this.active) return count - 1;
    const index = this.at++;
    if (index >= this.taken.length) {
      this.taken.push(0);
      this.counts.push(count);
    }
    return Math.min(this.taken[index] ?? 0, count - 1);
  }

  /** Runs something once per combination and returns every result. Nested use starts afresh. */
  each<Result>(run: () => Result): Result[] {
    const outer = [this.taken, this.counts, this.at, this.active] as const;
    [this.taken, this.counts, this.active] = [[], [], true];
    const results: Result[] = [];
    do {
      this.at = 0;
      results.push(run());
    } while (results.length < mostChoices && this.advance());
    [this.taken, this.counts, this.at, this.active] = outer;
    return results;
  }

  private advance(): boolean {
    this.taken.length = Math.min(this.taken.length, this.at);
    this.counts.length = this.taken.length;
    for (let index = this.taken.length - 1; index >= 0; index--) {
      const next = (this.taken[index] as number) + 1;
      if (next < (this.counts[index] as number)) {
        this.taken[index] = next;
        return true;
      }
      this.taken.pop();
      this.counts.pop();
    }
    return false;
  }
}
