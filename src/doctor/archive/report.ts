import { type Options, surroundingsOf } from '../surroundings.ts';
import { gatherReport, type Section } from './contents.ts';
import { knownHere } from './known.ts';
import { createScrub } from './scrub.ts';

/** What a report would hold: everything scrubbed, names of files included. Writes nothing. */
export const scrubbedReport = async (options: Options = {}): Promise<readonly Section[]> => {
  const at = surroundingsOf(options);
  const scrub = createScrub(await knownHere(at.home, at.config, at.env));
  const sections = await gatherReport(at);
  return sections.map(({ name, what, text }) => ({ name, what, text: scrub(text) }));
};
