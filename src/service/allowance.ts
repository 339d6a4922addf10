/** A number of bytes that may be in use at once. A caller that wants more waits in line. */
export interface Allowance {
  /** Resolves once `bytes` are free; more than the whole allowance waits until all of it is. */
  readonly enter: (bytes: number) => Promise<void>;
  /** Gives back what `enter` was asked for. */
  readonly leave: (bytes: number) => void;
}

export const createAllowance = (limitBytes: number): Allowance => {
  let usedBytes = 0;
  const line: { readonly bytes: number; readonly go: () => void }[] = [];
  const charge = (bytes: number) => Math.min(bytes, limitBytes);
  const fits = (bytes: number) => usedBytes + bytes <= limitBytes;

  return {
    enter: (asked) => {
      const bytes = charge(asked);
      if (line.length === 0 && fits(bytes)) {
        usedBytes += bytes;
        return Promise.resolve();
      }
      return new Promise((go) => {
        line.push({ bytes, go });
      });
    },
    leave: (asked) => {
      usedBytes -= charge(asked);
      for (let next = line[0]; next && fits(next.bytes); next = line[0]) {
        line.shift();
        usedBytes += next.bytes;
        next.go();
      }
    },
  };
};
