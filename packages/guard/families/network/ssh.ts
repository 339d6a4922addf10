import { reportProtected } from '../../effects/protected.ts';
import { reportArguments } from '../../effects/secrets.ts';
import { type OptionSpec, options } from '../../program/options.ts';
import { runText } from '../../program/run.ts';
import type { Invocation, Program } from '../../shell/shell.ts';
import { isKnown, mark, plain, taints } from '../../text/text.ts';

const sshSpec: OptionSpec = { short: 'bcDEeFIiJLlmOopQRSWwBP' };

/** Options of ssh that run a program on this machine. */
const localCommand = /^(ProxyCommand|LocalCommand|KnownHostsCommand)\s*[= ]\s*(.+)$/is;

export const runSshOptions = (values: readonly string[], call: Invocation): void => {
  for (const value of values) {
    const match = localCommand.exec(value);
    if (match) runText((match[2] as string).replace(/^["']|["']$/g, ''), call);
  }
};

/** `ssh host command`: read as if it ran here; what is destroyed elsewhere is destroyed all the same. */
const ssh: Program = (call) => {
  const given = options(call.args, { ...sshSpec, stops: true });
  const all = options(call.args, sshSpec);
  runSshOptions([...given.values('o'), ...(given.operands.length > 1 ? [] : all.values('o'))], call);
  const [, ...command] = given.operands;
  if (command.length > 0) {
    const output = runText(command.map(plain).join(' '), call);
    return mark.network + taints(output);
  }
  if (call.stdin !== undefined && given.operands.length > 0 && isKnown(call.stdin))
    runText(call.stdin, { ...call, stdin: undefined });
  return mark.unknown;
};

const copyOver: Program = (call) => {
  const given = options(call.args, { short: 'cFiJloPSXD', valued: 'identity' });
  runSshOptions(given.values('o'), call);
  for (const program of given.values('S')) runText(program, call);
  reportArguments(given.operands, call.reading, call.state);
  const target = given.operands.at(-1);
  if (target && !target.includes(':') && given.operands.length > 1) {
    for (const source of given.operands.slice(0, -1))
      reportProtected(
        `${target}/${source.split(/[/:]/).at(-1) ?? ''}`,
        call.reading,
        call.state,
        given.has('r') ? 'whole' : 'file',
      );
    call.shell.writeFile(target, mark.unknown, call.state);
  }
  return '';
};

export const sshPrograms: Record<string, Program> = {
  ssh,
  autossh: ssh,
  mosh: ssh,
  sshpass: (call) =>
    call.shell.runWords(options(call.args, { short: 'pfdPe', stops: true }).operands, call.state, call.stdin),
  scp: copyOver,
  sftp: copyOver,
};
