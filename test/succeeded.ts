import { expect } from 'vitest';

/** Holds that a command ended with 0; where it did not, everything it printed is shown. */
export const succeeded = <Ran extends { readonly code?: number | undefined }>(ran: Ran): Ran => {
  expect(ran, JSON.stringify(ran, undefined, 2).replaceAll(String.raw`\n`, '\n')).toMatchObject({ code: 0 });
  return ran;
};
