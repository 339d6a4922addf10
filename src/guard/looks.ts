/**
 * Words that make source the shell cannot read worth stopping, each only where a command can stand. Every repetition is
 * bounded, so that the search stays linear on any input.
 */
const danger =
  /(?:^|[\s;&|({`"'/])(?:rm\s{1,9}(?:-\S{1,40}\s{1,9}){0,4}-\w{0,20}r|mkfs(?:\.\w{1,9})?\s|dd\s[^\n]{0,200}of=\/dev\/|shred\s|wipefs\s|(?:curl|wget)\s[^\n|]{0,300}\|\s{0,9}(?:sudo\s{1,9})?(?:ba|z|da|k)?sh\b|remove-item\s)/i;

/** Whether text that cannot be parsed looks as if it would destroy something. */
export const looksDangerous = (source: string): boolean => danger.test(source);
