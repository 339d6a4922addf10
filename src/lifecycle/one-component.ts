import type { Home } from '../config/home.ts';
import { exitCode, Failure } from '../failure.ts';
import { startedRuntime } from '../runtime/remembered.ts';
import type { ComponentStatus, Runtime } from '../runtime/runtime.ts';
import { holdStack, makeHome, runtimeNamed, type Teller } from '../runtime/stack.ts';
import { waitUntilHealthy } from '../runtime/wait.ts';
import type { ComponentName } from '../stack/components/component.ts';

/** @throws Failure when nothing runs, or the component is not running */
const withRunning = async <T>(
  home: Home,
  teller: Teller,
  component: ComponentName,
  act: (runtime: Runtime) => Promise<T>,
): Promise<T> => {
  makeHome(home);
  const release = await holdStack(home, teller);
  try {
    const name = startedRuntime(home);
    if (!name) {
      throw new Failure('Nothing runs.', { fix: 'start-observability start', exitCode: exitCode.unhealthy });
    }
    const runtime = runtimeNamed(name, home, teller);
    const running = (await runtime.status()).map((status) => status.name);
    if (!running.includes(component)) {
      throw new Failure(`${component} is not running.`, {
        where: `running: ${running.join(', ')}`,
        exitCode: exitCode.usage,
      });
    }
    return await act(runtime);
  } finally {
    release();
  }
};

/** Starts a component that was stopped alone, and waits until it is healthy. */
export const startOne = (home: Home, teller: Teller, component: ComponentName): Promise<ComponentStatus> =>
  withRunning(home, teller, component, async (runtime) => {
    await runtime.release(component);
    const [status] = await waitUntilHealthy(runtime, { onHealthy: () => {}, only: component });
    return status as ComponentStatus;
  });

/** Stops one component until it, or the whole stack, is started again. */
export const stopOne = (home: Home, teller: Teller, component: ComponentName): Promise<void> =>
  withRunning(home, teller, component, async (runtime) => {
    await runtime.hold(component);
  });
