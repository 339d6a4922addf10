import { ask, definePatterns } from '../findings/pattern.ts';
import { holdsRealSecret } from '../secrets/shapes.ts';

// biome-ignore format: a table
export const hardCodedPatterns = definePatterns({
  'hard-coded-secret': { category: 'secret', decision: ask, brief: 'Writes what looks like a real secret into a file', why: 'It will be committed and has to be replaced everywhere.', suggestion: 'Read it from the environment.', catches: [], spares: [] },
});
/** Most of a text that is looked at, in characters. */
const mostCharacters = 500_000;

/** Whether a text that is about to be written holds what looks like a real secret. */
export const hardCodedSecret = (text: string, path: string): boolean =>
  !/\.(example|sample|template|dist|snap)$/.test(path) && holdsRealSecret(text.slice(0, mostCharacters));
