import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import {
  type CorpusCase,
  type CorpusResult,
  type Outcome,
  runCorpus,
  summarise,
} from '@start-observability/guard/corpus.ts';
import { explain } from '@start-observability/guard/explain.ts';
import { judge } from '@start-observability/guard/judge.ts';
import { patterns } from '@start-observability/guard/patterns.ts';
import type { Policy, Profile } from '@start-observability/guard/policy.ts';
import { defaultPolicy } from '@start-observability/guard/tighten.ts';
import type { Call, Decision } from '@start-observability/guard/verdict.ts';
import { Command, Option } from 'commander';
import { home } from '../../config/home.ts';
import { load } from '../../config/load.ts';
import { exitCode, Failure } from '../../failure.ts';
import { projectOf } from '../../hooks/decide/project.ts';
import type { CommandGroup } from '../command.ts';
import { approving } from '../guard-approve.ts';
import { switching } from '../guard-off.ts';
import { paint, print, printJson, say, table } from '../terminal.ts';

interface GuardFlags {
  readonly json?: boolean;
  readonly profile?: Profile;
  readonly tool: string;
  readonly cwd: string;
}

const colours = { deny: 'red', ask: 'yellow', allow: 'green' } as const;

const coloured = (decision: Decision): string => paint(colours[decision], decision);

const profileOption = () =>
  new Option('--profile <name>', 'judge by this profile instead of the configured one').choices([
    'default',
    'strict',
    'audit',
    'off',
  ]);

const policyFor = (profile: Profile | undefined): Policy => {
  const { guard } = load(home()).config;
  return profile === undefined ? guard : { ...guard, profile };
};

/** A path for the file tools, a command for the shells; JSON is taken as the whole input. */
const inputOf = (tool: string, text: string): unknown => {
  if (text.startsWith('{') && tool !== 'Bash' && tool !== 'PowerShell') {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      throw new Failure('The input is not valid JSON.', { where: text, exitCode: exitCode.usage });
    }
  }
  if (tool === 'Grep' || tool === 'Glob') return { pattern: '', path: text };
  if (tool === 'NotebookEdit') return { notebook_path: text };
  return tool === 'Bash' || tool === 'PowerShell' ? { command: text } : { file_path: text };
};

const callOf = (words: readonly string[], { tool, cwd }: GuardFlags): Call => ({
  tool,
  input: inputOf(tool, words.join(' ')),
  cwd,
  project: projectOf(cwd),
  home: homedir(),
});

const judging = (name: string): Command =>
  new Command(name)
    .argument('<command...>', 'the command as one quoted text; for a file tool its path or its input as JSON')
    .option('--tool <name>', 'the tool that would be called', 'Bash')
    .addOption(
      new Option(
        '--cwd <folder>',
        'the folder the call is made in; the project is the repository around it',
      ).default(process.cwd(), 'the current folder'),
    )
    .addOption(profileOption())
    .option('--json', 'as JSON');

const exitCodeOf = (decision: Decision): number => (decision === 'allow' ? exitCode.ok : exitCode.failed);

/** For a person; a script reads the one word. */
const noPattern = (): string => (process.stdout.isTTY ? paint('dim', '  no pattern matched') : '');

const test = (): Command =>
  judging('test')
    .description(
      'Say what the guard answers to a command, without running it. Exit code 1 unless it is allowed.',
    )
    .action((words: string[], options: GuardFlags) => {
      const verdict = judge(callOf(words, options), policyFor(options.profile));
      process.exitCode = exitCodeOf(verdict.decision);
      if (options.json) return printJson(verdict);
      const why = verdict.pattern ? `  ${verdict.category}/${verdict.pattern}` : noPattern();
      print(`${coloured(verdict.decision)}${why}`);
      if (verdict.would) print(`would be ${coloured(verdict.would)} without the profile audit`);
      if (verdict.reason) print(verdict.reason);
      if (verdict.suggestion) print(verdict.suggestion);
    });

