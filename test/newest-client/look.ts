import { realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { events } from '../../src/catalogue/events.ts';
import { known } from './known.ts';
import { readProgram } from './program.ts';
import { runSession } from './session.ts';

type NamesByKind = Readonly<Record<string, readonly string[]>>;

/** Everything a client tells about itself, by its program's text and by one session, and what of it nobody here knows. */
export const look = async (
  client: string,
): Promise<{ readonly found: NamesByKind; readonly fresh: NamesByKind }> => {
  const text = await readFile(realpathSync(client), 'latin1');
  const found: NamesByKind = {
    ...readProgram(text, Object.keys(events)),
    ...(await runSession(client)),
  };
  const fresh = Object.entries(known()).map(
    ([kind, { names }]) => [kind, (found[kind] ?? []).filter((name) => !names.has(name))] as const,
  );
  return { found, fresh: Object.fromEntries(fresh) };
};
