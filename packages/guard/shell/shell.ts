import type { CompoundList, PipelineNode, Script } from 'unbash';
import type { Reading } from '../findings/reading.ts';
import type { Frames } from './frames.ts';
import type { State } from './state.ts';

/** What the parts of the interpreter need of each other; one object per reading. */
export interface Shell {
  readonly reading: Reading;
  readonly frames: Frames;
  /** Which of `count` possibilities to follow this time. Every combination is followed in turn, up to a limit. */
  choose(count: number): number;
  /** Runs a parsed script in the given state and returns what it would print. */
  runScript(script: Script, state: State, stdin?: string): string;
  /** Runs one node of a syntax tree, such as a function's body. */
  runNode(node: PipelineNode | CompoundList, state: State, stdin?: string): string;
  /** Parses and runs text as shell source. */
  runSource(source: string, state: State, stdin?: string): string;
  /** Runs one command given as its words. */
  runWords(words: readonly string[], state: State, stdin?: string): string;
  /** What a file holds, as far as this command made it, and a finding when reading it is one. */
  readFile(path: string, state: State, stdin?: string): string;
  /** Notes what a file holds from now on, and a finding when writing it is one. */
  writeFile(path: string, text: string, state: State, append?: boolean): void;
}

/** One command about to be run: its name without folder, its arguments, and what it can read. */
export interface Invocation {
  readonly shell: Shell;
  readonly reading: Reading;
  readonly state: State;
  readonly name: string;
  readonly args: readonly string[];
  /** Text on standard input; undefined when it is the terminal's or unknown. */
  readonly stdin: string | undefined;
}

/** Reads a command the way the program itself would and returns what it would print; undefined: nothing known. */
export type Program = (call: Invocation) => string | undefined;
