import type { OptionSpec } from './options.ts';

/** How each subcommand's options are read. */
// biome-ignore format: a table
export const specs: Record<string, OptionSpec> = {
  reset: { valued: ['pathspec-from-file'], long: ['hard', 'soft', 'mixed', 'merge', 'keep', 'help', 'quiet', 'recurse-submodules'] },
  checkout: { short: 'UbB', valued: ['conflict', 'orphan', 'pathspec-from-file', 'unified', 'inter-hunk-context'], long: ['force', 'ours', 'theirs', 'merge', 'patch', 'quiet', 'detach', 'track', 'no-track', 'guess', 'recurse-submodules', 'no-recurse-submodules', 'no-patch', 'progress', 'overlay'] },
  switch: { short: 'cC', valued: ['conflict', 'orphan'], long: ['force', 'discard-changes', 'create', 'force-create', 'detach', 'merge', 'quiet', 'guess', 'track', 'no-merge'] },
  restore: { short: 's', valued: ['source', 'pathspec-from-file', 'conflict'], long: ['staged', 'worktree', 'no-staged', 'no-worktree', 'quiet', 'ours', 'theirs', 'patch', 'help'] },
  clean: { short: 'e', valued: ['exclude'], long: ['force', 'dry-run', 'quiet', 'interactive', 'no-force', 'no-dry-run'] },
  push: { short: 'o', valued: ['push-option', 'repo', 'receive-pack', 'exec'], long: ['force', 'force-with-lease', 'force-if-includes', 'dry-run', 'mirror', 'delete', 'prune', 'tags', 'all', 'set-upstream', 'no-verify', 'no-force'] },
  branch: { short: 'u', valued: ['set-upstream-to', 'sort', 'contains', 'merged', 'points-at', 'format', 'list'], long: ['delete', 'force', 'move', 'copy', 'all', 'remotes', 'show-current'] },
  stash: { short: 'm', valued: ['message'] },
  worktree: { short: 'bB', long: ['force'] },
  reflog: { long: ['expire', 'expire-unreachable', 'all', 'dry-run', 'rewrite', 'updateref', 'stale-fix', 'verbose'] },
  gc: { long: ['prune', 'aggressive', 'auto', 'quiet', 'force', 'no-prune'] },
  prune: { valued: [], long: ['expire', 'dry-run', 'verbose', 'progress'] },
  commit: { short: 'mFCct', valued: ['message', 'file', 'reuse-message', 'reedit-message', 'fixup', 'squash', 'author', 'date', 'template', 'cleanup', 'trailer', 'pathspec-from-file'], long: ['amend', 'all', 'no-verify', 'dry-run', 'signoff', 'allow-empty'] },
  rebase: { short: 'xsXC', valued: ['exec', 'onto', 'strategy', 'strategy-option'] },
  tag: { short: 'mFuln', valued: ['message', 'file', 'local-user', 'sort', 'format', 'contains', 'points-at', 'list'], long: ['delete', 'force', 'annotate', 'sign'] },
  'filter-branch': { valued: ['index-filter', 'tree-filter', 'msg-filter', 'env-filter', 'commit-filter', 'parent-filter', 'tag-name-filter', 'subdirectory-filter', 'original', 'state-branch'] },
  rm: { valued: ['pathspec-from-file'], long: ['force', 'cached', 'dry-run', 'quiet', 'ignore-unmatch', 'sparse', 'no-force', 'no-dry-run'] },
  show: { short: 'nUGSO', valued: ['format', 'pretty', 'stat', 'since', 'until'] },
  diff: { short: 'nUGSO', valued: ['word-diff-regex', 'src-prefix', 'dst-prefix'] },
  log: { short: 'nGSUL', valued: ['format', 'pretty', 'since', 'until', 'author', 'grep', 'after', 'before', 'date', 'max-count', 'diff-filter'] },
  grep: { short: 'efABCm', valued: ['after-context', 'before-context', 'context', 'max-count', 'max-depth', 'threads'] },
  'hash-object': { short: 't' },
  'update-ref': { short: 'm', long: ['stdin', 'no-deref'] },
  submodule: { long: ['force', 'all'] },
};
