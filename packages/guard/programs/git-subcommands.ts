import type { Invocation } from '../shell/shell.ts';
import { mark, plain, toSource } from '../shell/text.ts';
import { reportArgument, reportRead, reportWrite } from './access.ts';
import { reportDelete } from './delete.ts';
import { grep, isExcluded, log, shows } from './git-contents.ts';
import type { Options } from './options.ts';
import { runText } from './shells.ts';

/** One git subcommand as read by `git`: what is in its arguments after the subcommand's name. */
export type Subcommand = (given: Options, call: Invocation) => string | undefined;

/** The name under which `git clean` is read where the configuration lets it delete without being forced. */
export const cleansUnasked = 'git -c clean.requireForce=false clean';

export const report = (pattern: string, call: Invocation): undefined => {
  call.reading.report(pattern, plain([call.name, ...call.args].join(' ')));
  return undefined;
};

const reset: Subcommand = (given, call) =>
  given.has('hard', 'merge', 'keep') && !given.has('help') ? report('git-reset-hard', call) : undefined;

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
const checkout: Subcommand = (given, call) => {
  const afterDashes = dashes(call) ? call.args.slice(call.args.indexOf('--') + 1) : [];
  const overwrites = given.has('f', 'force', 'pathspec-from-file', 'ours', 'theirs');
  if (overwrites || afterDashes.length > 0 || namesPaths(given)) report('git-checkout-paths', call);
  for (const word of [...afterDashes, ...given.operands.slice(1)])
    reportWrite(word, call.reading, call.state);
  return undefined;
};

const switchTo: Subcommand = (given, call) =>
  given.has('f', 'force', 'discard-changes') ? report('git-checkout-paths', call) : undefined;

/** The last of two opposite switches wins. */
const lastOf = (given: Options, on: readonly string[], off: readonly string[], start: boolean): boolean => {
  let state = start;
  for (const [name] of given.given) {
    if (on.includes(name)) state = true;
    if (off.includes(name)) state = false;
  }
  return state;
};

const restore: Subcommand = (given, call) => {
  if (given.has('h', 'help')) return undefined;
  const chosen = given.has('S', 'staged', 'no-staged');
  const worktree = lastOf(given, ['W', 'worktree'], ['no-worktree'], !chosen);
  for (const word of given.operands) reportWrite(word, call.reading, call.state);
  const paths = given.operands.length > 0 || given.has('pathspec-from-file');
  return worktree && paths ? report('git-restore', call) : undefined;
};

const dry = (given: Options): boolean => lastOf(given, ['n', 'dry-run'], ['no-dry-run'], false);

const clean: Subcommand = (given, call) => {
  const forced = lastOf(given, ['f', 'force'], ['no-force'], call.name === cleansUnasked);
  return forced && !dry(given) && !given.has('help', 'h') ? report('git-clean', call) : undefined;
};

const push: Subcommand = (given, call) => {
  if (dry(given) || given.has('help')) return undefined;
  const refs = given.operands.slice(1);
  const forced = lastOf(given, ['f', 'force'], ['no-force'], false);
  if (forced || given.has('mirror') || refs.some((ref) => /(^|:)\+/.test(ref)))
    return report('git-push-force', call);
  if (given.has('d', 'delete', 'prune') || refs.some((ref) => /^:./.test(ref)))
    return report('git-push-delete', call);
  return undefined;
};

const branch: Subcommand = (given, call) => {
  const deletes = given.has('D') || (given.has('d', 'delete') && given.has('f', 'force'));
  const moves = given.has('f', 'force', 'M', 'C');
  return deletes || moves ? report('git-branch-delete', call) : undefined;
};

const stash: Subcommand = (given, call) => {
  const [verb, ...paths] = given.operands;
  if (verb === 'push') for (const word of paths) reportWrite(word, call.reading, call.state);
  if (verb === 'drop' || verb === 'clear') return report('git-stash-drop', call);
  return undefined;
};

const worktree: Subcommand = (given, call) =>
  given.operands[0] === 'remove' && given.has('f', 'force') ? report('git-worktree-remove', call) : undefined;

const reflog: Subcommand = (given, call) => {
  const [verb] = given.operands;
  if (dry(given)) return undefined;
  if (
    verb === 'delete' ||
    (verb === 'expire' && (given.has('all', 'expire', 'expire-unreachable') || given.operands.length > 1))
  )
    return report('git-history-expire', call);
  return undefined;
};

