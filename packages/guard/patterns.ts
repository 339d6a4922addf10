import { deletePatterns } from './effects/delete.ts';
import { disclosurePatterns } from './effects/disclosure.ts';
import { movePatterns } from './effects/move.ts';
import { originPatterns } from './effects/origin.ts';
import { protectedPatterns } from './effects/protected.ts';
import { secretPatterns } from './effects/secrets.ts';
import { writePatterns } from './effects/write.ts';
import { familyPatterns } from './families/index.ts';
import type { Pattern } from './findings/pattern.ts';
import { unreadablePatterns } from './findings/unreadable.ts';
import { forkBombPatterns } from './shell/fork-bomb.ts';
import { hardCodedPatterns } from './tools/hard-coded.ts';
import { toolPatterns } from './tools/tool.ts';

/** Every pattern by its id. */
export const patternById = {
  ...deletePatterns,
  ...movePatterns,
  ...secretPatterns,
  ...disclosurePatterns,
  ...writePatterns,
  ...originPatterns,
  ...protectedPatterns,
  ...familyPatterns,
  ...toolPatterns,
  ...hardCodedPatterns,
  ...forkBombPatterns,
  ...unreadablePatterns,
};

export type PatternId = keyof typeof patternById;

/** Every pattern, in the order of the documentation. */
export const patterns: readonly Pattern<PatternId>[] = Object.values(patternById);

export const patternIds = Object.keys(patternById) as [PatternId, ...PatternId[]];
