import { definePatterns, deny } from '../findings/pattern.ts';
import type { Reading } from '../findings/reading.ts';
import { type Places, pathsOf, type Standing } from '../paths/path.ts';
import { type Place, placeOf } from '../paths/place.ts';
import { mark, plain } from '../text/text.ts';
import { reportProtected } from './protected.ts';

// biome-ignore format: a table
export const movePatterns = definePatterns({
  'move-away': { category: 'delete', decision: deny, brief: 'Moves away a folder that everything depends on', why: 'It is as good as deleting it.', suggestion: 'Copy instead.', catches: ['mv /* /tmp', 'mv .git /tmp/x'], spares: ['mv dist /tmp/dist-old'] },
});

/** `mv`: moving a root, a home, a parent or the repository's own data away is as good as deleting it. */
const carriedOff = new Set<Place>(['root', 'home', 'parent', 'project', 'git']);

/** Whether moving a path takes away what everything depends on. */
const carriesOff = (path: string, target: string | undefined, places: Places): boolean => {
  const place = placeOf(path, places);
  if (place === 'system') return /^\/(etc|boot|usr|bin|sbin|lib)/.test(path);
  if (!carriedOff.has(place) || isInsideGit(path)) return false;
  // Each thing that a search found: moved elsewhere rather than given another name.
  if (path.endsWith(mark.each)) return !target?.includes(mark.each);
  // Files of one ending, wherever they lie.
  if (/\/[^/]*\uE010\.\w+$/.test(path)) return false;
  // Moving files of the project by wildcard is ordinary; moving everything at a root or home is not.
  return place !== 'project' || path === places.project;
};

export const reportMoved = (
  words: readonly string[],
  target: string | undefined,
  { reading, state }: { readonly reading: Reading; readonly state: Standing },
): void => {
  for (const word of words) {
    for (const path of pathsOf(word, state))
      if (carriesOff(path, target, reading.places)) reading.report(movePatterns['move-away'], plain(word));
    reportProtected(word, reading, state, 'whole');
  }
};

const isInsideGit = (path: string): boolean => /\/\.git\/./.test(path);
