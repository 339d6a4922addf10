import { setTimeout as sleep } from 'node:timers/promises';
import type { Run } from './client.ts';
import { exportsOf } from './otlp.ts';
import type { PlanUse } from './plan-use.ts';

export interface LiveOptions {
  /** Sessions that are not over. */
  readonly runs: readonly Run[];
  readonly plan: PlanUse;
  /** Up to when the ledger has them, in milliseconds since 1970. */
  readonly from: number;
  /** `http://127.0.0.1:port` of the OTLP receiver and of the hook-event service. */
  readonly otlp: string;
  readonly hooks: string;
  /** What the hook-event service wants of those who report limits of the plan. */
  readonly token: string;
  readonly signal: AbortSignal;
}

/** How often sessions export, as our settings ask the client. */
const interval = 10_000;

const post = async (
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> => {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  await answer.arrayBuffer();
};

/** What a client would hand to its status line. */
const handedLimits = (plan: PlanUse, now: number): object =>
  Object.fromEntries(
    plan
      .limits(now)
      .map(({ window, used, resets }) => [window, { used_percentage: used * 100, resets_at: resets / 1000 }]),
  );

/** Lets the sessions that are under way go on in real time, until `signal` ends it or all are over. */
export const goOn = async ({ runs, plan, from, otlp, hooks, token, signal }: LiveOptions): Promise<void> => {
  let told = from;
  let waiting = runs;
  while (waiting.length > 0 && !signal.aborted) {
    const now = Date.now();
    for (const run of waiting) {
      for (const request of exportsOf(run, told, now))
        await post(`${otlp}/v1/${request.signal}`, request.body);
      const calls = run.hooks.filter(({ at }) => at >= told && at < now);
      for (const { payload } of calls) await post(`${hooks}/hooks`, payload, { 'x-delivery': 'once' });
    }
    plan.spend(waiting, told, now);
    const limits = { rate_limits: handedLimits(plan, now) };
    if (!signal.aborted) await post(`${hooks}/statusline`, limits, { authorization: `Bearer ${token}` });
    told = now;
    waiting = waiting.filter(({ hooks: calls }) => (calls.at(-1)?.at ?? 0) >= now);
    await sleep(interval, undefined, { signal }).catch(() => undefined);
  }
};
