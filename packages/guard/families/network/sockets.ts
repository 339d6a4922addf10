import { disclosurePatterns } from '../../effects/disclosure.ts';
import { originPatterns } from '../../effects/origin.ts';
import { reportArgument } from '../../effects/secrets.ts';
import { options } from '../../program/options.ts';
import { runText } from '../../program/run.ts';
import type { Program } from '../../shell/shell.ts';
import { mark, plain } from '../../text/text.ts';
import { databasePatterns } from '../databases/sql.ts';
import { shellPrompt } from '../shells/shells.ts';
import { sendsInput } from './requests.ts';

const isShellWord = /(^|[\s/'"=:,])(ba|z|da|k|a|c|tc|fi)?sh\b|powershell|cmd\.exe|pwsh/;

/** `nc` and its kin: what they send, what they print, and the program they hand the connection to. */
const netcat: Program = (call) => {
  const given = options(call.args, {
    short: 'ceIiMmOPpqsTVwXxg',
    valued: 'exec sh-exec lua-exec output source-port',
  });
  const programs = given
    .values('e', 'exec', 'sh-exec', 'lua-exec')
    .concat(
      /^ncat/.test(call.name) ? given.values('c') : given.values('c').filter((value) => /sh/.test(value)),
    );
  if (programs.length > 0) call.reading.report(originPatterns['reverse-shell'], plain(programs.join(' ')));
  for (const program of programs) runText(program, call);
  sendsInput(call);
  if (call.stdin?.includes(shellPrompt)) call.reading.report(originPatterns['reverse-shell']);
  if (/^\s*(flush_all|flushall|flushdb)\b/im.test(call.stdin ?? ''))
    call.reading.report(databasePatterns['database-destroy'], plain(call.stdin ?? ''));
  if (call.stdin?.includes(mark.secret)) call.reading.report(disclosurePatterns['secret-sent']);
  return mark.network;
};

const socat: Program = (call) => {
  for (const word of call.args) {
    const [kind = '', ...rest] = plain(word).split(':');
    const body = rest.join(':').replace(/^["']|["']$/g, '');
    if (/^(exec|system|shell)$/i.test(kind)) {
      if (
        isShellWord.test(body) &&
        call.args.some((other) => /^(tcp|udp|openssl|dccp|sctp|unix|vsock)/i.test(other))
      )
        call.reading.report(originPatterns['reverse-shell'], body);
      runText(body.replace(/,(pty|stderr|setsid|sigint|sane|fdin|fdout|su|ctty|rawer).*$/, ''), call);
    }
    if (!word.startsWith('-')) reportArgument(word.replace(/["']/g, ''), call.reading, call.state);
  }
  return call.args.some((word) => /^(tcp|udp|openssl)[46]?[-:]/i.test(word)) ? mark.network : mark.unknown;
};

/** zsh's `ztcp host port`: opens a connection and names its descriptor in `REPLY`. */
const zshConnection: Program = (call) => {
  const descriptor = options(call.args, { short: 'd' }).value('d') ?? '9';
  call.state.set('REPLY', descriptor);
  call.state.descriptors.set(descriptor, mark.network);
  return '';
};

export const socketPrograms: Record<string, Program> = {
  nc: netcat,
  ncat: netcat,
  netcat,
  'nc.traditional': netcat,
  'nc.openbsd': netcat,
  telnet: netcat,
  socat,
  ztcp: zshConnection,
  zsocket: zshConnection,
};
