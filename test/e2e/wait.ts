import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again until the answer is there, and fails with what was answered last when it never comes. */
export const waitFor = async <T>(
  what: string,
  ask: () => Promise<T | undefined | false>,
  { forMs = 30_000, everyMs = 100 } = {},
): Promise<T> => {
  const deadline = Date.now() + forMs;
  let last: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline)
      throw new Error(`${what} did not happen in ${forMs / 1000} s`, { cause: last });
    await sleep(everyMs);
  }
};
