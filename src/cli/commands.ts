import type { Command } from 'commander';

interface Entry {
  /** One line for the list of commands; the command's own help says more. */
  readonly brief: string;
  /** Loaded only when the command is called: the help and quick commands must not pay for the others. */
  readonly load: () => Promise<{ readonly build: () => Command }>;
}

/** THE table of commands: name to what it is and where it lives. To add one: write the file, add its line. */
export const commands: Readonly<Record<string, Entry>> = {
  config: { brief: 'Show, check and change the configuration', load: () => import('./config.ts') },
  version: { brief: 'Show versions', load: () => import('./version.ts') },
};
