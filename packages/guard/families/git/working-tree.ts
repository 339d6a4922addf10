import { reportDelete } from '../../effects/delete.ts';
import { reportWrite } from '../../effects/write.ts';
import { ask, definePatterns } from '../../findings/pattern.ts';
import { pathsOf } from '../../paths/path.ts';
import { placeOf } from '../../paths/place.ts';
import type { Options } from '../../program/options.ts';
import { reportCall } from '../../program/report.ts';
import { runText } from '../../program/run.ts';
import type { Invocation } from '../../shell/shell.ts';
import { plain, toSource } from '../../text/text.ts';
import { dry, lastOf, type ReadSubcommand, type Subcommand } from './subcommand.ts';

// biome-ignore format: a table
export const workingTreePatterns = definePatterns({
  'git-reset-hard': { category: 'git', decision: ask, brief: 'Throws uncommitted changes away', why: 'Changes that were never committed cannot be brought back.', suggestion: 'Commit or stash first.', catches: ['git reset --hard', 'git -C . reset --hard HEAD~1', 'git reset --h'], spares: ['git reset --soft HEAD~1'] },
  'git-checkout-paths': { category: 'git', decision: ask, brief: 'Overwrites files of the working tree', why: 'Uncommitted changes to them are lost.', suggestion: 'Commit or stash first.', catches: ['git checkout -- src/index.ts', 'git checkout .', 'git switch -f main'], spares: ['git checkout -b topic', 'git switch main'] },
  'git-restore': { category: 'git', decision: ask, brief: 'Overwrites files of the working tree', why: 'Uncommitted changes to them are lost.', suggestion: 'Commit or stash first.', catches: ['git restore src/index.ts'], spares: ['git restore --staged .'] },
  'git-clean': { category: 'git', decision: ask, brief: 'Deletes files git does not know', why: 'Nothing else holds a copy of them.', suggestion: 'Look with `git clean -n` first.', catches: ['git clean -fd', 'git clean . -f'], spares: ['git clean -nd', 'git clean --forc --dry-r'] },
  'git-stash-drop': { category: 'git', decision: ask, brief: 'Deletes stashed changes', why: 'A stash is often the only copy.', suggestion: 'Apply it first.', catches: ['git stash drop', 'git stash clear'], spares: ['git stash list'] },
  'git-worktree-remove': { category: 'git', decision: ask, brief: 'Deletes a working tree with its changes', why: 'Uncommitted changes in it are lost.', suggestion: 'Remove it without --force.', catches: ['git worktree remove --force ../wt'], spares: ['git worktree remove ../wt'] },
  'git-submodule-deinit': { category: 'git', decision: ask, brief: 'Empties a submodule with its changes', why: 'Uncommitted changes in it are lost.', suggestion: 'Commit or stash first.', catches: ['git submodule deinit -f --all'], spares: ['git submodule update'] },
  'git-rm-forced': { category: 'git', decision: ask, brief: 'Deletes tracked files although they were changed', why: 'The changes are lost.', suggestion: 'Use `git rm --cached`, or leave out --force.', catches: ['git rm -f file.txt'], spares: ['git rm -n -f file.txt', 'git rm --cached file'] },
});

/** The name under which `git clean` is read where the configuration lets it delete without being forced. */
export const cleansUnasked = 'git -c clean.requireForce=false clean';

const reset: ReadSubcommand = (given, call) =>
  given.has('hard', 'merge', 'keep') && !given.has('help')
    ? reportCall(workingTreePatterns['git-reset-hard'], call)
    : undefined;

const dashes = (call: Invocation): boolean => call.args.includes('--');

const creates = (given: Options): boolean =>
  given.has('b', 'B', 'c', 'create', 'orphan', 'detach', 'd', 'track', 't');

const submoduleMode = /^(on-demand|yes|no|true|false|checkout)$/;

/** Whether operands of `checkout` are paths: a second one always is, a first one when it looks like nothing else. */
const namesPaths = (given: Options): boolean => {
  if (creates(given)) return false;
  const moded = given.has('recurse-submodules') && submoduleMode.test(given.operands[0] ?? '');
  const [first = '', ...paths] = moded ? given.operands.slice(1) : given.operands;
  return paths.length > 0 || /^\.{1,2}(\/|$)|^\.\w|[*\uE010]|^:/.test(first);
};

/** `checkout` throws work away when it is forced or is given paths. */
const checkout: ReadSubcommand = (given, call) => {
  const afterDashes = dashes(call) ? call.args.slice(call.args.indexOf('--') + 1) : [];
  const overwrites = given.has('f', 'force', 'pathspec-from-file', 'ours', 'theirs');
  if (overwrites || afterDashes.length > 0 || namesPaths(given))
    reportCall(workingTreePatterns['git-checkout-paths'], call);
  for (const word of [...afterDashes, ...given.operands.slice(1)])
    reportWrite(word, call.reading, call.state);
  return undefined;
};

const switchTo: ReadSubcommand = (given, call) =>
  given.has('f', 'force', 'discard-changes')
    ? reportCall(workingTreePatterns['git-checkout-paths'], call)
    : undefined;

