import {
  type AndOr,
  type Case,
  type Command,
  type CompoundList,
  type Coproc,
  type For,
  type If,
  type Pipeline,
  type PipelineNode,
  parse,
  type Redirected,
  type Script,
  type Select,
  type Statement,
  type SyntaxNode,
  type While,
} from 'unbash';
import type { Reading } from '../reading.ts';
import { Choices } from './choices.ts';
import { expandText, expandWords, runSubstitutions } from './expand.ts';
import { readFile, writeFile } from './files.ts';
import { isBombPipeline, isEndlessSpawner } from './fork-bomb.ts';
import { nestsBeyondReason } from './nesting.ts';
import { deliver, redirect } from './redirect.ts';
import type { Shell } from './shell.ts';
import { type Dispatch, runCommand } from './simple.ts';
import { State } from './state.ts';
import { isKnown, mark, taints } from './text.ts';

type Node = PipelineNode | AndOr | CompoundList;

/** Most rounds of a loop that are read one by one; what is left is read once with an unknown value. */
const rounds = 64;

const leaves = new Set(['exit', 'return', 'break', 'continue', 'die', 'exec']);

const alwaysLeaves = (node: Node): boolean => {
  if (node.type === 'BraceGroup') return node.body.commands.some(({ command }) => alwaysLeaves(command));
  return node.type === 'Command' && leaves.has(node.name?.value ?? '');
};

/** Reads shell syntax trees: an abstract interpreter that executes nothing and follows every branch. */
export class Interpreter implements Shell {
  readonly reading: Reading;
  readonly choices = new Choices();
  private readonly dispatch: Dispatch;

  constructor(reading: Reading, dispatch: Dispatch) {
    this.reading = reading;
    this.dispatch = dispatch;
  }

  choose(count: number): number {
    return this.choices.choose(count);
  }

  readFile(path: string, state: State, stdin?: string): string {
    return readFile(path, this, state, stdin);
  }

  writeFile(path: string, text: string, state: State, append = false): void {
    writeFile(path, text, this, state, append);
  }

  runWords(words: readonly string[], state: State, stdin?: string): string {
    if (!this.reading.spend()) return mark.unknown;
    return this.reading.deeper(() => this.dispatch(words, this, state, stdin));
  }

  runSource(source: string, state: State, stdin?: string): string {
    if (!this.reading.spendText(source.length)) return mark.unknown;
    if (nestsBeyondReason(source)) {
      this.reading.report('too-complex');
      return mark.unknown;
    }
    return this.reading.deeper(() => {
      const script = parse(source);
      if (script.errors) this.reading.unreadable(source, script.errors[0]?.message ?? '');
      return this.runScript(script, state, stdin);
    });
  }

  runNode(node: Node, state: State, stdin?: string): string {
    return this.node(node, state, stdin);
  }

  runScript(script: Script, state: State, stdin?: string): string {
    return this.statements(script.commands, state, stdin);
  }

  private statements(statements: readonly Statement[], state: State, stdin: string | undefined): string {
    let output = '';
    for (const statement of statements) {
      // What cannot be known ends somewhere: the next command's output starts a line of its own.
      if (output !== '' && !isKnown(output.slice(-1))) output += '\n';
      if (!this.reading.spend()) break;
      output += this.statement(statement, state, stdin);
    }
    return output;
  }

  private statement(statement: Statement, state: State, stdin: string | undefined): string {
    if (!statement.background) return this.node(statement.command, state, stdin);
    const background = state.child();
    this.reading.background++;
    const output = this.node(statement.command, background, stdin);
    this.reading.background--;
    state.absorbFiles(background);
    return output;
  }

  private node(node: Node, state: State, stdin: string | undefined): string {
    switch (node.type) {
      case 'Command':
        return this.command(node, state, stdin);
      case 'CompoundList':
        return this.statements(node.commands, state, stdin);
      case 'Pipeline':
        return this.pipeline(node, state, stdin);
      case 'AndOr':
        return this.andOr(node, state, stdin);
      case 'Redirected':
        return this.redirected(node, state, stdin);
      case 'BraceGroup':
        return this.node(node.body, state, stdin);
      case 'Subshell':
        return this.apart(node.body, state, stdin);
      case 'Function':
        state.functions.set(node.name.value, node);
        return '';
      case 'Coproc':
        return this.coprocess(node, state, stdin);
      case 'TestCommand':
      case 'ArithmeticCommand':
        runSubstitutions(node, this, state);
        return '';
      default:
        return this.compound(node, state, stdin);
    }
  }

  private compound(node: Node, state: State, stdin: string | undefined): string {
    switch (node.type) {
      case 'If':
        return this.conditional(node, state, stdin);
      case 'For':
      case 'Select':
        return this.each(node, state, stdin);
      case 'While':
        return this.loop(node, state, stdin);
      case 'ArithmeticFor':
        if (isEndlessSpawner(node)) this.reading.report('fork-bomb');
        for (const part of [node.initialize, node.test, node.update])
          if (part) runSubstitutions(part as SyntaxNode, this, state);
        return this.branch(node.body, state, stdin);
      case 'Case':
        return this.selection(node, state, stdin);
      default:
        return '';
    }
  }

