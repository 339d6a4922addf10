/** A request as it fills the window of a plan. Times in milliseconds since 1970, money in dollars. */
export interface UseOfPlan {
  readonly at: number;
  readonly person: string;
  readonly tokens: number;
  readonly dollars: number;
}

/** Five hours of a plan, as they are estimated from requests. */
export interface FiveHourBlock {
  readonly person: string;
  readonly starts: number;
  readonly ends: number;
  /** The last request in it. */
  readonly last: number;
  readonly requests: number;
  readonly tokens: number;
  readonly dollars: number;
}

const hour = 3_600_000;
export const blockMs = 5 * hour;

/**
 * Estimates the five-hour windows in which a plan counts, from requests in order of time: a window begins with the hour (UTC)
 * of its first request; a request more than five hours after that, or after the request before it, begins the next.
 * `ccusage blocks` estimates the same. What a plan really counts only the client knows, which hands it to its status line.
 */
export const fiveHourBlocks = (uses: readonly UseOfPlan[]): readonly FiveHourBlock[] => {
  const open = new Map<string, FiveHourBlock>();
  const closed: FiveHourBlock[] = [];
  for (const { at, person, tokens, dollars } of uses) {
    const block = open.get(person);
    if (block && at - block.starts <= blockMs && at - block.last <= blockMs) {
      open.set(person, {
        ...block,
        last: at,
        requests: block.requests + 1,
        tokens: block.tokens + tokens,
        dollars: block.dollars + dollars,
      });
      continue;
    }
    if (block) closed.push(block);
    const starts = Math.floor(at / hour) * hour;
    open.set(person, { person, starts, ends: starts + blockMs, last: at, requests: 1, tokens, dollars });
  }
  return [...closed, ...open.values()].sort((one, other) => one.starts - other.starts);
};
