import { disclosurePatterns } from '../effects/disclosure.ts';
import { originPatterns } from '../effects/origin.ts';
import { reportServicePowerShell } from '../families/stack/services.ts';
import { looksDangerous } from '../findings/looks.ts';
import { unreadablePatterns } from '../findings/unreadable.ts';
import type { Shell } from '../shell/shell.ts';
import type { State } from '../shell/state.ts';
import { mark } from '../text/text.ts';
import { act } from './cmdlets.ts';
import { evaluateExpression, isExpression } from './expression.ts';
import { aliases, downloads } from './names.ts';
import { readParameters } from './parameters.ts';
import { pathText, type Session, textOf } from './session.ts';
import { readPowerShell, type Word } from './tokens.ts';

/** Cmdlets that run their blocks themselves, with what is piped in or gone through. */
const runsBlocks = /^(foreach-object|invoke-command|start-job)$/;

const isCall = (word: Word | undefined): boolean =>
  word !== undefined && !word.quoted && (word.text === '&' || word.text === '.');

/** A name as the shell looks it up: without its folder and ending, in lower case, behind its alias. */
const nameOf = (typed: string): string => {
  const isProgram = /\.exe$/i.test(typed);
  const lower = typed
    .replace(/^.*[\\/]/, '')
    .replace(/\.(exe|cmd|bat)$/i, '')
    .toLowerCase();
  return (!isProgram && Object.hasOwn(aliases, lower) ? aliases[lower] : undefined) ?? lower;
};

/** Runs one command; returns what it hands to the next one of its pipeline. */
const command = (all: readonly Word[], piped: readonly string[], session: Session): readonly string[] => {
  if (all.length > mostWords)
    session.shell.reading.report(unreadablePatterns['too-complex'], `${all.length} words`);
  const words = all.slice(0, mostWords);
  const called = isCall(words[0]);
  const rest = called ? words.slice(1) : words;
  const [first] = rest;
  if (first === undefined) return [];
  if (!called && isExpression(first)) {
    runBlocks(rest, session);
    if (downloads.test(first.text)) return [mark.network];
    return evaluateExpression(rest, session);
  }
  const typed = textOf(first, session);
  if (called && typed.includes(mark.network)) session.shell.reading.report(originPatterns['remote-code']);
  const name = nameOf(typed);
  if (!runsBlocks.test(name)) runBlocks(rest, session);
  return act({ name, typed, words: rest, given: readParameters(rest.slice(1), session), piped, session });
};

/** Most values that are kept of what a pipeline hands on. */
const mostValues = 16;

/** Most words of one command that are looked at. */
const mostWords = 1000;

const runBlocks = (words: readonly Word[], session: Session): void => {
  for (const word of words)
    for (const source of word.blocks) session.shell.reading.nested(() => session.run(source), []);
};

/** `$name = ...` in front of a pipeline: the name, and the pipeline without it. */
const assignment = (pipeline: readonly Word[][]): [string, Word[][]] | undefined => {
  const [target, equals, ...rest] = pipeline[0] ?? [];
  const others = pipeline.slice(1);
  const attached = target?.quoted ? null : /^\$([A-Za-z_]\w*)=(.*)$/s.exec(target?.text ?? '');
  if (attached && target) {
    const text = attached[2] as string;
    const word = { ...target, text, items: [text], quoted: true };
    return [attached[1] as string, [[word, ...(equals ? [equals] : []), ...rest], ...others]];
  }
  const name = /^\$([A-Za-z_]\w*)$/.exec(target?.text ?? '')?.[1];
  return name !== undefined && equals?.text === '=' ? [name, [rest, ...others]] : undefined;
};

const runPipeline = (pipeline: readonly Word[][], session: Session): readonly string[] => {
  const assigned = assignment(pipeline);
  let piped: readonly string[] = [];
  for (const words of assigned?.[1] ?? pipeline) {
    if (!session.shell.reading.spend()) return [];
    piped = session.shell.reading.nested(() => command(words, piped, session), []);
  }
  redirections(pipeline, piped, session);
  if (!assigned) return piped;
  session.variables.set(
    assigned[0].toLowerCase(),
    piped.length > 0 ? piped.slice(0, mostValues) : [mark.unknown],
  );
  return [];
};

const run = (source: string, session: Session): readonly string[] => {
  const { reading } = session.shell;
  if (!reading.spendText(source.length)) return [];
  const { pipelines, unfinished } = readPowerShell(source);
  if (unfinished)
    reading.report(
      looksDangerous(source) ? unreadablePatterns['unreadable-dangerous'] : unreadablePatterns['unreadable'],
    );
  const output: string[] = [];
  for (const pipeline of pipelines) {
    if (!reading.spend()) return output;
    output.push(...runPipeline(pipeline, session).slice(0, mostValues));
  }
  return output.slice(0, mostValues);
};

/** `> file` stands among the words. */
const redirections = (pipeline: readonly Word[][], piped: readonly string[], session: Session): void => {
  for (const words of pipeline) {
    words.forEach((word, at) => {
      const target = /^\d?>>?$/.test(word.text) && !word.quoted ? words[at + 1] : undefined;
      if (target)
        session.shell.writeFile(
          pathText(textOf(target, session), session),
          piped.join('\n') || mark.unknown,
          session.state,
        );
    });
  }
};

/** Reads PowerShell source: its own cmdlets by their own rules, programs by those of the other shell. */
export const runPowerShell = (source: string, shell: Shell, state: State): void => {
  const session: Session = {
    shell,
    state: state.child(),
    variables: new Map(),
    run: (inner) => shell.reading.nested(() => run(inner, session), []),
  };
  reportServicePowerShell(source, shell.reading);
  const printed = session.run(source).join('\n');
  if (printed.includes(mark.secret)) shell.reading.report(disclosurePatterns['secret-variable']);
  if (printed.includes(mark.stored)) shell.reading.report(disclosurePatterns['secret-print']);
};
