import type { Handling } from '../../config/schema.ts';
import type { TranscriptRow } from '../../ledger/transcripts/row.ts';
import { keptText } from '../../redaction/kept-text.ts';
import type { TranscriptText } from '../../transcripts/texts.ts';
import type { KeptContents } from '../journal/event-record.ts';
import type { Hasher } from '../keyed-hash.ts';

/** Most of one text that is kept. */
const mostCharacters = 20_000;

const handlingOf = ({ kind }: TranscriptText, privacy: KeptContents): Handling => {
  if (kind === 'prompt') return privacy.prompts;
  return kind === 'response' ? privacy.responses : privacy.tools;
};

/** Cut before, so that the time is bounded, and after, so that no secret is cut in half and stays. */
const cleaned = (text: string): string => {
  const clean = keptText(text.slice(0, mostCharacters * 2));
  return clean.length > mostCharacters ? `${clean.slice(0, mostCharacters)}…` : clean;
};

/** A text as it may be kept: whole without secrets, addresses and phone numbers, as a keyed hash, or its length alone. */
export const keptRow = (said: TranscriptText, privacy: KeptContents, hasher: Hasher): TranscriptRow => {
  const { text, ...rest } = said;
  const handling = handlingOf(said, privacy);
  const kept = { keep: () => cleaned(text), hash: () => `hash ${hasher.hash(text)}`, drop: () => undefined };
  return { ...rest, characters: text.length, text: kept[handling]() };
};
