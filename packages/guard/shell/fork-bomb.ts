import type { ArithmeticFor, CompoundList, Pipeline, While } from 'unbash';
import type { Reading } from '../reading.ts';

/** Whether two members of a pipeline call a function that is already being read: each call doubles the processes. */
export const isBombPipeline = (node: Pipeline, reading: Reading): boolean =>
  node.commands.filter(
    (command) => command.type === 'Command' && reading.calls.includes(command.name?.value ?? ''),
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
