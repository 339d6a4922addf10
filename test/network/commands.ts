import os from 'node:os';
import path from 'node:path';

/** A name that cannot be there, in the folder for temporary files. */
const away = path.join(os.tmpdir(), `network-${process.pid}`);

/**
 * How each command is run while the network is recorded, in order: a stack is up from `start` to `stop`. `false`: what it is
 * for lies beyond this machine, or needs a terminal.
 */
export const invocations: Readonly<Record<string, readonly (readonly string[])[] | false>> = {
  version: [[]],
  start: [['--runtime', 'native']],
  setup: [['--dry-run'], ['--yes'], ['--print']],
  status: [[], ['--json']],
  doctor: [[]],
  logs: [['-n', '2']],
  alerts: [['list'], ['explain', 'ClaudeCodeSpendSpike']],
  audit: [[]],
  budget: [[]],
  blocks: [[]],
  dashboards: [['list']],
  events: [[]],
  mark: [['a moment']],
  open: [['--print']],
  query: [['SELECT count(*) FROM sessions']],
  report: [['--since', '7d']],
  statusline: [[]],
  watch: [['--once']],
  client: false,
  env: [[], ['--json']],
  files: [['enable']],
  guard: [['test', 'rm -rf /']],
  'allow-once': false,
  backup: [[`${away}.tar.gz`]],
  export: [[away]],
  forget: [['--session', 'nobody', '--yes']],
  import: [[]],
  // The project's own repository.
  pulls: [[import.meta.dirname]],
  secrets: [['list']],
  config: [[], ['check']],
  completion: [['bash']],
  service: [['install', '--print']],
  restart: [['ledger']],
  demo: false,
  restore: false,
  upgrade: false,
  stop: [[]],
  reset: [['--yes']],
  uninstall: [['--yes']],
};
