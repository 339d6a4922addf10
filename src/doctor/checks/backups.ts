import { scheduledEvery } from '../../autostart/schedule.ts';
import { backupNote, isBackupOverdue } from '../../lifecycle/backup/kept.ts';
import { defineCheck, warning } from '../check.ts';

export const backups = defineCheck({
  id: 'backups',
  title: 'Scheduled backups',
  group: 'surroundings',
  needs: [],
  problems: {
    overdue: warning(
      'The scheduled backup was not made, or is gone.',
      'make one now: start-observability backup FOLDER; why it was not made: journalctl --user -u start-observability-backup',
    ),
  },
  run: ({ home }) => {
    const every = scheduledEvery(home, 'backup');
    if (!every) return { ok: 'none scheduled' };
    const now = Date.now();
    const evidence = [backupNote(home, every, now) ?? ''];
    return isBackupOverdue(home, every, now) ? { problem: 'overdue', evidence } : { ok: evidence.join('') };
  },
});