  private command(node: Command, state: State, stdin: string | undefined): string {
    if (!this.reading.spend()) return '';
    return runCommand(node, this, state, stdin, this.dispatch);
  }

  /** Runs something in a state of its own of which only the files it wrote remain. */
  private apart(node: Node, state: State, stdin: string | undefined): string {
    const subshell = state.child();
    const output = this.node(node, subshell, stdin);
    state.absorbFiles(subshell);
    return output;
  }

  /** Runs something that may or may not be run. */
  private branch(node: Node, state: State, stdin: string | undefined): string {
    const branch = state.child();
    const output = this.node(node, branch, stdin);
    state.absorb(branch, false);
    return output;
  }

  private pipeline(node: Pipeline, state: State, stdin: string | undefined): string {
    if (isBombPipeline(node, this.reading)) this.reading.report('fork-bomb');
    if (node.commands.length === 1) return this.node(node.commands[0] as Node, state, stdin);
    let flow = stdin;
    for (const command of node.commands) flow = this.apart(command, state, flow);
    return flow ?? '';
  }

  private andOr(node: AndOr, state: State, stdin: string | undefined): string {
    const before = state.cwd;
    let output = this.node(node.commands[0] as Node, state, stdin);
    const layers: State[] = [];
    let layer = state;
    let certain = false;
    node.operators.forEach((operator, index) => {
      const command = node.commands[index + 1] as Node;
      const next = layer.child();
      // What follows `&&` only runs when the cd before it worked.
      if (operator === '&&') next.unchecked = false;
      if (operator === '||') next.cwd = [...new Set([...before, ...layer.cwd])];
      output += this.node(command, next, stdin);
      // What stands before `|| exit` must have succeeded for anything after it to run.
      if (operator === '||' && alwaysLeaves(command)) {
        certain = true;
        layer.unchecked = false;
      } else {
        layers.push(next);
        layer = next;
      }
    });
    for (let index = layers.length - 1; index >= 0; index--) {
      (layers[index - 1] ?? state).absorb(layers[index] as State, certain);
    }
    return output;
  }

  private redirected(node: Redirected, state: State, stdin: string | undefined): string {
    const streams = redirect(node.redirects, this, state, stdin);
    const output = this.node(node.command, state, streams.stdin);
    return deliver(output, streams, this, state);
  }

  private conditional(node: If, state: State, stdin: string | undefined): string {
    let output = this.node(node.clause, state, stdin);
    const branches = [
      node.then,
      ...node.elif.flatMap((elif) => [elif.clause, elif.then]),
      ...(node.else ? [node.else] : []),
    ];
    const states = branches.map((branch) => {
      const own = state.child();
      output += this.node(branch, own, stdin);
      return own;
    });
    for (const own of states) state.absorb(own, false);
    return output;
  }

  private each(node: For | Select, state: State, stdin: string | undefined): string {
    const items = node.wordlist
      ? expandWords(node.wordlist, this, state)
      : (state.positional ?? [mark.unknown]);
    let output = '';
    const name = node.name.value;
    for (const item of items.slice(0, rounds)) {
      if (!this.reading.spend()) return output;
      state.set(name, item);
      output += this.node(node.body, state, stdin);
    }
    if (items.length > rounds) {
      state.set(name, mark.unknown + taints(items.join('')));
      output += this.node(node.body, state, stdin);
    }
    return output;
  }

  private loop(node: While, state: State, stdin: string | undefined): string {
    if (isEndlessSpawner(node)) this.reading.report('fork-bomb');
    let output = '';
    // Twice, so that what one round leaves behind is seen by the next.
    for (let round = 0; round < 2; round++) {
      output += this.node(node.clause, state, stdin);
      output += this.branch(node.body, state, stdin);
    }
    return output;
  }

  private selection(node: Case, state: State, stdin: string | undefined): string {
    runSubstitutions(node.word, this, state);
    let output = '';
    for (const item of node.items) {
      for (const pattern of item.pattern) expandText(pattern, this, state);
      output += this.branch(item.body, state, stdin);
    }
    return output;
  }

  private coprocess(node: Coproc, state: State, stdin: string | undefined): string {
    this.reading.background++;
    const output = this.apart(node.body, state, stdin);
    this.reading.background--;
    const numbers = [this.reading.serial() + 100, this.reading.serial() + 100].map(String);
    state.descriptors.set(numbers[0] as string, output);
    state.variables.set(node.name?.value ?? 'COPROC', { values: [numbers[0] as string], words: numbers });
    return '';
  }
}

/** A fresh state for a call that starts in the given folder. */
export const startState = (cwd: string): State => new State({ cwd });
