import type { ArithmeticFor, CompoundList, Pipeline, While } from 'unbash';
import { definePatterns, deny } from '../findings/pattern.ts';
import type { Frames } from './frames.ts';

// biome-ignore format: a table
export const forkBombPatterns = definePatterns({
  'fork-bomb': { category: 'system', decision: deny, brief: 'Starts processes without end', why: 'The machine stops answering.', suggestion: '', catches: [':(){ :|:& };:', 'x(){ x & x & }; x'], spares: ['seq 4 | xargs -P4 -I{} echo {}'] },
});

/** Whether two members of a pipeline call a function that is already being read: each call doubles the processes. */
export const isBombPipeline = (node: Pipeline, frames: Frames): boolean =>
  node.commands.filter(
    (command) => command.type === 'Command' && frames.names.includes(command.name?.value ?? ''),
  ).length >= 2;

const pacing = new Set(['wait', 'sleep', 'read', 'break', 'exit', 'return', 'usleep']);

const names = (list: CompoundList): string[] =>
  list.commands.flatMap(({ command, background }) =>
    command.type === 'Command' && !background ? [command.name?.value ?? ''] : [],
  );

const truths = new Set(['true', ':']);

const isEndless = (node: While): boolean => {
  const first = node.clause.commands[0]?.command;
  if (first?.type === 'Command') {
    const name = first.name?.value ?? '';
    if (node.kind === 'until') return name === 'false';
    return truths.has(name) || name === '[';
  }
  return node.kind === 'while' && (first?.type === 'ArithmeticCommand' || first?.type === 'TestCommand');
};

/** Whether a loop without an end starts background work in every round and never waits for it. */
export const isEndlessSpawner = (node: While | ArithmeticFor): boolean => {
  if (node.type === 'ArithmeticFor' ? node.test !== undefined : !isEndless(node)) return false;
  if (!node.body.commands.some(({ background }) => background)) return false;
  return !names(node.body).some((name) => pacing.has(name));
};
