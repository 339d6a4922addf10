import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { create, extract } from 'tar';
import { expect, test } from 'vitest';
import type { Home } from '../../../src/config/home.ts';
import { schemas } from '../../../src/lifecycle/backup/manifest.ts';
import { run } from '../../cli/run.ts';
import { temporaryHome } from '../../home.ts';
import { succeeded } from '../../succeeded.ts';
import { block, contentOf, counted, filledHome } from './filled-home.ts';

const backedUp = async (): Promise<{ home: Home; archive: string }> => {
  const home = filledHome();
  const archive = path.join(home.root, 'kept.tar.gz');
  succeeded(await run(home, ['backup', archive]));
  return { home, archive };
};

let kept: Buffer | undefined;

/** The same, with an archive that was made before, from the same data. */
const withArchive = async (): Promise<{ home: Home; archive: string }> => {
  if (!kept) {
    const made = await backedUp();
    kept = readFileSync(made.archive);
    return made;
  }
  const home = filledHome();
  const archive = path.join(home.root, 'kept.tar.gz');
  writeFileSync(archive, kept, { mode: 0o600 });
  mkdirSync(home.run, { mode: 0o700 });
  return { home, archive };
};

/** Changes what is in an archive, and packs it again. */
const repacked = async (home: Home, archive: string, change: (folder: string) => void): Promise<void> => {
  const folder = path.join(home.root, 'run', 'change');
  mkdirSync(folder);
  await extract({ file: archive, cwd: folder });
  const namesIn = (): readonly string[] =>
    JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')).files.map(
      (file: { path: string }) => file.path,
    );
  const before = namesIn();
  change(folder);
  const names = [...new Set([...before, ...namesIn()])];
  await create({ file: archive, cwd: folder, gzip: true, portable: true }, [
    'manifest.json',
    ...names.filter((name: string) => existsSync(path.join(folder, name))),
  ]);
};

const changeManifest = (folder: string, change: (manifest: Record<string, unknown>) => void): void => {
  const file = path.join(folder, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  change(manifest);
  writeFileSync(file, JSON.stringify(manifest));
};

test('an archive is for its owner only, and holds what the stack keeps but no logs', async () => {
  const { home, archive } = await backedUp();
  expect(statSync(archive).mode & 0o777).toBe(0o600);
  const { out } = await run(home, ['restore', archive, '--check', '--json']);
  expect(JSON.parse(out)).toMatchObject({
    schemas,
    components: ['prometheus', 'hooks', 'ledger'],
  });
  const folder = path.join(home.root, 'run', 'look');
  mkdirSync(folder);
  await extract({ file: archive, cwd: folder });
  const names = JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')).files.map(
    (file: { path: string }) => file.path,
  );
  expect(names).toEqual([
    'client.json',
    'config.yaml',
    'dashboards/Our team.json',
    'data/hooks/journal.db',
    'data/ledger/ledger.db',
    `data/prometheus/${block}/chunks/000001`,
    'data/prometheus/wal/00000000',
    'hooks/spool/000001-a.json',
    'prices.yaml',
    'secrets/redaction.key',
  ]);
});

test('a restore on another machine brings everything back', async () => {
  const { home, archive } = await backedUp();
  const other = temporaryHome();
  succeeded(await run(other, ['restore', archive, '--yes']));
  expect(counted(other)).toBe(42);
  const {
    'logs/ledger.log': _,
    'data/prometheus/lock': __,
    // Tells when this installation was backed up last.
    'last-backup.json': ___,
    ...kept
  } = contentOf(home);
  expect(contentOf(other)).toEqual(kept);
  expect(statSync(path.join(other.secrets, 'redaction.key')).mode & 0o777).toBe(0o600);
  expect(readdirSync(other.run).filter((name) => /restore|backup/.test(name))).toEqual([]);
});

test('a restore replaces what is there and keeps what tells about the client', async () => {
  const { home, archive } = await backedUp();
  const other = filledHome();
  writeFileSync(path.join(other.data, 'prometheus', 'wal', '00000009'), 'later');
  writeFileSync(path.join(other.root, 'client.json'), '{"version":1,"connections":[]}');
  writeFileSync(path.join(other.root, 'hooks', 'spool', '000002-b.json'), '{"later":true}');
  succeeded(await run(other, ['restore', archive, '--yes']));
  expect(existsSync(path.join(other.data, 'prometheus', 'wal', '00000009'))).toBe(false);
  expect(contentOf(other)).toMatchObject({
    'client.json': '{"version":1,"connections":[]}',
    'hooks/spool/000002-b.json': '{"later":true}',
    'config.yaml': contentOf(home)['config.yaml'],
  });
});

