import { type SurroundingsOptions, surroundingsOf } from '../surroundings.ts';
import { gatherSections, type Section } from './contents.ts';
import { knownHere } from './known.ts';
import { createScrub } from './scrub.ts';

/** What the archive would hold: everything scrubbed, names of files included. Writes nothing. */
export const scrubbedSections = async (options: SurroundingsOptions = {}): Promise<readonly Section[]> => {
  const at = surroundingsOf(options);
  const scrub = createScrub(await knownHere(at.home, at.config, at.env));
  const sections = await gatherSections(at);
  return sections.map(({ name, what, text }) => ({ name, what, text: scrub(text) }));
};
