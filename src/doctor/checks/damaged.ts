import { damagedFiles } from '../../runtime/damaged.ts';
import { defineCheck, warning } from '../check.ts';

export const damaged = defineCheck({
  id: 'damaged',
  title: 'Damaged files',
  group: 'surroundings',
  needs: [],
  problems: {
    'set-aside': warning(
      'A damaged file was set aside, or one was gone. What could be read of it is counted; the rest is missing from the numbers.',
      'check the disk; then restore a backup, or delete the files below to accept the loss',
    ),
  },
  run: ({ home }) => {
    const evidence = damagedFiles(home);
    return evidence.length > 0 ? { problem: 'set-aside', evidence } : { ok: 'none' };
  },
});
