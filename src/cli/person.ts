import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { exitCode, Failure } from '../failure.ts';
import { type Ancestor, ancestors } from './ancestors.ts';

/**
 * Proof that a person decides, not the model that was stopped. Both run as the same user, so no single sign is enough:
 * a terminal, no coding agent and no program that lends a terminal above this process, and a word that has to be read
 * from the terminal and typed there. The guard refuses the command lines that get around these.
 */

/** What coding agents set for the programs they run. */
const agentVariables =
  /^(?:CLAUDECODE|CLAUDE_CODE_ENTRYPOINT|CLAUDE_CODE_SESSION_ID|GEMINI_CLI|QWEN_CODE_SESSION_ID|CODEX_SANDBOX|CODEX_THREAD_ID|COPILOT_CLI|OPENCODE|CURSOR_AGENT)=./;

/** Coding agents, by the name of the program or by the script that Node runs. */
const agentNames = /^(?:claude|claude-code|codex|gemini|qwen|copilot|opencode|aider|goose)(?:\.exe)?$/;
const agentScripts =
  /\/(?:claude-code|claude-agent-sdk|gemini-cli|qwen-code|codex|copilot|opencode-ai)(?:\/|-linux|-darwin|$)|\/\.local\/share\/claude\/versions\//;

/** Programs that lend a terminal to what they run, or run it while no person is there. */
const lenders =
  /^(?:script|expect|unbuffer|socat|empty|rlwrap|ttyrec|asciinema|python[\d.]*|perl|ruby[\d.]*|tclsh[\d.]*|at|atd|cron|crond|anacron|batch|systemd-run)$/;

const firstWord = (command: string): string => command.split(' ')[0]?.split('/').at(-1) ?? '';

const isAgent = ({ name, command }: Ancestor): boolean => {
  const [program = '', script = ''] = command.split(' ');
  return (
    agentNames.test(name) || agentNames.test(firstWord(command)) || agentScripts.test(`${program} ${script}`)
  );
};

const refusal = (what: string): Failure =>
  new Failure(what, { fix: 'run this command in a terminal of your own', exitCode: exitCode.usage });

/** In a session of tmux or screen without a viewer, a program types. */
const mustBeAttached = (above: readonly Ancestor[], env: NodeJS.ProcessEnv): void => {
  const isTmux = above.some(({ name }) => name.startsWith('tmux'));
  if (!isTmux) return;
  const [socket = ''] = (env['TMUX'] ?? '').split(',');
  const asked = spawnSync('tmux', ['-S', socket, 'display-message', '-p', '#{session_attached}'], {
    encoding: 'utf8',
    timeout: 3000,
  });
  if (!(Number(asked.stdout) > 0)) throw refusal('This session of tmux has no viewer.');
};

/**
 * What keeps this process from being a person's, as far as the machine shows it.
 * @throws Failure that names it
 */
export const mustBeAtTerminal = (
  above: readonly Ancestor[] = ancestors(),
  env: NodeJS.ProcessEnv = process.env,
): void => {
  if (!process.stdin.isTTY || !process.stdout.isTTY)
    throw refusal('Only a person at a terminal can do this.');
  const own = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const variable = [own, ...above.map(({ environment }) => environment)]
    .flat()
    .find((one) => agentVariables.test(one));
  if (variable) throw refusal(`This was started by a coding agent (${variable.split('=')[0]} is set).`);
  const agent = above.find(isAgent);
  if (agent) throw refusal(`This was started by a coding agent (process ${agent.pid}, ${agent.name}).`);
  const lender = above.find(({ name, command }) => lenders.test(name) || lenders.test(firstWord(command)));
  if (lender)
    throw refusal(`${lender.name} (process ${lender.pid}) lends this terminal: no person may be there.`);
  mustBeAttached(above, env);
};

const letters = 'abcdefghjkmnpqrstuvwxyz';

const randomWord = (): string => Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join('');

const readLine = (terminal: number): string => {
  const byte = Buffer.alloc(1);
  let line = '';
  while (readSync(terminal, byte) === 1 && byte[0] !== 0x0a && line.length < 200)
    line += byte.toString('latin1');
  return line.trim();
};

/**
 * Lets a person confirm by typing a word that is shown on the terminal itself, not on standard output.
 * @throws Failure when something else is typed, or there is no terminal
 */
export const confirmByWord = (question: string): void => {
  const word = randomWord();
  let terminal: number;
  try {
    terminal = openSync('/dev/tty', 'r+');
  } catch (cause) {
    throw new Failure('Only a person at a terminal can do this.', {
      where: '/dev/tty',
      fix: 'run this command in a terminal of your own',
      exitCode: exitCode.usage,
      cause,
    });
  }
  try {
    writeSync(terminal, `${question}\nType ${word} to confirm, anything else to leave it: `);
    if (readLine(terminal) === word) return;
  } finally {
    closeSync(terminal);
  }
  throw new Failure('Nothing was changed.', { exitCode: exitCode.cancelled });
};
