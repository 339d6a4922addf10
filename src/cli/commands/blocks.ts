import { existsSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import * as z from 'zod';
import { hookServicePlace } from '../../client/hook-service.ts';
import { home } from '../../config/home.ts';
import { load } from '../../config/load.ts';
import { exitCode, Failure } from '../../failure.ts';
import { entryFolder } from '../../hooks/entry/install.ts';
import { type BlockPlaces, findBlocks } from '../../hooks/journal/audit-trail.ts';
import { journalFile } from '../../hooks/journal/journal-store.ts';
import { blockQuery } from '../../hooks/journal/listing-filters.ts';
import type { BlockRow } from '../../hooks/journal/listings.ts';
import { isReady } from '../../runtime/ready.ts';
import type { CommandGroup } from '../command.ts';
import { forModelOption, jsonPrinter } from '../for-model.ts';
import { paint, print, say, table } from '../terminal.ts';

/** Where blocks are to be found on this machine. */
export const blockPlaces = (): BlockPlaces => ({
  ...hookServicePlace({ home: home(), config: load(home()).config }),
  data: path.join(home().data, 'hooks'),
  entry: entryFolder(home().root),
});

/** Day and minute: with the year and the seconds the code would not fit a terminal of 80 characters. */
const when = (at: string): string => new Date(at).toLocaleString('sv-SE').slice(5, 16);

const colours = { deny: 'red', ask: 'yellow' } as const;

const row = ({
  at,
  verdict,
  category,
  pattern,
  tool,
  mcp_server,
  code,
  project,
  session,
  input,
}: BlockRow): readonly string[] => [
  when(at),
  verdict in colours ? paint(colours[verdict as keyof typeof colours], verdict) : verdict,
  code,
  mcp_server ? `${tool} (${mcp_server})` : tool,
  pattern,
  // The last column goes on below itself: what must be copied whole stands before it.
  [project, session.slice(0, 8), input ?? category].filter(Boolean).join(' '),
];

export const blockTable = (blocks: readonly BlockRow[]): string =>
  table([['time', 'verdict', 'code', 'tool', 'pattern', 'project, session, what'], ...blocks.map(row)]);

/** In a container the journal can only be read by the service; the list then lacks what it holds. */
const isJournalAway = async ({ tls, data }: BlockPlaces): Promise<boolean> =>
  !existsSync(journalFile(data)) && !(await isReady(`http://127.0.0.1:${tls?.port}/ready`));

const examples = `
Examples:
  start-observability blocks                          the last 20
  start-observability blocks --since 24h --category secret
  start-observability blocks --verdict allowed_once   what a person let through
  start-observability blocks --json --limit 1000

Commands and paths are shown only with privacy.tools switched on; without, the code tells equal calls.`;

export const group: CommandGroup = 'guard';

export const brief = 'List what the guard blocked';

export const build = (): Command =>
  new Command('blocks')
    .description('Show what the guard refused (deny) or put to the person (ask), newest first.')
    .option('--since <time>', 'how far back (30m, 24h, 7d), or a date')
    .option('--category <name>', 'delete, git, secret, ...')
    .option('--pattern <id>', 'one pattern of the guard')
    .option('--tool <name>', 'Bash, Read, mcp_tool, ...')
    .option('--verdict <verdict>', 'deny, ask, allowed_once, allowed_off, would_deny, would_ask')
    .option('--limit <number>', 'how many', '20')
    .option('--json', 'as JSON')
    .option(...forModelOption)
    .addHelpText('after', examples)
    .action(async ({ json, forModel, ...options }: { json?: boolean; forModel?: boolean }) => {
      const filter = blockQuery.safeParse(options);
      if (!filter.success) {
        throw new Failure('These filters are not understood.', {
          where: z.prettifyError(filter.error),
          fix: 'start-observability blocks --help',
          exitCode: exitCode.usage,
        });
      }
      const places = blockPlaces();
      const blocks = await findBlocks(places, filter.data);
      const isAway = await isJournalAway(places);
      if (isAway) {
        say(
          'The hook-event service does not answer: only what still waits for it is here. `start-observability start` brings it up.',
        );
      }
      if (json) return jsonPrinter(forModel)(blocks);
      if (isAway && blocks.length === 0) return;
      if (blocks.length === 0) return say('Nothing was blocked.');
      print(blockTable(blocks));
    });
