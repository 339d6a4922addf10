import { reportDelete } from '../effects/delete.ts';
import { reportSecret } from '../effects/secrets.ts';
import { mark, taints } from '../text/text.ts';
import { pathText, type Session, valuesOf } from './session.ts';
import { hole, type Word } from './tokens.ts';

const dotNet = new RegExp(`^\\[(?:System\\.)?IO\\.(Directory|File)\\]::(\\w+)${hole}`, 'i');

const environmentMethod = new RegExp(`^\\[(?:System\\.)?Environment\\]::GetEnvironmentVariable${hole}`, 'i');

/** `[IO.File]::ReadAllText('x')` and its kin: methods of .NET that read, write or delete. */
const fileMethod = (kind: string, method: string, args: readonly string[], session: Session): void => {
  const { shell, state } = session;
  for (const path of args.slice(0, /copy|move/i.test(method) ? 2 : 1).map((one) => pathText(one, session))) {
    if (/^delete/i.test(method)) reportDelete(path, shell.reading, state, /directory/i.test(kind));
    else
      reportSecret(
        path,
        shell.reading,
        state,
        /^(write|append|create|move|replace)/i.test(method) ? 'write' : 'read',
      );
  }
};

/** Whether a command is an expression: it is not a name but a value, whose parts may be commands. */
export const isExpression = (word: Word): boolean =>
  word.quoted || word.items.length > 1 || /^[[\d]|^\$/.test(word.text) || word.text.startsWith(hole);

/** The values of an expression; what it calls is reported. */
export const evaluateExpression = (words: readonly Word[], session: Session): readonly string[] => {
  const [first] = words;
  if (first === undefined) return [];
  const call = dotNet.exec(first.text);
  if (call) {
    const args = session.run(first.nested[0] ?? '');
    fileMethod(call[1] as string, call[2] as string, args, session);
    return [mark.unknown];
  }
  const variable = environmentMethod.exec(first.text);
  if (variable) return session.run(session.run(first.nested[0] ?? '').map((name) => `$env:${name}`)[0] ?? '');
  if (!first.quoted && first.text.startsWith('[') && first.nested.length > 0) {
    const inner = first.nested.map((source) => session.run(source).join(' ')).join(' ');
    const decoded =
      first.nested.some((source) => /frombase64string/i.test(source)) || /frombase64string/i.test(first.text);
    return [mark.unknown + taints(inner) + (decoded ? mark.decoded : '')];
  }
  const values = valuesOf(first, session);
  for (const word of words.slice(1)) valuesOf(word, session);
  return words.length > 1 ? [mark.unknown] : values;
};
