import type { AndOr, Case, CompoundList, Coproc, For, If, PipelineNode, Select, While } from 'unbash';
import { mark, taints } from '../text/text.ts';
import { expandText, expandWords } from './expand.ts';
import { forkBombPatterns, isEndlessSpawner } from './fork-bomb.ts';
import type { Shell } from './shell.ts';
import type { State } from './state.ts';
import { runSubstitutions } from './substitution.ts';

/** Anything a shell runs. */
export type Node = PipelineNode | AndOr | CompoundList;

/** How compound commands run their parts. */
export interface Flow extends Shell {
  node(node: Node, state: State, stdin: string | undefined): string;
  /** Runs something that may or may not be run. */
  branch(node: Node, state: State, stdin: string | undefined): string;
  /** Runs something in a state of its own of which only the files it wrote remain. */
  apart(node: Node, state: State, stdin: string | undefined): string;
}

/** Most rounds of a loop that are read one by one; what is left is read once with an unknown value. */
const rounds = 64;

export const conditional = (flow: Flow, node: If, state: State, stdin: string | undefined): string => {
  let output = flow.node(node.clause, state, stdin);
  const branches = [
    node.then,
    ...node.elif.flatMap((elif) => [elif.clause, elif.then]),
    ...(node.else ? [node.else] : []),
  ];
  const states = branches.map((branch) => {
    const own = state.child();
    output += flow.node(branch, own, stdin);
    return own;
  });
  for (const own of states) state.absorb(own, false);
  return output;
};

export const each = (flow: Flow, node: For | Select, state: State, stdin: string | undefined): string => {
  const items = node.wordlist
    ? expandWords(node.wordlist, flow, state)
    : (state.positional ?? [mark.unknown]);
  let output = '';
  const name = node.name.value;
  for (const item of items.slice(0, rounds)) {
    if (!flow.reading.spend()) return output;
    state.set(name, item);
    output += flow.node(node.body, state, stdin);
  }
  if (items.length > rounds) {
    state.set(name, mark.unknown + taints(items.join('')));
    output += flow.node(node.body, state, stdin);
  }
  return output;
};

export const loop = (flow: Flow, node: While, state: State, stdin: string | undefined): string => {
  if (isEndlessSpawner(node)) flow.reading.report(forkBombPatterns['fork-bomb']);
  let output = '';
  // Twice, so that what one round leaves behind is seen by the next.
  for (let round = 0; round < 2; round++) {
    output += flow.node(node.clause, state, stdin);
    output += flow.branch(node.body, state, stdin);
  }
  return output;
};

export const selection = (flow: Flow, node: Case, state: State, stdin: string | undefined): string => {
  runSubstitutions(node.word, flow, state);
  let output = '';
  for (const item of node.items) {
    for (const pattern of item.pattern) expandText(pattern, flow, state);
    output += flow.branch(item.body, state, stdin);
  }
  return output;
};

export const coprocess = (flow: Flow, node: Coproc, state: State, stdin: string | undefined): string => {
  flow.frames.background++;
  const output = flow.apart(node.body, state, stdin);
  flow.frames.background--;
  const numbers = [flow.reading.serial() + 100, flow.reading.serial() + 100].map(String);
  state.descriptors.set(numbers[0] as string, output);
  state.variables.set(node.name?.value ?? 'COPROC', { values: [numbers[0] as string], words: numbers });
  return '';
};
