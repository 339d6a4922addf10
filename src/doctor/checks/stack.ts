import { bringUp } from '../../lifecycle/bring-up.ts';
import { canRunContainers, lookForEngine } from '../../runtime/engine.ts';
import { type ComponentStatus, isInContainers } from '../../runtime/runtime.ts';
import { silent } from '../../runtime/stack.ts';
import { defineCheck, failed, type Mend, warning } from '../check.ts';
import type { DoctorSurroundings } from '../surroundings.ts';
import { isElsewhere } from '../target.ts';

const mend = ({ home }: DoctorSurroundings): Mend => ({
  what: 'started what was down',
  run: async () => {
    await bringUp({ home, teller: silent, onHealthy: () => {} });
  },
});

const line = ({ name, state, lastExit, restarts, reason }: ComponentStatus): string =>
  [`${name}: ${state}`, reason, lastExit, restarts > 0 && `${restarts} restarts`].filter(Boolean).join(', ');

export const stack = defineCheck({
  id: 'stack',
  title: 'The stack runs',
  group: 'telemetry',
  needs: ['config'],
  problems: {
    'no-engine': failed(
      'The stack was started in containers, and no container engine answers.',
      'start Docker or Podman; or go on without it: start-observability restart --runtime native (with data of its own)',
    ),
    stopped: failed('Nothing of the stack runs.', 'start-observability start'),
    'not-here': warning(
      'Nothing of the stack runs on this machine, and telemetry goes to another.',
      'run doctor there',
    ),
    unsupervised: failed(
      'The supervisor of the components has ended: nothing starts them again when they die.',
      'start-observability start',
    ),
    'half-up': warning('A component is down or does not answer.', 'start-observability start'),
  },
  run: async (at) => {
    const components = await at.components();
    const evidence = components.map(line);
    if (components.every(({ state }) => state === 'down')) {
      if (isInContainers(at.runtime) && !canRunContainers(await lookForEngine(at.runtime, at.env))) {
        return { problem: 'no-engine' };
      }
      if (await isElsewhere(at)) return { problem: 'not-here' };
      return { problem: 'stopped', evidence, ...(at.runtime && { mend: mend(at) }) };
    }
    if (!at.isSupervised()) return { problem: 'unsupervised', evidence, mend: mend(at) };
    const ill = components.find(({ state }) => state !== 'healthy');
    if (!ill) return { ok: `${at.runtime}: ${components.map(({ name }) => name).join(', ')}` };
    return {
      problem: 'half-up',
      evidence,
      fix: `start-observability start; why: start-observability logs ${ill.name}`,
      mend: mend(at),
    };
  },
});
