import { readFetchState } from '../../binaries/background.ts';
import { type ProgramName, programs } from '../../binaries/program.ts';
import { components } from '../../stack/components.ts';
import { defineCheck, warning } from '../check.ts';

export const fetches = defineCheck({
  id: 'fetches',
  title: 'Programs being fetched',
  group: 'surroundings',
  needs: [],
  problems: {
    failed: warning(
      'A program could not be fetched in the background; the stack goes on without it.',
      'see the reason below; start-observability restart tries again',
    ),
    interrupted: warning(
      'Fetching a program was interrupted.',
      'start-observability restart goes on with it',
    ),
  },
  run: async ({ home, components: ask }) => {
    const running = (await ask()).filter(({ state }) => state !== 'down');
    // A program that runs is there, whatever an earlier attempt to fetch it came to.
    const there = new Set<string>(running.map(({ name }) => components[name].program));
    const names = (Object.keys(programs) as ProgramName[]).filter((name) => !there.has(name));
    const states = await Promise.all(names.map((name) => readFetchState(home.run, name)));
    const told = names.flatMap((name, index) => {
      const state = states[index];
      return state ? [{ name, state: state.state, message: state.message }] : [];
    });
    const evidence = told.map(({ name, state, message }) => `${name}: ${state}, ${message.split('\n')[0]}`);
    if (told.some(({ state }) => state === 'failed')) return { problem: 'failed', evidence };
    if (told.some(({ state }) => state === 'interrupted')) return { problem: 'interrupted', evidence };
    return { ok: evidence.join('; ') || 'none' };
  },
});