/** `--expire=` and `--prune=` with a recent date drop what the reflog would still save. */
const collect: Subcommand = (given, call) => {
  const when = given.value('prune');
  return when !== undefined && /^(now|all|0|today)/.test(when)
    ? report('git-history-expire', call)
    : undefined;
};

const prune: Subcommand = (given, call) =>
  dry(given) || !given.has('expire') ? undefined : report('git-history-expire', call);

const updateRef: Subcommand = (given, call) =>
  given.has('d', 'delete') || given.has('stdin') ? report('git-branch-delete', call) : undefined;

const symbolicRef: Subcommand = (given, call) =>
  given.has('d', 'delete') ? report('git-branch-delete', call) : undefined;

const tag: Subcommand = (given, call) =>
  given.has('d', 'delete', 'f', 'force') ? report('git-tag-delete', call) : undefined;

const rewrite: Subcommand = (given, call) => {
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
    : report('git-history-rewrite', call);
};

const commit: Subcommand = (given, call) => {
  for (const file of given.values('F', 'file', 't', 'template')) reportRead(file, call.reading, call.state);
  return given.has('amend') && !dry(given) ? report('git-amend', call) : undefined;
};

const rebase: Subcommand = (given, call) => {
  for (const source of given.values('x', 'exec')) runText(source, call);
  return undefined;
};

const readTree: Subcommand = (given, call) =>
  given.has('reset') && given.has('u') && !dry(given) ? report('git-reset-hard', call) : undefined;

const submodule: Subcommand = (given, call) => {
  const [verb, ...rest] = given.operands;
  if (verb === 'deinit' && given.has('f', 'force')) return report('git-submodule-deinit', call);
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

const bisect: Subcommand = (given, call) => {
  if (given.operands[0] === 'run')
    call.shell.runWords(call.args.slice(call.args.indexOf('run') + 1), call.state.child());
  return undefined;
};

/** `git rm`: the index only with `--cached`, else the file as well. */
const remove: Subcommand = (given, call) => {
  if (dry(given) || given.has('cached', 'help')) return undefined;
  for (const word of given.operands) reportDelete(word, call.reading, call.state, false);
  return lastOf(given, ['f', 'force'], ['no-force'], false) ? report('git-rm-forced', call) : undefined;
};

const checkoutIndex: Subcommand = (given, call) =>
  given.has('f', 'force') && !given.has('prefix', 'temp') ? report('git-checkout-paths', call) : undefined;

const silent: Subcommand = () => undefined;

const revParse: Subcommand = (given, call) => {
  if (given.has('show-toplevel')) return `${call.reading.places.project}\n`;
  if (given.has('git-dir', 'absolute-git-dir', 'git-common-dir'))
    return `${call.reading.places.project}/.git\n`;
  return mark.unknown;
};

/** Adding a secret copies it into the repository's history. */
const add: Subcommand = (given, call) => {
  if (!dry(given))
    for (const word of given.operands.filter((one) => !isExcluded(one)))
      reportArgument(word, call.reading, call.state);
  return undefined;
};

const lsFiles: Subcommand = (given) =>
  given.operands.length > 0 ? `${given.operands.join('\n')}\n` : `${mark.unknown}\n`;

const configure: Subcommand = (given, call) => {
  const [name = '', value] = given.operands.filter((word) => word !== 'set');
  if (value?.startsWith('!') && name.startsWith('alias.')) runText(value.slice(1), call);
  return mark.unknown;
};

// biome-ignore format: a table
export const subcommands: Record<string, Subcommand> = {
  reset, checkout, switch: switchTo, restore, clean, push, branch, stash, worktree, reflog, gc: collect, prune, 'update-ref': updateRef,
  'symbolic-ref': symbolicRef, tag, 'filter-branch': rewrite, 'filter-repo': rewrite, commit, rebase, 'read-tree': readTree, submodule, bisect,
  rm: remove, show: shows, diff: shows, 'cat-file': shows, 'hash-object': shows, blame: shows, annotate: shows, archive: shows, 'rev-parse': revParse,
  add, stage: add, 'ls-files': lsFiles, config: configure, difftool: shows, log, grep, 'checkout-index': checkoutIndex, apply: silent, mv: (given, call) => {
    for (const word of given.operands) reportWrite(word, call.reading, call.state);
    return undefined;
  },
};
