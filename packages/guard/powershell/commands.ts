import { reportDelete } from '../effects/delete.ts';
import { originPatterns } from '../effects/origin.ts';
import { reportOrigin } from '../program/run.ts';
import type { Program } from '../shell/shell.ts';
import { mark, plain } from '../text/text.ts';
import { runPowerShell } from './run.ts';

/** `powershell -Command ...` and `-EncodedCommand ...`: the option can be cut to any length. */
const powershell: Program = (call) => {
  const at = call.args.findIndex((word) => /^-(c|co|com|comm|comma|comman|command)$/i.test(word));
  const encoded = call.args.findIndex((word) => /^-(e|ec|en|enc|enco\w*)$/i.test(word));
  if (encoded >= 0) {
    call.reading.report(originPatterns['decoded-code'], 'PowerShell -EncodedCommand');
    return mark.unknown;
  }
  const firstPlain = call.args.findIndex((word) => !word.startsWith('-'));
  const words =
    at >= 0
      ? call.args.slice(at + 1)
      : firstPlain >= 0 && !/\.ps1$/i.test(call.args[firstPlain] ?? '')
        ? call.args.slice(firstPlain)
        : [];
  const file = call.args.find((word) => /\.ps1$/i.test(word));
  if (words.length === 0 && file !== undefined) {
    const text = call.shell.readFile(file, call.state, call.stdin);
    reportOrigin(text, call);
    if (text !== mark.unknown) runPowerShell(plain(text), call.shell, call.state);
  } else if (words.length > 0) runPowerShell(words.map(plain).join(' '), call.shell, call.state);
  else if (call.stdin?.includes(mark.network)) call.reading.report(originPatterns['remote-code']);
  else if (call.stdin !== undefined) runPowerShell(plain(call.stdin), call.shell, call.state);
  return mark.unknown;
};

/** `cmd /c ...`. */
const command: Program = (call) => {
  const at = call.args.findIndex((word) => /^\/\/?[ck]$/i.test(word));
  if (at >= 0)
    runPowerShell(
      call.args
        .slice(at + 1)
        .map(plain)
        .join(' ')
        .replace(/%(USERPROFILE|HOMEPATH)%/gi, () => call.reading.places.home)
        .replace(/%(SystemRoot|windir)%/gi, 'C:/Windows'),
      call.shell,
      call.state,
    );
  return mark.unknown;
};

/** `rd /s`, `del /s` of Windows when called from another shell. */
const deleteTree: Program = (call) => {
  const deep = call.args.some((word) => /^\/s$/i.test(word));
  for (const word of call.args)
    if (!/^\/[a-z]$/i.test(word)) reportDelete(word, call.reading, call.state, deep);
  return '';
};

export const windowsPrograms: Record<string, Program> = {
  powershell,
  pwsh: powershell,
  cmd: command,
  rd: deleteTree,
  erase: deleteTree,
};
