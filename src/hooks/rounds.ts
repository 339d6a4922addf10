export interface Rounds {
  /** Resolves when the round under way has ended; no other begins. */
  readonly stop: () => Promise<void>;
}

/**
 * Goes one round at once, and each next one a pause after the one before has ended: two never run side by side.
 * @param round must not throw; it looks at `isStopping` where it could go on for long
 * @param pauseMilliseconds asked after each round
 */
export const startRounds = (
  round: (isStopping: () => boolean) => Promise<void>,
  pauseMilliseconds: () => number,
): Rounds => {
  let isStopping = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const next = () => {
    running = round(() => isStopping).then(() => {
      if (!isStopping) timer = setTimeout(next, pauseMilliseconds());
    });
  };
  next();
  return {
    stop: async () => {
      isStopping = true;
      clearTimeout(timer);
      await running;
    },
  };
};
