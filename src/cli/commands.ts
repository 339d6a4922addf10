import type { Command } from 'commander';

interface Entry {
  /** One line for the list of commands; the command's own help says more. */
  readonly brief: string;
  /** Loaded only when the command is called: the help and quick commands must not pay for the others. */
  readonly load: () => Promise<{ readonly build: () => Command }>;
}

/** THE table of commands: name to what it is and where it lives. To add one: write the file, add its line. */
export const commands: Readonly<Record<string, Entry>> = {
  start: { brief: 'Bring the whole stack up', load: () => import('./start.ts') },
  stop: { brief: 'Stop everything; the data stays', load: () => import('./stop.ts') },
  restart: { brief: 'Restart everything, or one component', load: () => import('./restart.ts') },
  status: { brief: 'Show what runs, and what was counted today', load: () => import('./status.ts') },
  doctor: { brief: 'Find out why numbers are missing', load: () => import('./doctor.ts') },
  watch: { brief: 'Show what happens, live in the terminal', load: () => import('./watch.ts') },
  report: { brief: 'Write an archive for a bug report', load: () => import('./report.ts') },
  open: { brief: 'Open a dashboard in the browser', load: () => import('./open.ts') },
  dashboards: {
    brief: 'Bring edits from Grafana back into the code',
    load: () => import('./dashboards.ts'),
  },
  logs: { brief: "Show the components' logs", load: () => import('./logs.ts') },
  service: { brief: 'Have the stack there after each login', load: () => import('./service.ts') },
  backup: { brief: 'Write everything into one archive', load: () => import('./backup.ts') },
  restore: { brief: 'Put everything back from an archive', load: () => import('./restore.ts') },
  upgrade: { brief: 'Tell what a newer version brings', load: () => import('./upgrade.ts') },
  reset: { brief: 'Remove everything that was collected', load: () => import('./reset.ts') },
  setup: { brief: 'Connect Claude Code to the stack', load: () => import('./setup.ts') },
  env: { brief: 'Print the telemetry variables for a shell', load: () => import('./env.ts') },
  uninstall: { brief: 'Undo setup and remove everything', load: () => import('./uninstall.ts') },
  statusline: { brief: "Show what the client's status line can show", load: () => import('./statusline.ts') },
  demo: { brief: 'Show the dashboards with a made-up team', load: () => import('./demo.ts') },
  config: { brief: 'Show, check and change the configuration', load: () => import('./config.ts') },
  guard: { brief: 'Ask the guard, and list its patterns', load: () => import('./guard.ts') },
  events: { brief: 'Show the events that clients sent', load: () => import('./events.ts') },
  blocks: { brief: 'List what the guard blocked', load: () => import('./blocks.ts') },
  'allow-once': { brief: 'Let one blocked call through', load: () => import('./allow-once.ts') },
  completion: { brief: 'Print what makes a shell complete commands', load: () => import('./completion.ts') },
  version: { brief: 'Show versions', load: () => import('./version.ts') },
};
