import { isFree, listenerOn } from '../../runtime/port.ts';
import type { ComponentStatus } from '../../runtime/runtime.ts';
import type { PortName } from '../../stack/components/component.ts';
import { components } from '../../stack/components.ts';
import { defineCheck, failed } from '../check.ts';
import type { DoctorSurroundings } from '../surroundings.ts';

/** Whether a port belongs to a component that runs: natively one of their processes has it, else the engine. */
const isOurs = async (port: number, running: readonly ComponentStatus[]): Promise<boolean> => {
  const alive = running.filter(({ state }) => state !== 'down');
  const listener = await listenerOn(port);
  // A port may be another component's own, where that one stands in front of it.
  if (listener && alive.some(({ pid }) => pid === listener.pid)) return true;
  const owner = alive.find(({ ports }) => ports.includes(port));
  return owner !== undefined && (owner.pid === undefined || listener === undefined);
};

const takenBy = async (name: PortName, port: number): Promise<string> => {
  const listener = await listenerOn(port);
  const whose = Object.entries(components).find(([, { ports }]) => ports.includes(name))?.[0];
  const who = listener
    ? `process ${listener.pid}: ${listener.command.slice(0, 120)}`
    : 'a process of another user, or a container';
  return `${port} (${whose}): ${who}`;
};

const foreign = async ({
  config,
  components: ask,
}: DoctorSurroundings): Promise<readonly [PortName, string][]> => {
  const running = await ask();
  const names = Object.entries(config.ports) as [PortName, number][];
  const found = await Promise.all(
    names.map(
      async ([name, port]): Promise<[PortName, string][]> =>
        (await isFree(port)) || (await isOurs(port, running)) ? [] : [[name, await takenBy(name, port)]],
    ),
  );
  return found.flat();
};

export const ports = defineCheck({
  id: 'ports',
  title: 'Ports',
  group: 'telemetry',
  needs: ['config'],
  problems: {
    taken: failed(
      'Another program has a port that this stack needs.',
      'end that process, or take another port: start-observability config set ports.NAME NUMBER',
    ),
  },
  run: async (at) => {
    const found = await foreign(at);
    const [first] = found;
    if (!first) return { ok: `${Object.keys(at.config.ports).length} ports are ours or free` };
    return {
      problem: 'taken',
      evidence: found.map(([, told]) => told),
      fix: `end that process, or take another port: start-observability config set ports.${first[0]} ${at.config.ports[first[0]] + 10_000}`,
    };
  },
});
