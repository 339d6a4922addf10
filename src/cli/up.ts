import { statSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { Option } from 'commander';
import { checkout } from '../checkout.ts';
import { hookServicePlace } from '../client/hook-service.ts';
import { refresh } from '../client/refresh.ts';
import { type Home, home as stateHome } from '../config/home.ts';
import { load } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import { entryFolder } from '../hooks/entry/install.ts';
import { handIn } from '../hooks/entry/spool.ts';
import { bringUp, type Up } from '../lifecycle/bring-up.ts';
import { type RuntimeName, runtimeNames } from '../runtime/runtime.ts';
import type { ComponentName } from '../stack/components/component.ts';
import { pagesPort } from '../stack/components/pages.ts';
import { components } from '../stack/components.ts';
import { counted } from './amounts.ts';
import { teller } from './teller.ts';
import { paint, print, printJson, say, table } from './terminal.ts';

/** The options that `start` and `restart` share. */
export interface UpOptions {
  readonly runtime?: RuntimeName;
  readonly json?: boolean;
}

export const withUpOptions = (command: Command): Command =>
  command
    .addOption(
      new Option(
        '--runtime <name>',
        'containers or processes; by default: where the data is, at first Docker when it answers',
      ).choices(runtimeNames),
    )
    .option('--json', 'the result as JSON');

const pagesOf = (
  { ports }: Config,
  { components: running }: Up,
): readonly (readonly [ComponentName, string])[] => {
  const hasGrafana = running.some(({ name }) => name === 'grafana');
  return running.flatMap(({ name }) => {
    const { page } = components[name];
    if (!page) return [];
    return [[name, `http://127.0.0.1:${ports[page === 'pages' ? pagesPort(hasGrafana) : page]}`] as const];
  });
};

const changedAt = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** What was running before this start still has the configuration, and the program, of its own start. */
const isOutdated = (home: Home, { components: running }: Up): boolean => {
  const configured = changedAt(home.config);
  const built = changedAt(path.join(checkout.root, 'dist', '.built'));
  return running.some(({ name, since }) => {
    const changed = components[name].program === 'service' ? Math.max(configured, built) : configured;
    return since !== undefined && Date.parse(since) < changed;
  });
};

const tellUp = (home: Home, up: Up): void => {
  const { config } = load(home);
  say(
    paint(
      'green',
      `Healthy after ${up.seconds.toFixed(1)} s (${up.runtime}, ${up.components.length} components).`,
      process.stderr,
    ),
  );
  if (isOutdated(home, up)) {
    say('The configuration or the program changed since: `start-observability restart` applies it.');
  }
  say('');
  const rows = pagesOf(config, up).map(([name, address]) => [
    `  ${name}`,
    paint('bold', address),
    components[name].brief,
  ]);
  const otlp = [
    '  OTLP',
    `127.0.0.1:${config.ports.otlpGrpc}`,
    'Where Claude Code sends its telemetry (gRPC)',
  ];
  print(table([...rows, otlp]));
  if (up.components.some(({ name }) => name === 'grafana')) {
    say(`\n  Grafana: user admin, password in ${path.join(home.secrets, 'grafana-password')}`);
  }
};

/** Brings the stack up and prints what it became. */
export const up = async ({ runtime, json }: UpOptions, isRestart: boolean): Promise<void> => {
  const home = stateHome();
  const tell = teller();
  const result = await bringUp({
    home,
    asked: runtime,
    teller: tell,
    isRestart,
    onHealthy: ({ name, version }, seconds) =>
      tell.say(
        `  ${paint('green', '✓', process.stderr)} ${name} ${version} ${paint('dim', `${seconds.toFixed(1)} s`, process.stderr)}`,
      ),
  });
  const { config } = load(home);
  const isBehind = await refresh(home, config);
  const waited = await handIn({ entry: entryFolder(home.root), ...hookServicePlace({ home, config }) });
  if (waited > 0) tell.say(`Counted ${counted(waited, 'hook event')} of the time without the stack.`);
  if (json) printJson({ ...result, pages: Object.fromEntries(pagesOf(config, result)) });
  else tellUp(home, result);
  if (isBehind) {
    say(
      "\nClaude Code's settings are not what this configuration needs: `start-observability setup` repairs them.",
    );
  }
};
