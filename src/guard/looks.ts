/** Words that make source the shell cannot read worth stopping, each only where a command can stand. */
const danger =
  /(?:^|[\s;&|({`"'])(?:\S*\/)?(?:rm\s+(?:-\S+\s+)*-\S*r|mkfs(?:\.\w+)?\s|dd\s[^\n]*of=\/dev\/|shred\s|wipefs\s|(?:curl|wget)\s[^\n|]*\|\s*(?:sudo\s+)?(?:ba|z|da|k)?sh\b|remove-item\s)/i;

/** Whether text that cannot be parsed looks as if it would destroy something. One pass, no backtracking over lines. */
export const looksDangerous = (source: string): boolean =>
  (source.length > 100_000 ? chunks(source) : [source]).some((part) => danger.test(part));

/** Long text in overlapping pieces, so that one pathological line cannot cost more than its share. */
const chunks = (source: string): string[] => {
  const pieces: string[] = [];
  for (let at = 0; at < source.length; at += 4000) pieces.push(source.slice(at, at + 4200));
  return pieces;
};
