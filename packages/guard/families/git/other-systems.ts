import { ask, definePatterns } from '../../findings/pattern.ts';
import { program } from '../../program/program.ts';

// biome-ignore format: a table
export const otherSystemPatterns = definePatterns({
  'vcs-discard': { category: 'git', decision: ask, brief: 'Throws away changes or commits of a repository that is not git\'s', why: 'What was not committed, or only there, is lost.', suggestion: 'Look at the difference first, and shelve it.', catches: ['hg update --clean', 'svn revert -R .'], spares: ['hg status', 'svn update'] },
});

const discard = otherSystemPatterns['vcs-discard'];

/** Mercurial, Subversion and others. */
export const otherSystemPrograms = {
  hg: program({
    reads: '',
    short: 'rRm',
    valued: 'rev repository config cwd message',
    rules: {
      'update|up|co|checkout|merge -C|--clean': discard,
      'purge|strip|rollback|prune': discard,
      'revert -a|--all|-C|--no-backup': discard,
      'shelve -d|--delete|--cleanup': discard,
      'push -f|--force': discard,
    },
    harmless: 'help n dry-run print p',
  }),
  svn: program({
    reads: '',
    short: 'rmF',
    valued: 'message revision depth',
    rules: {
      'revert -R|--recursive|--depth=infinity': discard,
      'cleanup --remove-unversioned|--remove-ignored': discard,
      'delete|del|remove|rm -m|--message': discard,
    },
  }),
  bzr: program({ reads: '', rules: { 'revert|uncommit|clean-tree': discard } }),
  p4: program({ reads: '', rules: { 'revert|obliterate|delete|clean': discard } }),
};