const restore: ReadSubcommand = (given, call) => {
  if (given.has('h', 'help')) return undefined;
  const chosen = given.has('S', 'staged', 'no-staged');
  const worktree = lastOf(given, ['W', 'worktree'], ['no-worktree'], !chosen);
  for (const word of given.operands) reportWrite(word, call.reading, call.state);
  const paths = given.operands.length > 0 || given.has('pathspec-from-file');
  return worktree && paths ? reportCall(workingTreePatterns['git-restore'], call) : undefined;
};

/** Places that hold far more than a repository: what git does not know there is nearly everything. */
const isNoRepository = (path: string, call: Invocation): boolean =>
  /^(root|home|system)$/.test(placeOf(path, call.reading.places));

const clean: ReadSubcommand = (given, call) => {
  const forced = lastOf(given, ['f', 'force'], ['no-force'], call.name === cleansUnasked);
  if (!forced || dry(given) || given.has('help', 'h')) return undefined;
  const { reading, state } = call;
  for (const word of given.operands.length > 0 ? given.operands : ['.'])
    if (pathsOf(word, state).some((path) => isNoRepository(path, call)))
      reportDelete(word, reading, state, true);
  return reportCall(workingTreePatterns['git-clean'], call);
};

const stash: ReadSubcommand = (given, call) => {
  const [verb, ...paths] = given.operands;
  if (verb === 'push') for (const word of paths) reportWrite(word, call.reading, call.state);
  if (verb === 'drop' || verb === 'clear') return reportCall(workingTreePatterns['git-stash-drop'], call);
  return undefined;
};

const worktree: ReadSubcommand = (given, call) =>
  given.operands[0] === 'remove' && given.has('f', 'force')
    ? reportCall(workingTreePatterns['git-worktree-remove'], call)
    : undefined;

const readTree: ReadSubcommand = (given, call) =>
  given.has('reset') && given.has('u') && !dry(given)
    ? reportCall(workingTreePatterns['git-reset-hard'], call)
    : undefined;

const submodule: ReadSubcommand = (given, call) => {
  const [verb, ...rest] = given.operands;
  if (verb === 'deinit' && given.has('f', 'force'))
    return reportCall(workingTreePatterns['git-submodule-deinit'], call);
  if (verb === 'foreach')
    runText(
      call.args
        .slice(call.args.indexOf('foreach') + 1)
        .filter((word) => !/^--(recursive|quiet)$/.test(word))
        .map((word) => (rest.length > 1 ? toSource([word]) : plain(word)))
        .join(' '),
      call,
    );
  return undefined;
};

/** `git rm`: the index only with `--cached`, else the file as well. */
const remove: ReadSubcommand = (given, call) => {
  if (dry(given) || given.has('cached', 'help')) return undefined;
  for (const word of given.operands) reportDelete(word, call.reading, call.state, false);
  return lastOf(given, ['f', 'force'], ['no-force'], false)
    ? reportCall(workingTreePatterns['git-rm-forced'], call)
    : undefined;
};

/** Commands of git-extras and others that throw work away without asking. */
const discards: ReadSubcommand = (_, call) => reportCall(workingTreePatterns['git-reset-hard'], call);

const checkoutIndex: ReadSubcommand = (given, call) =>
  given.has('f', 'force') && !given.has('prefix', 'temp')
    ? reportCall(workingTreePatterns['git-checkout-paths'], call)
    : undefined;

// biome-ignore format: a table
export const workingTreeSubcommands: Readonly<Record<string, Subcommand>> = {
  ...Object.fromEntries(['clear', 'clear-soft', 'reset-file'].map((name) => [name, { read: discards }])),
  lfs: { read: (given, call) => (given.operands[0] === 'prune' && given.has('f', 'force', 'recent') ? discards(given, call) : undefined) },
  annex: { read: (given, call) => (given.has('force') && /^(drop|dropunused|uninit|unannex)$/.test(given.operands[0] ?? '') ? discards(given, call) : undefined) },
  reset: { options: { valued: 'pathspec-from-file', long: 'hard soft mixed merge keep help quiet recurse-submodules' }, read: reset },
  checkout: { options: { short: 'UbB', valued: 'conflict orphan pathspec-from-file unified inter-hunk-context', long: 'force ours theirs merge patch quiet detach track no-track guess recurse-submodules no-recurse-submodules no-patch progress overlay' }, read: checkout },
  switch: { options: { short: 'cC', valued: 'conflict orphan', long: 'force discard-changes create force-create detach merge quiet guess track no-merge' }, read: switchTo },
  restore: { options: { short: 's', valued: 'source pathspec-from-file conflict', long: 'staged worktree no-staged no-worktree quiet ours theirs patch help' }, read: restore },
  clean: { options: { short: 'e', valued: 'exclude', long: 'force dry-run quiet interactive no-force no-dry-run' }, read: clean },
  stash: { options: { short: 'm', valued: 'message' }, read: stash },
  worktree: { options: { short: 'bB', long: 'force' }, read: worktree },
  'read-tree': { read: readTree },
  submodule: { options: { long: 'force all' }, read: submodule },
  rm: { options: { valued: 'pathspec-from-file', long: 'force cached dry-run quiet ignore-unmatch sparse no-force no-dry-run' }, read: remove },
  'checkout-index': { read: checkoutIndex },
};
