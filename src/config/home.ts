import os from 'node:os';
import path from 'node:path';

/** The one folder that holds everything a running stack keeps. */
export interface Home {
  readonly root: string;
  readonly config: string;
  readonly data: string;
  readonly logs: string;
  readonly run: string;
  readonly bin: string;
  readonly secrets: string;
  /** Dashboards of the person's own: JSON files that Grafana and our pages show, and that nothing here changes. */
  readonly dashboards: string;
  /** The generated files for this configuration, where the components read them. */
  readonly generated: string;
}

/** Where a restore keeps the new and the old while it puts one in the other's place: in `root`, and in each component's data. */
export const restoreFolders = {
  fresh: '.restore-new',
  old: '.restore-old',
  oldPart: '.restore-old.part',
} as const;

/** The folders below `root`. */
export const homeAt = (root: string): Home => ({
  root,
  config: path.join(root, 'config.yaml'),
  data: path.join(root, 'data'),
  logs: path.join(root, 'logs'),
  run: path.join(root, 'run'),
  bin: path.join(root, 'bin'),
  secrets: path.join(root, 'secrets'),
  dashboards: path.join(root, 'dashboards'),
  generated: path.join(root, 'generated'),
});

/** `$START_OBSERVABILITY_HOME`, else `$XDG_DATA_HOME/start-observability`, else `~/.local/share/start-observability`. */
export const home = (env: NodeJS.ProcessEnv = process.env): Home => {
  const data = env['XDG_DATA_HOME'] || path.join(os.homedir(), '.local', 'share');
  return homeAt(path.resolve(env['START_OBSERVABILITY_HOME'] || path.join(data, 'start-observability')));
};
