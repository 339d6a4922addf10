import { ask, definePatterns } from '../../findings/pattern.ts';
import { program } from '../../program/program.ts';

// biome-ignore format: a table
export const backupPatterns = definePatterns({
  'backup-delete': { category: 'infrastructure', decision: ask, brief: 'Deletes backups', why: 'They are what is left when all else is lost.', suggestion: 'Let a person do it.', catches: ['restic forget latest', 'borg delete repo::x'], spares: ['restic snapshots', 'borg list repo'] },
});

const remove = backupPatterns['backup-delete'];

export const backupPrograms = {
  restic: program({
    short: 'rpo',
    valued: 'repo password-file tag host path keep-last keep-daily',
    reads: '',
    rules: { 'forget|prune': remove, 'key remove': remove },
  }),
  borg: program({
    valued: 'keep-daily keep-weekly keep-monthly prefix glob-archives',
    rules: { 'delete|prune|compact|recreate': remove },
  }),
  borgmatic: program({ rules: { '... prune|compact|delete|repo-delete': remove } }),
  kopia: program({
    rules: { 'snapshot|repository delete|expire': remove, 'maintenance run --safety=none': remove },
  }),
  duplicity: program({
    rules: { 'remove-all-but-n-full|remove-older-than|remove-all-inc-of-but-n-full|cleanup --force': remove },
  }),
  duplicacy: program({ rules: { prune: remove } }),
  'rdiff-backup': program({ rules: { '--remove-older-than': remove, '... remove': remove } }),
  'wal-g': program({ rules: { '... delete --confirm': remove, 'delete everything': remove } }),
  pgbackrest: program({ valued: 'stanza', rules: { 'expire|stanza-delete': remove } }),
  barman: program({ rules: { delete: remove } }),
  snapper: program({ short: 'c', rules: { '... delete|rm|remove': remove } }),
  timeshift: program({ rules: { '--delete|--delete-all': remove } }),
  tarsnap: program({ rules: { '-d|--nuke': remove } }),
};
