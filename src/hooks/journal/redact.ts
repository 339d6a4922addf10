import { keptText } from '../../redaction/kept-text.ts';

/** Most of a text that is kept, in characters. */
const keptCharacters = 2000;

/** `text` with everything that looks like a secret, an e-mail address or a phone number replaced, cut to 2,000 characters. */
export const redact = (text: string): string => {
  // Cut generously first, so that the time is bounded, and again after, so that no secret is cut in half and stays.
  const clean = keptText(text.slice(0, keptCharacters * 8));
  return clean.length > keptCharacters ? `${clean.slice(0, keptCharacters)}…` : clean;
};
