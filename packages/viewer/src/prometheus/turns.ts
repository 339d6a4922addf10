/**
 * Lets at most so many run at a time, the others in the order in which they came.
 * @param most how many run at a time
 */
export const inTurns = (most: number): (<Result>(run: () => Promise<Result>) => Promise<Result>) => {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (run) => {
    if (running < most) running += 1;
    // The one that ends hands its turn over, so that no other comes in between.
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await run();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
};
