import type { Home } from '../config/home.ts';
import { load } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import { exitCode, Failure } from '../failure.ts';
import { chooseRuntime } from '../runtime/choose.ts';
import { canRunContainers, lookForEngine } from '../runtime/engine.ts';
import { mustHaveRoom } from '../runtime/preflight.ts';
import { projectOf } from '../runtime/project.ts';
import { forgetRuntime, rememberRuntime, startedRuntime } from '../runtime/remembered.ts';
import { type ComponentStatus, isInContainers, type RuntimeName } from '../runtime/runtime.ts';
import { makeHome, runtimeNamed, type Teller } from '../runtime/stack.ts';
import { waitUntilHealthy } from '../runtime/wait.ts';
import { refreshStatusline } from '../statusline/install.ts';
import { endFetches } from './fetches.ts';
import { holdWhole } from './hold.ts';

interface BringUp {
  readonly home: Home;
  readonly asked?: RuntimeName | undefined;
  readonly teller: Teller;
  readonly onHealthy: (status: ComponentStatus, seconds: number) => void;
  /** Stop what runs first: applies a changed configuration and a changed program. */
  readonly isRestart?: boolean;
}

export interface Up {
  readonly runtime: RuntimeName;
  readonly components: readonly ComponentStatus[];
  readonly seconds: number;
}

interface TakeDown {
  /** Docker may be gone: leaving it must not need it. */
  readonly evenWithoutEngine?: boolean;
}

/** Ends what runs in whichever runtime, and forgets it. True when something was running. The caller holds the stack. */
export const takeDown = async (
  home: Home,
  teller: Teller,
  { evenWithoutEngine = false }: TakeDown = {},
): Promise<boolean> => {
  await endFetches(home);
  const name = startedRuntime(home);
  if (!name) return false;
  if (isInContainers(name) && evenWithoutEngine && !canRunContainers(await lookForEngine(name))) {
    teller.say('No container engine answers, so nothing of the stack runs in it now.');
    teller.say(`Its containers come back with it, until you say: ${name} compose -p ${projectOf(home)} down`);
    forgetRuntime(home);
    return false;
  }
  await runtimeNamed(name, home, teller).stop();
  forgetRuntime(home);
  return true;
};

/** @throws Failure where transcripts are to be collected in containers: the hook service there reads no file of a client */
const mustCollect = ({ transcripts }: Config, runtime: Config['runtime']): void => {
  if (!transcripts.collect || (runtime !== 'docker' && runtime !== 'podman')) return;
  throw new Failure(
    "In containers transcripts cannot be collected: no container but the client's own sees its files.",
    {
      where: 'transcripts.collect',
      fix: '`start-observability start --runtime native`, or `start-observability config set transcripts.collect false`',
      exitCode: exitCode.usage,
    },
  );
};

/**
 * Brings the stack up, or completes a half-started one, and waits until every component is healthy.
 * @throws Failure with the reason: configuration, room, port, program, component
 */
export const bringUp = async ({ home, asked, teller, onHealthy, isRestart }: BringUp): Promise<Up> => {
  const begun = Date.now();
  makeHome(home);
  const release = await holdWhole(home, teller);
  try {
    // Checked before anything is stopped or started.
    const { config } = load(home);
    await refreshStatusline(home, config);
    const evenWithoutEngine = (asked ?? config.runtime) === 'native';
    mustCollect(config, asked ?? startedRuntime(home) ?? config.runtime);
    if (isRestart) await takeDown(home, teller, { evenWithoutEngine });
    const name = await chooseRuntime({ home, config, asked, ...teller });
    mustCollect(config, name);
    await mustHaveRoom(home);
    rememberRuntime(home, name);
    const runtime = runtimeNamed(name, home, teller);
    try {
      await runtime.start();
    } catch (error) {
      const left = await runtime.status().catch(() => undefined);
      if (left?.length === 0) forgetRuntime(home);
      throw error;
    }
    const components = await waitUntilHealthy(runtime, { onHealthy });
    return { runtime: name, components, seconds: (Date.now() - begun) / 1000 };
  } finally {
    release();
  }
};
