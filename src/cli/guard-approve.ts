import { Command } from 'commander';
import { home as stateHome } from '../config/home.ts';
import { exitCode, Failure } from '../failure.ts';
import { approvalMilliseconds, approve } from '../hooks/decide/approvals.ts';
import { makeApprovalKey } from '../hooks/decide/signature.ts';
import { entryFolder } from '../hooks/entry/install.ts';
import { findBlocks } from '../hooks/journal/audit-trail.ts';
import type { BlockRow } from '../hooks/journal/listings.ts';
import { localTime } from '../local-time.ts';
import { blockPlaces } from './commands/blocks.ts';
import { recordAct } from './hand-in-acts.ts';
import { confirmByWord, mustBeAtTerminal } from './person.ts';
import { paint, print, say, table } from './terminal.ts';

/** How far back refusals are offered: longer ago, no session waits for the call. */
const offeredMilliseconds = 60 * 60_000;
const mostOffered = 20;

/** Refused calls, newest first, each exact call once. */
const recentlyRefused = async (): Promise<readonly BlockRow[]> => {
  const rows = await findBlocks(blockPlaces(), { since: Date.now() - offeredMilliseconds, limit: 200 });
  const byCode = new Map(rows.toReversed().map((row) => [row.code, row]));
  return [...byCode.values()].toReversed().slice(0, mostOffered);
};

const listed = (rows: readonly BlockRow[]): string =>
  table([
    ['', 'when', 'tool', 'pattern', 'project', ''],
    ...rows.map(({ at, tool, pattern, project = '', input = '' }, index) => [
      String(index + 1),
      new Date(at).toLocaleTimeString('sv-SE'),
      tool,
      pattern,
      project,
      input.slice(0, 100),
    ]),
  ]);

/** The refusal meant: its number in the list, or its code in `blocks`. */
const chosen = (rows: readonly BlockRow[], which: string): BlockRow => {
  const row = /^\d+$/.test(which)
    ? rows[Number(which) - 1]
    : rows.find(({ code }) => code === which.toUpperCase());
  if (row) return row;
  throw new Failure(`No call that was refused within the last hour is ${which}.`, {
    fix: 'start-observability guard approve, without a number, lists them',
    exitCode: exitCode.usage,
  });
};

const act = async (which: string | undefined): Promise<void> => {
  mustBeAtTerminal();
  const rows = await recentlyRefused();
  if (rows.length === 0) {
    throw new Failure('Nothing was refused within the last hour.', { exitCode: exitCode.usage });
  }
  print(listed(rows));
  if (which === undefined) return say('start-observability guard approve NUMBER approves one of them, once.');
  const { at, tool, pattern, category, code, input } = chosen(rows, which);
  confirmByWord(
    `Refused ${localTime(Date.parse(at))}: ${tool}, ${category}/${pattern}${input ? `\n  ${input}` : ''}\nLet exactly this call through, once?`,
  );
  const home = stateHome();
  approve(entryFolder(home.root), makeApprovalKey(home.secrets), code);
  await recordAct(home, { act: 'approve', code, pattern, tool });
  say(
    paint(
      'green',
      `Approved once, within the next ${approvalMilliseconds / 60_000} minutes. Let the agent try again.`,
      process.stderr,
    ),
  );
};

const help = `
Without a number it lists what was refused within the last hour. What the calls say stands in the conversation, and here
only where \`privacy.tools\` keeps it. An approval holds for exactly that call (tool, input and folder), once, for ten
minutes. It is given by a person at a terminal that no coding agent has opened.

Examples:
  start-observability guard approve       lists
  start-observability guard approve 1     approves the newest refusal, once`;

/** `guard approve`, and `allow-once` as it was called before. */
export const approving = (name: string): Command =>
  new Command(name)
    .description('Let one exact call through that the guard refused, once, within ten minutes.')
    .argument('[which]', 'its number in the list')
    .addHelpText('after', help)
    .action(act);
