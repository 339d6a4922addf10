import {
  type AndOr,
  type Command,
  type Pipeline,
  parse,
  type Redirected,
  type Script,
  type Statement,
  type SyntaxNode,
} from 'unbash';
import type { Reading } from '../findings/reading.ts';
import { unreadablePatterns } from '../findings/unreadable.ts';
import { isKnown, mark } from '../text/text.ts';
import { Choices } from './choices.ts';
import { conditional, coprocess, each, type Flow, loop, type Node, selection } from './compound.ts';
import { readFile, writeFile } from './files.ts';
import { forkBombPatterns, isBombPipeline, isEndlessSpawner } from './fork-bomb.ts';
import { Frames } from './frames.ts';
import { nestsBeyondReason } from './nesting.ts';
import { deliver, redirect } from './redirect.ts';
import { type Dispatch, runCommand } from './simple.ts';
import { State } from './state.ts';
import { runSubscripts, runSubstitutions } from './substitution.ts';

const leaves = new Set(['exit', 'return', 'break', 'continue', 'die', 'exec']);

const alwaysLeaves = (node: Node): boolean => {
  if (node.type === 'BraceGroup') return node.body.commands.some(({ command }) => alwaysLeaves(command));
  return node.type === 'Command' && leaves.has(node.name?.value ?? '');
};

/** Reads shell syntax trees: an abstract interpreter that executes nothing and follows every branch. */
export class Interpreter implements Flow {
  readonly reading: Reading;
  readonly frames = new Frames();
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
      this.reading.report(unreadablePatterns['too-complex']);
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
    this.frames.background++;
    const output = this.node(statement.command, background, stdin);
    this.frames.background--;
    state.absorbFiles(background);
    return output;
  }

  node(node: Node, state: State, stdin: string | undefined): string {
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
        return coprocess(this, node, state, stdin);
      case 'TestCommand':
      case 'ArithmeticCommand':
        runSubstitutions(node, this, state);
        runSubscripts(node, this, state);
        return '';
      default:
        return this.compound(node, state, stdin);
    }
  }

  private compound(node: Node, state: State, stdin: string | undefined): string {
    switch (node.type) {
      case 'If':
        return conditional(this, node, state, stdin);
      case 'For':
      case 'Select':
        return each(this, node, state, stdin);
      case 'While':
        return loop(this, node, state, stdin);
      case 'ArithmeticFor':
        if (isEndlessSpawner(node)) this.reading.report(forkBombPatterns['fork-bomb']);
        for (const part of [node.initialize, node.test, node.update])
          if (part) runSubstitutions(part as SyntaxNode, this, state);
        return this.branch(node.body, state, stdin);
      case 'Case':
        return selection(this, node, state, stdin);
      default:
        return '';
    }
  }

  private command(node: Command, state: State, stdin: string | undefined): string {
    if (!this.reading.spend()) return '';
    return runCommand(node, this, state, stdin, this.dispatch);
  }

  /** Runs something in a state of its own of which only the files it wrote remain. */
  apart(node: Node, state: State, stdin: string | undefined): string {
    const subshell = state.child();
    const output = this.node(node, subshell, stdin);
    state.absorbFiles(subshell);
    return output;
  }

  /** Runs something that may or may not be run. */
  branch(node: Node, state: State, stdin: string | undefined): string {
    const branch = state.child();
    const output = this.node(node, branch, stdin);
    state.absorb(branch, false);
    return output;
  }

  private pipeline(node: Pipeline, state: State, stdin: string | undefined): string {
    if (isBombPipeline(node, this.frames)) this.reading.report(forkBombPatterns['fork-bomb']);
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
}

/** A fresh state for a call that starts in the given folder. */
export const startState = (cwd: string): State => new State({ cwd });
