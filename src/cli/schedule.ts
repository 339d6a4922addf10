import { Argument } from 'commander';
import { everies, installSchedule, removeSchedule, type Schedule } from '../autostart/schedule.ts';
import type { Home } from '../config/home.ts';
import { makeHome } from '../runtime/stack.ts';
import { paint, say } from './terminal.ts';

/** `daily`, `weekly`, or `off`. */
export const scheduleArgument = (): Argument =>
  new Argument('<every>', 'how often; off ends it').choices([...everies, 'off']);

/** Has something done at night from now on, or no longer. */
export const applySchedule = async (
  home: Home,
  { name, every, args }: Omit<Schedule, 'every'> & { readonly every: string },
): Promise<void> => {
  const wanted = everies.find((one) => one === every);
  if (!wanted) {
    const wasThere = await removeSchedule(home, name);
    return say(wasThere ? `No ${name} is made at night any more.` : `No ${name} was scheduled.`);
  }
  makeHome(home);
  const files = await installSchedule(home, { name, every: wanted, args });
  say(
    paint(
      'green',
      `${wanted}, at ten past three at night: start-observability ${args.join(' ')}`,
      process.stderr,
    ),
  );
  say(`Written: ${files.join(', ')}`);
};