const damages: Readonly<Record<string, (home: Home, archive: string) => Promise<void> | void>> = {
  'one byte was flipped': (_, archive) => {
    const bytes = readFileSync(archive);
    const middle = Math.floor(bytes.length / 2);
    bytes[middle] = (bytes[middle] ?? 0) ^ 0x10;
    writeFileSync(archive, bytes);
  },
  'the end is missing': (_, archive) => writeFileSync(archive, readFileSync(archive).subarray(0, -2000)),
  'all but the first bytes is missing': (_, archive) =>
    writeFileSync(archive, readFileSync(archive).subarray(0, 40)),
  'it is empty': (_, archive) => writeFileSync(archive, ''),
  'it is something else': (_, archive) => writeFileSync(archive, 'no archive at all'.repeat(100)),
  'one file was changed and packed again': (home, archive) =>
    repacked(home, archive, (folder) => writeFileSync(path.join(folder, 'secrets/redaction.key'), 'kex')),
  'one file is missing': (home, archive) =>
    repacked(home, archive, (folder) => renameSync(path.join(folder, 'config.yaml'), `${folder}/gone`)),
  'a newer ledger wrote it': (home, archive) =>
    repacked(home, archive, (folder) =>
      changeManifest(folder, (manifest) => {
        manifest['schemas'] = { ledger: schemas.ledger + 1, hooks: schemas.hooks };
      }),
    ),
  'its layout is of a newer version': (home, archive) =>
    repacked(home, archive, (folder) =>
      changeManifest(folder, (manifest) => {
        manifest['format'] = 99;
      }),
    ),
  'it names a file outside of the state folder': (home, archive) =>
    repacked(home, archive, (folder) => {
      mkdirSync(path.join(folder, 'secrets', 'x'));
      writeFileSync(path.join(folder, 'secrets', 'x', 'y'), 'y');
      renameSync(path.join(folder, 'client.json'), path.join(folder, 'other'));
      writeFileSync(path.join(folder, 'client.json'), '');
      changeManifest(folder, (manifest) => {
        const files = manifest['files'] as { path: string; sha256: string }[];
        const [first] = files;
        if (first) first.path = '../client.json';
        if (first) first.sha256 = createHash('sha256').update('').digest('hex');
      });
    }),
  'its configuration is not understood': (home, archive) =>
    repacked(home, archive, (folder) => {
      writeFileSync(path.join(folder, 'config.yaml'), 'runtime: submarine\n');
      changeManifest(folder, (manifest) => {
        const files = manifest['files'] as { path: string; sha256: string; bytes: number }[];
        const config = files.find((file) => file.path === 'config.yaml');
        if (config)
          Object.assign(config, {
            bytes: 19,
            sha256: createHash('sha256').update('runtime: submarine\n').digest('hex'),
          });
      });
    }),
};

test.each(Object.entries(damages))('an archive is refused and nothing touched when %s', async (_, damage) => {
  const { home, archive } = await withArchive();
  await damage(home, archive);
  const before = contentOf(home);
  const { code, err } = await run(home, ['restore', archive, '--yes']);
  expect({ code, err }).toMatchObject({ code: 2 });
  expect(err).not.toContain('should not');
  expect(contentOf(home)).toEqual(before);
  expect(counted(home)).toBe(42);
  expect(readdirSync(home.run).filter((name) => /^(restore|backup)/.test(name))).toEqual([]);
});

/** Packs the archive anew with a hostile change, and sums that agree with it. */
const forged = (home: Home, archive: string, files: Readonly<Record<string, string>>) =>
  repacked(home, archive, (folder) => {
    for (const [name, text] of Object.entries(files))
      writeFileSync(path.join(folder, name), text, { mode: 0o755 });
    for (const name of Object.keys(files)) chmodSync(path.join(folder, name), 0o755);
    changeManifest(folder, (manifest) => {
      const listed = manifest['files'] as { path: string; bytes: number; sha256: string }[];
      for (const [name, text] of Object.entries(files)) {
        const sum = {
          path: name,
          bytes: text.length,
          sha256: createHash('sha256').update(text).digest('hex'),
        };
        const known = listed.find((one) => one.path === name);
        if (known) Object.assign(known, sum);
        else listed.push(sum);
      }
    });
  });

