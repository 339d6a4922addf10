import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import type { Home } from '../../../src/config/home.ts';
import { openStore as openJournal } from '../../../src/hooks/journal/journal-store.ts';
import { openStore } from '../../../src/ledger/store.ts';
import { temporaryHome } from '../../home.ts';

export const block = '01HZZZZZZZZZZZZZZZZZZZZZZZ';

/** A state folder as a stack leaves it, with nothing running. */
export const filledHome = (): Home => {
  const home = temporaryHome('runtime: native\n');
  const write = (name: string, text: string): void => {
    mkdirSync(path.dirname(path.join(home.root, name)), { recursive: true, mode: 0o700 });
    writeFileSync(path.join(home.root, name), text, { mode: 0o600 });
  };
  write(`data/prometheus/${block}/chunks/000001`, 'samples');
  write('data/prometheus/wal/00000000', 'newest');
  write('data/prometheus/lock', '');
  write('secrets/redaction.key', 'key');
  write('client.json', '{"version":1}');
  write('hooks/spool/000001-a.json', '{}');
  write('dashboards/Our team.json', '{}');
  write('prices.yaml', 'prices: []\n');
  write('logs/ledger.log', 'a line');
  const ledger = openStore(path.join(home.data, 'ledger'));
  ledger.exec("INSERT INTO counters (metric, labels, value) VALUES ('cost', '{}', 42)");
  // On disk in the file itself, as after a while.
  ledger.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  ledger.close();
  openJournal(path.join(home.data, 'hooks')).close();
  return home;
};

export const counted = (home: Home): number => {
  const store = new DatabaseSync(path.join(home.data, 'ledger', 'ledger.db'), { readOnly: true });
  const { value } = store.prepare('SELECT value FROM counters').get() as { value: number };
  store.close();
  return value;
};

/** Everything in the folder, by name and content; not what only the machinery of the database leaves. */
export const contentOf = (home: Home): Record<string, string> =>
  Object.fromEntries(
    (readdirSync(home.root, { recursive: true }) as string[])
      .filter((name) => !/(^run|-wal|-shm|\.db|\.tar\.gz|^archive\.key$)/.test(name))
      .map((name) => path.join(home.root, name))
      .filter((file) => statSync(file).isFile())
      .map((file) => [path.relative(home.root, file), readFileSync(file, 'utf8')]),
  );
