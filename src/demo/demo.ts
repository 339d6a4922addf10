import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Home, home as stateHome } from '../config/home.ts';
import { bringUp, type Up } from '../lifecycle/bring-up.ts';
import { createBlocks } from '../past/blocks.ts';
import { nativeBlocks } from '../past/native-blocks.ts';
import { makeSecrets } from '../runtime/secrets.ts';
import type { Teller } from '../runtime/stack.ts';
import { apiToken } from '../service/token.ts';
import { createHistory } from './history.ts';
import { makeDemoHome, removeAbandoned, removeDemoHome } from './home.ts';
import { goOn } from './live.ts';

export interface DemoOptions {
  readonly days: number;
  /** The same seed gives the same team, sessions and numbers; only the times follow the clock. */
  readonly seed: string;
  readonly teller: Teller;
  /** How much of the history is made, from 0 to 1. */
  readonly progress: (share: number) => void;
  /** Ends the demo, also while it is being made. */
  readonly signal: AbortSignal;
}

export interface Demo {
  readonly home: Home;
  /** Grafana, or the viewer. */
  readonly page: string;
  readonly prometheus: string;
  readonly sessions: number;
  readonly samples: number;
  /** Seconds until the history was made and loaded. */
  readonly filled: number;
  readonly up: Up;
  /** Resolves when the data no longer grows: the signal came, or every session is over. */
  readonly live: Promise<void>;
  /** Stops everything and removes everything. */
  readonly remove: () => Promise<void>;
}

/**
 * Makes a stack of its own with `days` days of a made-up team in it, and lets the team go on working.
 * @throws Failure as `start` does; then nothing is left either
 */
export const startDemo = async ({ days, seed, teller, progress, signal }: DemoOptions): Promise<Demo> => {
  await removeAbandoned();
  const { home, config } = await makeDemoHome(stateHome());
  const begun = Date.now();
  try {
    await makeSecrets(home, config);
    const makeBlock = await nativeBlocks({ home, config, report: teller.progress, signal });
    const blocks = createBlocks(makeBlock, signal);
    const history = await createHistory({
      home,
      config,
      now: begun,
      days,
      seed,
      complete: blocks.add,
      progress,
      signal,
    });
    await blocks.done();
    const filled = (Date.now() - begun) / 1000;
    signal.throwIfAborted();
    const up = await bringUp({ home, asked: 'native', teller, onHealthy: () => undefined });
    const url = (port: keyof typeof config.ports) => `http://127.0.0.1:${config.ports[port]}`;
    return {
      home,
      page: `${url('grafana')}/d/claude-code-overview`,
      prometheus: url('prometheus'),
      sessions: history.sessions,
      samples: history.samples,
      filled,
      up,
      live: goOn({
        runs: history.unfinished,
        plan: history.plan,
        from: begun,
        otlp: url('otlpHttp'),
        hooks: url('hooks'),
        token: readFileSync(path.join(home.secrets, apiToken), 'utf8').trim(),
        signal,
      }),
      remove: () => removeDemoHome(home),
    };
  } catch (error) {
    await removeDemoHome(home);
    throw error;
  }
};