test('the own archive says so; a forged one and one of another machine are called foreign, loudly', async () => {
  const { home, archive } = await backedUp();
  const looked = async (at: Home) =>
    JSON.parse((await run(at, ['restore', archive, '--check', '--json'])).out);
  expect(await looked(home)).toMatchObject({ own: true, changes: [] });
  expect((await run(home, ['restore', archive, '--check'])).err).not.toContain(
    'NOT made by this installation',
  );
  expect(await looked(filledHome())).toMatchObject({ own: false });
  await forged(home, archive, { 'config.yaml': 'runtime: native\nguard: {profile: off}\n' });
  expect(await looked(home)).toMatchObject({ own: false });
  expect((await run(home, ['restore', archive, '--check'])).err).toContain('NOT made by this installation');
});

test('a hostile archive brings no program to run, and what it changes is shown before anything is replaced', async () => {
  const { home, archive } = await backedUp();
  const evil = path.join(home.data, 'prometheus', 'evil');
  await forged(home, archive, {
    'data/prometheus/evil': '#!/bin/sh\ntouch /tmp/pwned\n',
    'config.yaml': `programs: {prometheus: "${evil}"}\nguard: {profile: off}\nexport: {debug: true}\n`,
    'client.json': JSON.stringify({
      version: 1,
      connections: [
        {
          file: '/home/a/.claude/settings.json',
          written: '',
          madeFolder: false,
          madeFile: false,
          remembered: { env: { PATH: { old: '/evil', set: null } }, created: [] },
          entries: [],
          choices: {},
          at: '',
        },
      ],
    }),
  });
  rmSync(path.join(home.root, 'client.json'));
  const { err } = await run(home, ['restore', archive, '--check']);
  expect(err).toContain('config.yaml: guard.profile');
  expect(err).toContain('config.yaml: export.debug: false -> true');
  expect(err).not.toContain(evil);
  expect(readFileSync(home.config, 'utf8')).toBe('runtime: native\n');

  writeFileSync(home.config, 'runtime: native\nprograms:\n  prometheus: /usr/bin/mine\n');
  succeeded(await run(home, ['restore', archive, '--yes']));
  expect(readFileSync(home.config, 'utf8')).toContain('/usr/bin/mine');
  expect(readFileSync(home.config, 'utf8')).not.toContain('evil');
  expect(statSync(evil).mode & 0o777).toBe(0o600);
});

test('an archive that says another size than it has, or that does not fit, is refused', async () => {
  const { home, archive } = await backedUp();
  const sized = (bytes: number) =>
    repacked(home, archive, (folder) =>
      changeManifest(folder, (manifest) => {
        for (const one of manifest['files'] as { bytes: number }[]) one.bytes = bytes;
      }),
    );
  await sized(2 ** 50);
  const { code, err } = await run(home, ['restore', archive, '--yes']);
  expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining('another size') });
  expect(counted(home)).toBe(42);
});

test('nobody is asked where nobody can answer, and nothing is written over', async () => {
  const { home, archive } = await backedUp();
  expect(await run(home, ['restore', archive])).toMatchObject({ code: 2 });
  const again = await run(home, ['backup', archive]);
  expect(again).toMatchObject({ code: 2 });
  expect(again.err).toContain('already');
  succeeded(await run(home, ['backup', home.root]));
  expect(await run(temporaryHome(), ['backup', path.join(home.root, 'x.tar.gz')])).toMatchObject({ code: 1 });
});

test('a database that is damaged already gives no backup', async () => {
  const home = filledHome();
  const file = path.join(home.data, 'ledger', 'ledger.db');
  const bytes = readFileSync(file);
  writeFileSync(file, Buffer.concat([bytes.subarray(0, 4096), Buffer.alloc(bytes.length - 4096, 7)]));
  const archive = path.join(home.root, 'x.tar.gz');
  const { code, err } = await run(home, ['backup', archive]);
  expect(code).toBe(1);
  expect(err).toContain('ledger');
  expect(err).not.toContain('should not');
  expect(existsSync(archive)).toBe(false);
});
