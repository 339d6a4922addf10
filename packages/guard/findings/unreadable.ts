import { ask, definePatterns, deny } from './pattern.ts';

// biome-ignore format: a table
export const unreadablePatterns = definePatterns({
  'too-complex': { category: 'unreadable', decision: ask, brief: 'Is too long or too deeply nested to be read to the end', why: 'What was not read may be anything.', suggestion: 'Split it into several commands.', catches: [], spares: [] },
  'unreadable': { category: 'unreadable', decision: ask, brief: 'Cannot be read as a command', why: 'It is not known what would run.', suggestion: 'Correct the quotes and brackets.', catches: [], spares: [] },
  'unreadable-dangerous': { category: 'unreadable', decision: deny, brief: 'Cannot be read as a command and looks as if it would destroy something', why: 'It is not known what would run.', suggestion: 'Correct the quotes and brackets.', catches: ["rm -rf ~/x 'oops"], spares: [] },
});
