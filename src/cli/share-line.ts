/** Where someone sits in front of it, the share of some work done, in one line that is drawn anew; empty at the end. */
export const shareLine =
  (what: string) =>
  (share: number): void => {
    if (!process.stderr.isTTY) return;
    const text = share < 1 ? `${what}: ${Math.round(share * 100)} %` : '';
    process.stderr.write(`\r\x1b[2K${text}`);
  };
