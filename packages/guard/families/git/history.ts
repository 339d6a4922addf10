import { reportRead } from '../../effects/secrets.ts';
import { ask, definePatterns } from '../../findings/pattern.ts';
import { reportCall } from '../../program/report.ts';
import { runText } from '../../program/run.ts';
import { dry, type ReadSubcommand, type Subcommand } from './subcommand.ts';

// biome-ignore format: a table
export const historyPatterns = definePatterns({
  'git-history-expire': { category: 'git', decision: ask, brief: 'Deletes what the reflog would still save', why: 'After it, lost commits stay lost.', suggestion: 'Leave garbage collection to git.', catches: ['git reflog expire --expire=now --all', 'git gc --prune=now'], spares: ['git gc', 'git reflog'] },
  'git-history-rewrite': { category: 'git', decision: ask, brief: 'Rewrites the history of the repository', why: 'Every commit gets another name, and old ones go.', suggestion: 'Work on a fresh clone.', catches: ['git filter-branch --tree-filter true HEAD', 'git filter-repo --force'], spares: ['git filter-repo --dry-run --force'] },
  'git-amend': { category: 'git', decision: ask, brief: 'Replaces the last commit', why: 'If it was pushed, others have the old one.', suggestion: 'Make a new commit.', catches: ['git commit --amend'], spares: ['git commit -m x'] },
});

const reflog: ReadSubcommand = (given, call) => {
  const [verb] = given.operands;
  if (dry(given)) return undefined;
  if (
    verb === 'delete' ||
    (verb === 'expire' && (given.has('all', 'expire', 'expire-unreachable') || given.operands.length > 1))
  )
    return reportCall(historyPatterns['git-history-expire'], call);
  return undefined;
};

/** `--expire=` and `--prune=` with a recent date drop what the reflog would still save. */
const collect: ReadSubcommand = (given, call) => {
  const when = given.value('prune');
  return when !== undefined && /^(now|all|0|today)/.test(when)
    ? reportCall(historyPatterns['git-history-expire'], call)
    : undefined;
};

const prune: ReadSubcommand = (given, call) =>
  dry(given) || !given.has('expire') ? undefined : reportCall(historyPatterns['git-history-expire'], call);

const rewrite: ReadSubcommand = (given, call) => {
  for (const source of given.values(
    'index-filter',
    'tree-filter',
    'msg-filter',
    'env-filter',
    'commit-filter',
    'parent-filter',
    'tag-name-filter',
  ))
    runText(source, call);
  const onlyDry = dry(given) || (call.args.includes('--dry-run') && !given.has('replace-text'));
  return onlyDry || given.has('h') || (given.has('help') && given.given.length === 1)
    ? undefined
    : reportCall(historyPatterns['git-history-rewrite'], call);
};

const commit: ReadSubcommand = (given, call) => {
  for (const file of given.values('F', 'file', 't', 'template')) reportRead(file, call.reading, call.state);
  return given.has('amend') && !dry(given) ? reportCall(historyPatterns['git-amend'], call) : undefined;
};

// biome-ignore format: a table
export const historySubcommands: Readonly<Record<string, Subcommand>> = {
  reflog: { options: { long: 'expire expire-unreachable all dry-run rewrite updateref stale-fix verbose' }, read: reflog },
  gc: { options: { long: 'prune aggressive auto quiet force no-prune' }, read: collect },
  prune: { options: { valued: '', long: 'expire dry-run verbose progress' }, read: prune },
  'filter-branch': { options: { valued: 'index-filter tree-filter msg-filter env-filter commit-filter parent-filter tag-name-filter subdirectory-filter original state-branch' }, read: rewrite },
  'filter-repo': { read: rewrite },
  obliterate: { read: rewrite },
  undo: { read: (given, call) => (given.has('h', 'hard') ? reportCall(historyPatterns['git-history-rewrite'], call) : undefined) },
  commit: { options: { short: 'mFCct', valued: 'message file reuse-message reedit-message fixup squash author date template cleanup trailer pathspec-from-file', long: 'amend all no-verify dry-run signoff allow-empty' }, read: commit },
};
