import { ask, definePatterns } from '../../findings/pattern.ts';
import { always, reportCall } from '../../program/report.ts';
import type { Program } from '../../shell/shell.ts';

// biome-ignore format: a table
export const processPatterns = definePatterns({
  'kill-everything': { category: 'system', decision: ask, brief: 'Ends every process', why: 'All running work ends.', suggestion: 'End the one process by its number.', catches: ['kill -9 -1'], spares: ['kill 1234'] },
  'kill-by-name': { category: 'system', decision: ask, brief: 'Ends every process of a name without letting it finish', why: 'Other work of the same name ends too.', suggestion: 'End the one process by its number.', catches: ['killall -9 node'], spares: ['pgrep node'] },
});

const killAll: Program = (call) => {
  const line = call.args.join(' ');
  if (call.name === 'kill' && /(^|\s)-1$/.test(line) && call.args.length > 1)
    return reportCall(processPatterns['kill-everything'], call);
  if (call.name !== 'kill' && /(^|\s)(-9|-KILL|-s\s*(9|KILL)|--signal[= ]?(9|KILL))/.test(line))
    return reportCall(processPatterns['kill-by-name'], call);
  return undefined;
};

export const processPrograms: Record<string, Program> = {
  kill: killAll,
  killall: killAll,
  pkill: killAll,
  killall5: always(processPatterns['kill-everything']),
};
