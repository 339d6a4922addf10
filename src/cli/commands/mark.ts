import { Command } from 'commander';
import { home } from '../../config/home.ts';
import { load } from '../../config/load.ts';
import { exitCode, Failure } from '../../failure.ts';
import type { Mark } from '../../ledger/marks.ts';
import { momentOf } from '../../queries/moment.ts';
import { tokenHeaders } from '../../service/token.ts';
import type { CommandGroup } from '../command.ts';
import { print, printJson, say, table } from '../terminal.ts';

interface MarkFlags {
  readonly at?: string;
  readonly list?: true;
  readonly remove?: string;
  readonly json?: true;
}

const ask = async <Answer>(method: string, path = '', body?: object): Promise<Answer> => {
  const place = home();
  const port = load(place).config.ports.ledger;
  const answer = await fetch(`http://127.0.0.1:${port}/api/marks${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...tokenHeaders(place.secrets) },
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(10_000),
  }).catch((cause: unknown) => {
    throw new Failure('The stack must run to set marks.', {
      where: `127.0.0.1:${port}`,
      fix: 'start-observability start',
      exitCode: exitCode.unhealthy,
      cause,
    });
  });
  const told = (await answer.json()) as Answer & { readonly error?: string };
  if (answer.ok) return told;
  throw new Failure(told.error ?? `The ledger answers ${answer.status}.`, { exitCode: exitCode.usage });
};

const timeOf = (text: string): number => {
  const time = momentOf(text);
  if (Number.isFinite(time)) return Math.round(time);
  throw new Failure(`"${text}" is not a time.`, {
    where: '--at',
    fix: 'Say 2h, 3d, or a date such as 2026-11-20T14:00.',
    exitCode: exitCode.usage,
  });
};

const show = ({ id, time, text }: Mark): readonly string[] => [
  String(id),
  new Date(time / 1000).toISOString().slice(0, 16).replace('T', ' '),
  text,
];

const run = async (text: string | undefined, { at, list, remove, json }: MarkFlags): Promise<void> => {
  if (list) {
    const { marks } = await ask<{ marks: readonly Mark[] }>('GET');
    return json ? printJson(marks) : print(table([['number', 'time (UTC)', 'text'], ...marks.map(show)]));
  }
  if (remove !== undefined) {
    await ask('DELETE', `/${encodeURIComponent(remove)}`);
    return say('Removed. Boards stop showing it with the next scrape.');
  }
  if (text === undefined)
    throw new Failure('Say what happened.', {
      fix: 'start-observability mark "new CLAUDE.md"',
      exitCode: exitCode.usage,
    });
  const mark = await ask<Mark>('POST', '', { text, ...(at && { time: timeOf(at) }) });
  if (json) return printJson(mark);
  say(`Marked. Boards show it with the next scrape; --remove ${mark.id} takes it away.`);
};

const examples = `
Examples:
  start-observability mark "new CLAUDE.md"
  start-observability mark "client updated everywhere" --at 2d
  start-observability mark --list
  start-observability report compare --before 2026-11-01..2026-11-14 --after 2026-11-15..2026-11-28`;

export const group: CommandGroup = 'see';
export const brief = 'Mark a moment on the boards';

export const build = (): Command =>
  new Command('mark')
    .description('Mark a moment on the boards: a change whose effect you want to see.')
    .argument('[text]', 'what happened')
    .option('--at <time>', 'when: 2h, 3d, or a date; now by default')
    .option('--list', 'list the marks')
    .option('--remove <number>', 'take one away')
    .option('--json', 'as JSON')
    .addHelpText('after', examples)
    .action(run);
