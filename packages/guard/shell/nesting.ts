/** Sources shorter than this are parsed whatever they hold: nothing in them takes long. */
const short = 16_384;

/** What may be open or repeated in a source, and how often, before it counts as an attack. */
const limits = { round: 500, curly: 500, documents: 100, backquotes: 20_000, semicolons: 100_000 };

const mostByKind = Object.values(limits);
const [round, curly, documents, backquotes, semicolons] = [0, 1, 2, 3, 4];

/** Which count a character changes, and by how much. */
// biome-ignore format: a table
const changes: Readonly<Record<string, readonly [number, number]>> = {
  '(': [round, 1], ')': [round, -1], '{': [curly, 1], '}': [curly, -1], '`': [backquotes, 1], ';': [semicolons, 1],
};

/**
 * Whether a source nests so deeply, or holds so many here-documents in one line or commands, that parsing it would take time
 * out of proportion to its length. One pass, without regard to quotes: it only has to tell programs from attacks.
 */
export const nestsBeyondReason = (source: string): boolean => {
  if (source.length < short) return false;
  const counts = [0, 0, 0, 0, 0];
  for (const [found] of source.matchAll(/[(){}`;\n]|<</g)) {
    const [which, by] =
      found === '\n' ? [documents, -(counts[documents] as number)] : (changes[found] ?? [documents, 1]);
    counts[which] = Math.max(0, (counts[which] as number) + by);
    if ((counts[which] as number) > (mostByKind[which] as number)) return true;
  }
  return false;
};
