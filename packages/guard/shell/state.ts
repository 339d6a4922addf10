import type { Function as FunctionNode } from 'unbash';
import { mark } from '../text/text.ts';

/** What a variable can hold: every text it may have at this point, or the words of an array. */
export interface Variable {
  readonly values: readonly string[];
  readonly words?: readonly string[];
  /** Name of the variable this one is a reference to (`declare -n`). */
  readonly refersTo?: string;
}

const mostStates = 6;

const together = (one: Variable | undefined, other: Variable | undefined): Variable => {
  const values = [...new Set([...(one?.values ?? [mark.unset]), ...(other?.values ?? [mark.unset])])];
  const words = other?.words ?? one?.words;
  return {
    values: values.length > mostStates ? [...values.slice(0, mostStates), mark.unknown] : values,
    ...(words && { words }),
  };
};

class Layer<Value> {
  private readonly own = new Map<string, Value | undefined>();
  private readonly below: Layer<Value> | undefined;

  constructor(below?: Layer<Value>) {
    this.below = below;
  }

  get(name: string): Value | undefined {
    if (this.own.has(name)) return this.own.get(name);
    return this.below?.get(name);
  }

  set(name: string, value: Value | undefined): void {
    this.own.set(name, value);
  }

  /** Only what was written in this layer. */
  written(): IterableIterator<[string, Value | undefined]> {
    return this.own.entries();
  }

  /** Every name visible from here, and its value. */
  all(): Map<string, Value | undefined> {
    const result = this.below?.all() ?? new Map<string, Value | undefined>();
    for (const [name, value] of this.own) result.set(name, value);
    return result;
  }
}

/**
 * The shell's state at one point of a command: variables, functions, aliases, open descriptors, files written by the same
 * command, and the folders it can be in. A subshell and a branch get a layer of their own; what a branch wrote is kept as
 * one more possibility, what a subshell wrote is dropped.
 */
export class State {
  readonly variables: Layer<Variable>;
  readonly functions: Layer<FunctionNode>;
  readonly aliases: Layer<string>;
  readonly files: Layer<string>;
  readonly descriptors: Layer<string>;
  readonly outputs: Layer<string>;
  cwd: readonly string[];
  stack: readonly (readonly string[])[];
  positional: readonly string[] | undefined;
  scriptName: string;
  /** Standard input at this point, for the substitutions of a command. */
  input: string | undefined;
  /** Whether the last `cd` may have failed without anybody noticing. */
  unchecked = false;

  constructor(from: State | { cwd: string }) {
    const below = from instanceof State ? from : undefined;
    this.variables = new Layer(below?.variables);
    this.functions = new Layer(below?.functions);
    this.aliases = new Layer(below?.aliases);
    this.files = new Layer(below?.files);
    this.descriptors = new Layer(below?.descriptors);
    this.outputs = new Layer(below?.outputs);
    this.cwd = from instanceof State ? from.cwd : [from.cwd];
    this.stack = below?.stack ?? [];
    this.positional = below?.positional;
    this.scriptName = below?.scriptName ?? 'bash';
    this.unchecked = below?.unchecked ?? false;
    this.input = below?.input;
  }

  child(): State {
    return new State(this);
  }

  set(name: string, value: string): void {
    this.variables.set(name, { values: [value] });
  }

  /** Takes over what a layer above this one wrote; `certain` says whether it surely ran. */
  absorb(branch: State, certain: boolean): void {
    for (const [name, value] of branch.variables.written()) {
      this.variables.set(name, certain ? value : together(this.variables.get(name), value));
    }
    for (const [name, value] of branch.functions.written()) this.functions.set(name, value);
    for (const [name, value] of branch.aliases.written()) this.aliases.set(name, value);
    for (const [name, value] of branch.files.written()) this.keepFile(name, value, certain);
    for (const [name, value] of branch.descriptors.written()) this.descriptors.set(name, value);
    for (const [name, value] of branch.outputs.written()) this.outputs.set(name, value);
    const cwd = certain ? branch.cwd : [...new Set([...this.cwd, ...branch.cwd])];
    this.cwd = cwd.length > mostStates ? [...cwd.slice(0, mostStates), mark.unknown] : cwd;
    this.stack = branch.stack;
    this.unchecked = branch.unchecked;
    if (branch.positional) this.positional = branch.positional;
  }

  /** A file that was perhaps overwritten holds its old contents or its new ones: as a script, both. */
  private keepFile(name: string, value: string | undefined, certain: boolean): void {
    const old = this.files.get(name);
    this.files.set(name, certain || old === undefined || old === value ? value : `${old}\n${value ?? ''}`);
  }

  /** Drops files, not the rest: what a subshell leaves behind. */
  absorbFiles(subshell: State): void {
    for (const [name, value] of subshell.files.written()) this.files.set(name, value);
  }
}
