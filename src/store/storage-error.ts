/** SQLite's result codes that speak of the request, not of the store: too big, constraint, mismatch, range. */
const codesOfRequest: ReadonlySet<number> = new Set([18, 19, 20, 25]);

interface CodedError {
  readonly code?: unknown;
  readonly errcode?: unknown;
}

/**
 * Whether an error is the store's (a full disk, a failed read, a lock, a damaged or closed file), so that the same work
 * can succeed later. All else lies in the work itself.
 */
export const isStorageError = (error: unknown): boolean => {
  const { code, errcode } = (typeof error === 'object' && error !== null ? error : {}) as CodedError;
  if (code === 'ERR_INVALID_STATE') return true;
  return code === 'ERR_SQLITE_ERROR' && !codesOfRequest.has(Number(errcode) & 0xff);
};
