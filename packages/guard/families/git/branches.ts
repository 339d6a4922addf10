import { ask, definePatterns } from '../../findings/pattern.ts';
import { reportCall } from '../../program/report.ts';
import { dry, lastOf, type ReadSubcommand, type Subcommand } from './subcommand.ts';

// biome-ignore format: a table
export const branchPatterns = definePatterns({
  'git-push-force': { category: 'git', decision: ask, brief: 'Overwrites a branch on the server', why: 'Commits of others can be lost.', suggestion: 'Use --force-with-lease.', catches: ['git push --force', 'git push origin +main'], spares: ['git push --force-with-lease'] },
  'git-push-delete': { category: 'git', decision: ask, brief: 'Deletes a branch or tag on the server', why: 'Others may depend on it.', suggestion: 'Let a person delete it.', catches: ['git push origin --delete old', 'git push origin :old'], spares: ['git push origin topic'] },
  'git-branch-delete': { category: 'git', decision: ask, brief: 'Deletes or moves a branch without asking whether it is merged', why: 'Commits only it held are hard to find again.', suggestion: 'Use `git branch -d`.', catches: ['git branch -D old', 'git update-ref -d refs/heads/main'], spares: ['git branch -d old'] },
  'git-tag-delete': { category: 'git', decision: ask, brief: 'Deletes or moves a tag', why: 'Releases are found by their tags.', suggestion: 'Make a new tag.', catches: ['git tag -d v1'], spares: ['git tag v1.0.0', "git tag -l 'v1.*'"] },
});

const push: ReadSubcommand = (given, call) => {
  if (dry(given) || given.has('help')) return undefined;
  const refs = given.operands.slice(1);
  const forced = lastOf(given, ['f', 'force'], ['no-force'], false);
  if (forced || given.has('mirror') || refs.some((ref) => /(^|:)\+/.test(ref)))
    return reportCall(branchPatterns['git-push-force'], call);
  if (given.has('d', 'delete', 'prune') || refs.some((ref) => /^:./.test(ref)))
    return reportCall(branchPatterns['git-push-delete'], call);
  return undefined;
};

const branch: ReadSubcommand = (given, call) => {
  const deletes = given.has('D') || (given.has('d', 'delete') && given.has('f', 'force'));
  const moves = given.has('f', 'force', 'M', 'C');
  return deletes || moves ? reportCall(branchPatterns['git-branch-delete'], call) : undefined;
};

/** `update-ref refs/heads/main HEAD~5`: commits that only the branch held are lost. */
const movesBack = ([name = '', value = '']: readonly string[]): boolean =>
  /^(refs\/heads\/|HEAD$)/.test(name) &&
  (/[~^]/.test(value) || /(^|\/)(main|master|trunk|develop|HEAD)$/.test(name));

const updateRef: ReadSubcommand = (given, call) =>
  given.has('d', 'delete', 'stdin') || movesBack(given.operands)
    ? reportCall(branchPatterns['git-branch-delete'], call)
    : undefined;

const symbolicRef: ReadSubcommand = (given, call) =>
  given.has('d', 'delete') ? reportCall(branchPatterns['git-branch-delete'], call) : undefined;

/** Commands of git-extras that delete branches here and on the server. */
const removesBranch: ReadSubcommand = (_, call) => reportCall(branchPatterns['git-branch-delete'], call);

const tag: ReadSubcommand = (given, call) =>
  given.has('d', 'delete', 'f', 'force') ? reportCall(branchPatterns['git-tag-delete'], call) : undefined;

// biome-ignore format: a table
export const branchSubcommands: Readonly<Record<string, Subcommand>> = {
  push: { options: { short: 'o', valued: 'push-option repo receive-pack exec', long: 'force force-with-lease force-if-includes dry-run mirror delete prune tags all set-upstream no-verify no-force' }, read: push },
  branch: { options: { short: 'u', valued: 'set-upstream-to sort contains merged points-at format list', long: 'delete force move copy all remotes show-current' }, read: branch },
  'update-ref': { options: { short: 'm', long: 'stdin no-deref' }, read: updateRef },
  'symbolic-ref': { read: symbolicRef },
  ...Object.fromEntries(['delete-branch', 'delete-merged-branches', 'delete-squashed-branches', 'unpublish'].map((name) => [name, { read: removesBranch }])),
  'delete-tag': { read: (_, call) => reportCall(branchPatterns['git-tag-delete'], call) },
  tag: { options: { short: 'mFuln', valued: 'message file local-user sort format contains points-at list', long: 'delete force annotate sign' }, read: tag },
};
