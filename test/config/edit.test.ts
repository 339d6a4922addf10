import { existsSync, readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { set, unset } from '../../src/config/edit.ts';
import { load } from '../../src/config/load.ts';
import { temporaryHome } from '../home.ts';

const text = (file: string): string => readFileSync(file, 'utf8');

test('setting a key keeps comments, order and everything else', async () => {
  const home = temporaryHome('# mine\nruntime: native # yes\nports:\n  # the web\n  prometheus: 19090\n');
  await set(home, 'ports.prometheus', '19091');
  await set(home, 'ports.ledger', '20001');
  await set(home, 'labels.shared', '[team, user]');
  expect(text(home.config)).toBe(
    '# mine\nruntime: native # yes\nports:\n  # the web\n  prometheus: 19091\n  ledger: 20001\nlabels:\n  shared:\n    - team\n    - user\n',
  );
  expect(load(home, {}).config.labels.shared).toEqual(['team', 'user']);
});

test('the first key makes the file, for its owner alone', async () => {
  const home = temporaryHome();
  await set(home, 'collector', 'embedded');
  expect(text(home.config)).toBe('collector: embedded\n');
  expect(statSync(home.config).mode & 0o777).toBe(0o600);
});

test('what is not allowed is refused and nothing is written', async () => {
  const home = temporaryHome('runtime: native\n');
  await expect(set(home, 'ports.ledger', 'x')).rejects.toThrow('Nothing was written');
  await expect(set(home, 'ports.ledgr', '1')).rejects.toThrow('There is no key ports.ledgr.');
  expect(text(home.config)).toBe('runtime: native\n');
});

test('taking a key out brings the default back, and empties its section', async () => {
  const home = temporaryHome('ports:\n  ledger: 20001\nruntime: native\n');
  expect(await unset(home, 'ports.ledger')).toBe(true);
  expect(text(home.config)).toBe('runtime: native\n');
  expect(await unset(home, 'ports.ledger')).toBe(false);
  expect(await unset(home, 'runtime')).toBe(true);
  expect(load(home, {}).config.runtime).toBe('auto');
});

test('a file that is wrong already is not made worse', async () => {
  const home = temporaryHome('prots: {}\n');
  await expect(set(home, 'runtime', 'native')).rejects.toThrow();
  expect(existsSync(home.config)).toBe(true);
  expect(text(home.config)).toBe('prots: {}\n');
});
