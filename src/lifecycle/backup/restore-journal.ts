import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import * as z from 'zod';
import type { Home } from '../../config/home.ts';
import { runtimeNames } from '../../runtime/runtime.ts';
import { componentNames } from '../../stack/components.ts';

const journal = z.object({
  runtime: z.enum(runtimeNames),
  components: z.array(z.enum(componentNames as [(typeof componentNames)[number]])),
  /** Below `run`: the unpacked archive. What is only added to the state folder comes from it, last. */
  folder: z
    .string()
    .regex(/^restore-\w+$/)
    .optional(),
  /** Data, configuration and secrets are in their place: what was there before may go. */
  isDone: z.boolean(),
});

/** How far a restore came. */
export type RestoreJournal = z.output<typeof journal>;

const journalOf = ({ run }: Home): string => path.join(run, 'restore.json');

/** First the memory, then the deed: whatever is killed, the next command knows how far it came. */
export const note = (home: Home, entry: RestoreJournal): Promise<void> =>
  writeFileAtomic(journalOf(home), JSON.stringify(entry), { mode: 0o600 });

/** The restore that did not end; undefined where there is none. */
export const unended = (home: Home): RestoreJournal | undefined =>
  existsSync(journalOf(home)) ? journal.parse(JSON.parse(readFileSync(journalOf(home), 'utf8'))) : undefined;

export const forget = (home: Home): void => rmSync(journalOf(home), { force: true });
