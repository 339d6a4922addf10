/** `ABC-123`, as most trackers write it; in branches of any case. */
const usualTicket = /(?<![A-Za-z0-9])([A-Za-z][A-Za-z0-9]{1,9}-\d{1,7})(?![A-Za-z0-9])/;

/** The ticket that a branch names. A pattern with a group takes the group. */
export const ticketIn = (branch: string, pattern: RegExp = usualTicket): string | undefined => {
  const found = pattern.exec(branch);
  return (found?.[1] ?? found?.[0])?.toUpperCase();
};
