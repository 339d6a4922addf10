import { damagedText } from './damage.ts';

/** Most reads of one table that fail, before the rest of it is given up. */
const mostFailures = 20_000;

/** Runs `work`; false where the file is too damaged for it. */
export const couldRead = (work: () => void): boolean => {
  try {
    work();
    return true;
  } catch (error) {
    const { message } = error as Error;
    if (damagedText.test(message) || /no such/.test(message)) return false;
    throw error;
  }
};

/**
 * Reads the rows of a table whose numbers lie in a range, around whatever cannot be read: where a read fails, what is left
 * of the range is halved, down to single rows. `read` reports each row number that it has read.
 */
export const readAround = (
  read: (from: bigint, to: bigint, isRead: (row: bigint) => void) => void,
  first: bigint,
  last: bigint,
): void => {
  let failures = 0;
  const ranges: [bigint, bigint][] = [[first, last]];
  for (let range = ranges.pop(); range && failures < mostFailures; range = ranges.pop()) {
    let [from] = range;
    const [, to] = range;
    const isWhole = couldRead(() =>
      read(from, to, (row) => {
        from = row + 1n;
      }),
    );
    if (isWhole || from >= to) continue;
    failures += 1;
    const middle = (from + to) >> 1n;
    ranges.push([middle + 1n, to], [from, middle]);
  }
};