const explainCommand = (): Command =>
  judging('explain')
    .description('Show how the guard reads a command: every program it comes to, and every pattern found.')
    .action((words: string[], options: GuardFlags) => {
      const call = callOf(words, options);
      const policy = policyFor(options.profile);
      const verdict = judge(call, policy);
      const explanation = explain(call, policy);
      if (options.json) return printJson({ verdict, ...explanation });
      const outermost = Math.min(...explanation.steps.map(({ depth }) => depth));
      for (const { depth, folder, words: step } of explanation.steps) {
        print(`${'  '.repeat(depth - outermost)}${JSON.stringify(step)}  ${paint('dim', `in ${folder}`)}`);
      }
      for (const { pattern, decision, detail } of explanation.findings) {
        print(`${coloured(decision)}  ${pattern}  ${detail}`);
      }
      print(`verdict: ${coloured(verdict.decision)}`);
    });

const patternsCommand = (): Command =>
  new Command('patterns')
    .description('List every pattern with its decisions.')
    .option('--category <name>', 'only this category')
    .option('--json', 'as JSON')
    .action(({ category, json }: { category?: string; json?: boolean }) => {
      const listed = patterns.filter((pattern) => category === undefined || pattern.category === category);
      if (json) return printJson(listed);
      const rows = listed.map(({ id, category: own, decision, brief }) => [
        id,
        own,
        decision.default,
        decision.strict,
        brief,
      ]);
      print(table([['pattern', 'category', 'default', 'strict', ''], ...rows]));
    });

const parseCases = (file: string): CorpusCase[] => {
  try {
    const lines = readFileSync(file, 'utf8').split('\n');
    return lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as CorpusCase);
  } catch (cause) {
    throw new Failure('The corpus cannot be read.', {
      where: file,
      fix: 'one JSON object per line, with tool, input, cwd, verdict and strict',
      exitCode: exitCode.usage,
      cause,
    });
  }
};

const wrong = new Set<Outcome>(['bypass', 'soft', 'refusal']);

const line = ({ case: one, outcome, wanted, verdict }: CorpusResult): string => {
  const input = JSON.stringify((one.input as { command?: string }).command ?? one.input);
  return `${outcome}${one.contested ? ' (contested)' : ''}: wanted ${wanted}, got ${verdict.decision} ${verdict.pattern}  ${one.tool} ${input}`;
};

const corpus = (): Command =>
  new Command('corpus')
    .description('Judge every case of a corpus file and compare with the verdicts wanted.')
    .argument('<file>', 'JSON lines')
    .addOption(profileOption().default('default'))
    .option('--home <folder>', 'the home folder the corpus assumes', '/home/dev')
    .option('--project <folder>', 'the project root the corpus assumes', '/home/dev/project')
    .option('--contested', 'list contested cases as well')
    .option('--json', 'as JSON')
    .action((file: string, options: GuardFlags & { home: string; project: string; contested?: boolean }) => {
      const policy = { ...defaultPolicy, profile: options.profile ?? 'default' };
      const results = runCorpus(parseCases(file), policy, {
        home: options.home,
        project: options.project,
      });
      const summary = summarise(results);
      const listed = results.filter(
        (result) => wrong.has(result.outcome) && (options.contested || !result.case.contested),
      );
      if (listed.some((result) => !result.case.contested)) process.exitCode = exitCode.failed;
      if (options.json) return printJson({ summary, wrong: listed });
      for (const result of listed) print(line(result));
      const outcomes = Object.keys(summary.uncontested) as Outcome[];
      const rows = (['uncontested', 'contested'] as const).map((kind) => [
        kind,
        ...outcomes.map((outcome) => String(summary[kind][outcome])),
      ]);
      say(table([['', ...outcomes], ...rows]));
    });

const examples = `
Examples:
  start-observability guard approve                         what was refused; with a number, lets it through once
  start-observability guard off 30m --reason 'a restore'    by a person at a terminal; back when the time is over
  start-observability guard test 'rm -rf "$BUILD"'          what the guard answers
  start-observability guard test --tool Read .env.local
  start-observability guard explain 'cd .. && rm -rf build' how it reads it
  start-observability guard patterns --category git
  start-observability guard corpus cases.jsonl --profile strict

Nothing that is tested is ever run.`;

export const group: CommandGroup = 'guard';

export const brief = 'Approve, switch off, ask the guard';

export const build = (): Command => {
  const command = new Command('guard')
    .description('Approve what the guard refused, switch it off for a while, test and explain it.')
    .addHelpText('after', examples)
    .addCommand(approving('approve'))
    .addCommand(test())
    .addCommand(explainCommand())
    .addCommand(patternsCommand())
    .addCommand(corpus());
  for (const make of switching) command.addCommand(make());
  return command;
};
