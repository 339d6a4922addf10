/**
 * Names of tools, skills, models and sessions come from repositories and from whoever sends telemetry. What a terminal
 * would take for a command (escapes, other control characters), what turns the direction of text, and what is invisible
 * is shown as a replacement character.
 */
const unprintable =
  /[\p{Cc}\p{Cs}\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

const replacement = '\ufffd';

/** Text that a terminal shows and does not obey; lines and tabs stay. */
export const printable = (text: string): string =>
  text.replaceAll(unprintable, (character) =>
    character === '\n' || character === '\t' ? character : replacement,
  );

/** The same for what stands in one line. */
export const printableLine = (text: string): string => printable(text).replaceAll(/[\n\t]+/g, ' ');

/** JSON with the same value and without any character that a terminal would obey. */
export const printableJson = (value: unknown): string =>
  JSON.stringify(value, null, 2).replaceAll(unprintable, (character) =>
    character === '\n'
      ? character
      : [...Array(character.length).keys()]
          .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`)
          .join(''),
  );
