import * as z from 'zod';
import type { AuditEntry } from './entries.ts';

const word = z.string().max(200);

/** What people did at the command line, as `logs/guard.log` has it: one object a line. */
const personAct = z.object({
  at: z.iso.datetime(),
  user: word,
  act: z.enum(['approve', 'off', 'on', 'lift', 'set', 'unset', 'setup']),
  code: word.optional(),
  pattern: word.optional(),
  tool: word.optional(),
  until: word.optional(),
  reason: word.optional(),
  key: word.optional(),
});
export const personActs = z.array(personAct).max(1000);

const settings: ReadonlySet<string> = new Set(['set', 'unset', 'setup']);

/** An act is known by everything it says: handing it in again adds nothing. */
export const entryOfAct = (act: z.output<typeof personAct>): AuditEntry => {
  const { at, ...detail } = act;
  return {
    kind: settings.has(act.act) ? 'settings' : act.act === 'lift' ? 'budget' : 'person',
    identity: `act ${JSON.stringify(act)}`,
    time: Date.parse(at) * 1000,
    session: '',
    detail: Object.fromEntries(
      Object.entries(detail).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    ),
  };
};
