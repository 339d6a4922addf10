// Generated from src/ by `npm run generate`. Edit the source, not this file.
import type { ListedCommand } from './command.ts';

/** Every file of `commands/`. */
export const commands: Readonly<Record<string, ListedCommand>> = {
  logs: {
    group: 'run',
    brief: "Show the components' logs",
    load: () => import('./commands/logs.ts'),
  },
  restart: {
    group: 'run',
    brief: 'Restart everything, or one component',
    load: () => import('./commands/restart.ts'),
  },
  service: {
    group: 'run',
    brief: 'Have the stack there after each login',
    load: () => import('./commands/service.ts'),
  },
  start: {
    group: 'run',
    brief: 'Bring the whole stack up, or one component',
    load: () => import('./commands/start.ts'),
  },
  status: {
    group: 'run',
    brief: 'Show what runs, and what was counted today',
    load: () => import('./commands/status.ts'),
  },
  stop: {
    group: 'run',
    brief: 'Stop everything, or one component; the data stays',
    load: () => import('./commands/stop.ts'),
  },
  alerts: {
    group: 'see',
    brief: 'List and explain alerts, try a receiver',
    load: () => import('./commands/alerts.ts'),
  },
  audit: {
    group: 'see',
    brief: 'Show or export the audit log: what was allowed, refused and changed',
    load: () => import('./commands/audit.ts'),
  },
  budget: {
    group: 'see',
    brief: 'Show budgets with their forecast; lift their stop for a while',
    load: () => import('./commands/budget.ts'),
  },
  dashboards: {
    group: 'see',
    brief: 'Bring edits from Grafana back into the code',
    load: () => import('./commands/dashboards.ts'),
  },
  demo: {
    group: 'see',
    brief: 'Show the dashboards with a made-up team',
    load: () => import('./commands/demo.ts'),
  },
  events: {
    group: 'see',
    brief: 'Show the events that clients sent',
    load: () => import('./commands/events.ts'),
  },
  mark: {
    group: 'see',
    brief: 'Mark a moment on the boards',
    load: () => import('./commands/mark.ts'),
  },
  open: {
    group: 'see',
    brief: 'Open a dashboard in the browser',
    load: () => import('./commands/open.ts'),
  },
  pulls: {
    group: 'see',
    brief: 'Take note of merged pull requests, for what each cost',
    load: () => import('./commands/pulls.ts'),
  },
  query: {
    group: 'see',
    brief: 'Ask in SQL, or by a saved query',
    load: () => import('./commands/query.ts'),
  },
  report: {
    group: 'see',
    brief: 'Say what was spent, what failed, and what to change',
    load: () => import('./commands/report.ts'),
  },
  statusline: {
    group: 'see',
    brief: "Show what the client's status line can show",
    load: () => import('./commands/statusline.ts'),
  },
  watch: {
    group: 'see',
    brief: 'Show what happens, live in the terminal',
    load: () => import('./commands/watch.ts'),
  },
  client: {
    group: 'client',
    brief: 'Run Claude Code in a container, watched and guarded',
    load: () => import('./commands/client.ts'),
  },
  env: {
    group: 'client',
    brief: 'Print the telemetry variables for a shell',
    load: () => import('./commands/env.ts'),
  },
  files: {
    group: 'client',
    brief: 'Record sessions as files, without a server',
    load: () => import('./commands/files.ts'),
  },
  setup: {
    group: 'client',
    brief: 'Connect Claude Code to the stack',
    load: () => import('./commands/setup.ts'),
  },
  uninstall: {
    group: 'client',
    brief: 'Undo setup and remove everything',
    load: () => import('./commands/uninstall.ts'),
  },
  'allow-once': {
    group: 'guard',
    brief: 'Let one blocked call through (guard approve)',
    load: () => import('./commands/allow-once.ts'),
  },
  blocks: {
    group: 'guard',
    brief: 'List what the guard blocked',
    load: () => import('./commands/blocks.ts'),
  },
  guard: {
    group: 'guard',
    brief: 'Approve, switch off, ask the guard',
    load: () => import('./commands/guard.ts'),
  },
  backup: {
    group: 'keep',
    brief: 'Write everything into one archive',
    load: () => import('./commands/backup.ts'),
  },
  export: {
    group: 'keep',
    brief: 'Write the tables as CSV, JSON lines or Parquet',
    load: () => import('./commands/export.ts'),
  },
  forget: {
    group: 'keep',
    brief: 'Delete what is stored of a person, session or project',
    load: () => import('./commands/forget.ts'),
  },
  import: {
    group: 'keep',
    brief: "Import the client's transcripts: history from before day one",
    load: () => import('./commands/import.ts'),
  },
  reset: {
    group: 'keep',
    brief: 'Remove everything that was collected',
    load: () => import('./commands/reset.ts'),
  },
  restore: {
    group: 'keep',
    brief: 'Put everything back from an archive',
    load: () => import('./commands/restore.ts'),
  },
  secrets: {
    group: 'keep',
    brief: 'Make a password or a key of the stack anew',
    load: () => import('./commands/secrets.ts'),
  },
  upgrade: {
    group: 'keep',
    brief: 'Tell what a newer version brings',
    load: () => import('./commands/upgrade.ts'),
  },
  completion: {
    group: 'help',
    brief: 'Print what makes a shell complete commands',
    load: () => import('./commands/completion.ts'),
  },
  config: {
    group: 'help',
    brief: 'Show, check and change the configuration',
    load: () => import('./commands/config.ts'),
  },
  doctor: {
    group: 'help',
    brief: 'Find out why numbers are missing',
    load: () => import('./commands/doctor.ts'),
  },
  version: {
    group: 'help',
    brief: 'Show versions',
    load: () => import('./commands/version.ts'),
  },
};
