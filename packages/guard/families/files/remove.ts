import { reportDelete } from '../../effects/delete.ts';
import { allowThenDeny, definePatterns } from '../../findings/pattern.ts';
import { options } from '../../program/options.ts';
import type { Program } from '../../shell/shell.ts';
import { plain } from '../../text/text.ts';

// biome-ignore format: a table
export const removePatterns = definePatterns({
  'delete-forced': { category: 'delete', decision: allowThenDeny, brief: 'Deletes recursively and by force', why: 'The strict profile refuses every `rm` that is recursive and forced.', suggestion: 'Delete without -f, or without -r.', catches: ['rm -rf build'], spares: ['rm -r build'] },
});

/** `rm`: recursion, force, and every operand by its place. */
const rm: Program = ({ args, reading, state }) => {
  const given = options(args, {
    long: 'recursive force help version interactive one-file-system no-preserve-root preserve-root verbose dir',
  });
  // `rm --help` prints its help whatever else is there, but only before the first operand can hide it.
  if (args[0] === '--help' || args[0] === '--version') return '';
  const deep = given.has('r', 'R', 'recursive');
  if (deep && given.has('f', 'force'))
    reading.report(removePatterns['delete-forced'], plain(given.operands.join(' ')));
  for (const operand of given.operands) reportDelete(operand, reading, state, deep);
  return '';
};

/** Programs that delete whole trees without being told to. */
const wholeTree: Program = ({ args, reading, state }) => {
  for (const operand of options(args, { short: 'g' }).operands) reportDelete(operand, reading, state, true);
  return '';
};

const unlink: Program = ({ args, reading, state }) => {
  for (const operand of options(args).operands) reportDelete(operand, reading, state, false);
  return '';
};

export const removePrograms: Record<string, Program> = {
  rm,
  // The same, as a builtin of zsh.
  zf_rm: rm,
  grm: rm,
  unlink,
  rimraf: wholeTree,
  'del-cli': wholeTree,
  del: wholeTree,
  trash: () => '',
  'trash-put': () => '',
  rmdir: () => '',
};
