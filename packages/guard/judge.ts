import { allowed, decide, type EffectivePolicy } from './decide.ts';
import { dispatch } from './dispatch.ts';
import { reportPrinted } from './effects/disclosure.ts';
import { extraVerdicts, pathMatcher } from './extra.ts';
import { looksDangerous } from './findings/looks.ts';
import { Reading } from './findings/reading.ts';
import { unreadablePatterns } from './findings/unreadable.ts';
import type { Places } from './paths/path.ts';
import { runPowerShell } from './powershell/run.ts';
import { Interpreter, startState } from './shell/run.ts';
import type { Dispatch } from './shell/simple.ts';
import { withoutMarks } from './text/text.ts';
import { judgeTool } from './tools/tool.ts';
import type { Call, Verdict } from './verdict.ts';

/** Longest command that is read; the rest of a longer one is taken for hostile. */
const longestPayloadCharacters = 2 * 1024 * 1024;

const commandOf = (input: unknown): string | undefined => {
  const command = (input as { command?: unknown } | null)?.command;
  return typeof command === 'string' ? withoutMarks(command) : undefined;
};

/** Tools whose command is one of bash: the client's, and those of other agents. */
const isBash = (tool: string): boolean =>
  /^(Bash|bash|Monitor|shell|run_shell_command|run_in_terminal|exec_command|execute_command|run_terminal_cmd)$/.test(
    tool,
  );

const trimSlash = (path: string): string => (path.length > 1 ? path.replace(/\/+$/, '') : path) || '/';

/** The folders a call is judged by. */
export const placesOf = ({ cwd, project = cwd, home, guarded }: Call): Places => ({
  guarded,
  project: trimSlash(project),
  home: trimSlash(home),
});

/** Reads one call into a reading; `run` is what each command of a shell is handed to. */
export const readCall = (
  call: Call,
  reading: Reading,
  run: Dispatch,
  observePath: (path: string) => void,
): void => {
  const command = commandOf(call.input);
  const shell = new Interpreter(reading, run);
  const state = startState(trimSlash(call.cwd));
  if (command !== undefined && command.length > longestPayloadCharacters)
    reading.report(unreadablePatterns['too-complex']);
  if (isBash(call.tool) && command !== undefined) {
    reportPrinted(shell.runSource(command.slice(0, longestPayloadCharacters), state), command, reading);
  } else if (/^(PowerShell|powershell|pwsh)$/.test(call.tool) && command !== undefined)
    runPowerShell(command.slice(0, longestPayloadCharacters), shell, state);
  else judgeTool(call.tool, call.input, shell, state, observePath);
  // What was left unread at the end of a hostile command is judged by its looks.
  if (reading.found.has(unreadablePatterns['too-complex']) && looksDangerous(command ?? ''))
    reading.report(unreadablePatterns['unreadable-dangerous']);
};

const read = (call: Call, policy: EffectivePolicy): Verdict => {
  const places = placesOf(call);
  const extra = extraVerdicts(policy, places);
  const reading = new Reading(places, {
    isAllowedPath: pathMatcher(policy.allowedPaths, places),
    observe: extra.observe,
  });
  readCall(call, reading, dispatch, extra.observePath);
  return decide(reading.found, extra.verdicts, policy);
};

/**
 * What the guard answers to one tool call under a policy. Reads the call as data, executes nothing, touches no file, and
 * never throws: what it cannot read is a question for a person.
 */
export const judge = (call: Call, policy: EffectivePolicy): Verdict => {
  if (policy.profile === 'off') return allowed;
  try {
    return read(call, policy);
  } catch {
    const dangerous = looksDangerous(commandOf(call.input) ?? '');
    const pattern = unreadablePatterns[dangerous ? 'unreadable-dangerous' : 'unreadable'];
    return decide(new Map([[pattern, '']]), [], policy);
  }
};
