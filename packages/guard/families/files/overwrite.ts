import { deletePatterns, reportDelete } from '../../effects/delete.ts';
import { isRawDevice } from '../../effects/devices.ts';
import { reportSecret } from '../../effects/secrets.ts';
import { writePatterns } from '../../effects/write.ts';
import { ask, definePatterns } from '../../findings/pattern.ts';
import type { Reading } from '../../findings/reading.ts';
import { pathsOf } from '../../paths/path.ts';
import { placeOf } from '../../paths/place.ts';
import { options } from '../../program/options.ts';
import type { Program } from '../../shell/shell.ts';
import type { State } from '../../shell/state.ts';
import { plain } from '../../text/text.ts';

// biome-ignore format: a table
export const overwritePatterns = definePatterns({
  'shred': { category: 'delete', decision: ask, brief: 'Empties or overwrites files so that nothing brings them back', why: 'There is no undo, not even by recovery tools.', suggestion: 'Move the file away instead.', catches: ['shred -u notes.txt', 'truncate -s 0 src/index.ts'], spares: [': > logs/app.log'] },
});

/** Overwrites or empties what it deletes: nothing comes back, so it is asked about anywhere. */
const shred: Program = ({ args, name, reading, state }) => {
  const given = options(args, {
    short: 'nsr',
    valued: 'size iterations random-source reference',
    long: 'remove help version',
  });
  if (given.has('help', 'version') || (name === 'truncate' && !given.has('s', 'size', 'r', 'reference')))
    return '';
  const grows = name === 'truncate' && /^\+/.test(given.value('s', 'size') ?? '');
  for (const operand of given.operands) overwrite(operand, reading, state, !grows);
  return '';
};

const overwrite = (word: string, reading: Reading, state: State, destroys: boolean): void => {
  if (reportSecret(word, reading, state, 'write')) return;
  for (const path of pathsOf(word, state)) {
    if (reading.isAllowedPath(path)) continue;
    if (isRawDevice(path)) reading.report(writePatterns['device-write'], plain(path));
    const place = placeOf(path, reading.places);
    if (place === 'system') reading.report(deletePatterns['delete-system-file'], plain(path));
    if (destroys && place !== 'temp') reading.report(overwritePatterns['shred'], plain(word));
  }
};

/** `srm`, `wipe`: as `rm` by place, and as `shred` everywhere. */
const secureRemove: Program = (call) => {
  const deep = options(call.args).has('r', 'R', 'recursive');
  for (const operand of options(call.args).operands) {
    reportDelete(operand, call.reading, call.state, deep);
    overwrite(operand, call.reading, call.state, true);
  }
  return '';
};

export const overwritePrograms: Record<string, Program> = {
  shred,
  gshred: shred,
  truncate: shred,
  srm: secureRemove,
  wipe: secureRemove,
};
