/** Sources shorter than this are parsed whatever they hold: nothing in them takes long. */
const short = 16_384;

/** Deepest nesting of brackets a source may open, and most here-documents and back quotes, before it counts as an attack. */
const deepest = 500;
const mostDocuments = 100;
const mostBackquotes = 20_000;
const mostSemicolons = 100_000;

/**
 * Whether a source nests so deeply, or holds so many here-documents in one line or commands, that parsing it would take time out of
 * proportion to its length. One pass, without regard to quotes: it only has to tell programs from attacks.
 */
export const nestsBeyondReason = (source: string): boolean => {
  if (source.length < short) return false;
  let round = 0;
  let curly = 0;
  let documents = 0;
  let backquotes = 0;
  let semicolons = 0;
  for (let at = 0; at < source.length; at++) {
    const code = source.charCodeAt(at);
    if (code === 40) round++;
    else if (code === 41) round = Math.max(0, round - 1);
    else if (code === 123) curly++;
    else if (code === 125) curly = Math.max(0, curly - 1);
    else if (code === 96) backquotes++;
    else if (code === 59) semicolons++;
    else if (code === 10) documents = 0;
    else if (code === 60 && source.charCodeAt(at + 1) === 60) documents++;
    else continue;
    if (round > deepest || curly > deepest || documents > mostDocuments) return true;
    if (backquotes > mostBackquotes || semicolons > mostSemicolons) return true;
  }
  return false;
};
