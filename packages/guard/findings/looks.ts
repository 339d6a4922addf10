/**
 * Words that make source the shell cannot read worth stopping, each only where a command can stand. Every repetition is
 * bounded, so that the search stays linear on any input.
 */
const danger =
  /(?:^|[\s;&|({`"'/])(?:rm\s{1,9}(?:-\S{1,40}\s{1,9}){0,4}-\w{0,20}r|mkfs(?:\.\w{1,9})?\s|dd\s[^\n]{0,200}of=\/dev\/|shred\s|wipefs\s|remove-item\s)/i;

const intoShell = /\|\s{0,9}(?:sudo\s{1,9})?(?:ba|z|da|k)?sh\b/gi;

/** Pipes into shells that are looked at, and how far in front of them a download may stand. */
const mostPipes = 200;
const longestDownload = 300;

/** A pipe into a shell with a download in front of it: the rarer part is looked for first. */
const pipesDownload = (source: string): boolean => {
  let seen = 0;
  for (const { index } of source.matchAll(intoShell)) {
    if (
      /(?:^|[\s;&|({`"'/])(?:curl|wget)\s[^\n|]*$/i.test(
        source.slice(Math.max(0, index - longestDownload), index),
      )
    )
      return true;
    if (++seen >= mostPipes) return true;
  }
  return false;
};

/** Whether text that cannot be parsed looks as if it would destroy something. */
export const looksDangerous = (source: string): boolean => danger.test(source) || pipesDownload(source);
