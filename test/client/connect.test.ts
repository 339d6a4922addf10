import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { connect, prepare } from '../../src/client/connect.ts';
import { disconnect } from '../../src/client/disconnect.ts';
import { readRecord } from '../../src/client/record.ts';
import { readSettings } from '../../src/client/settings-file.ts';
import { Overtaken, replaceSettings, retried } from '../../src/client/settings-replace.ts';
import { defaults } from '../../src/config/schema.ts';
import { Failure } from '../../src/failure.ts';
import { type Person, person, textOf } from './place.ts';

const setup = async (who: Person, chosen = {}) => {
  const options = who.connect(chosen);
  return connect(options, await prepare(options));
};

const uninstall = ({ home, settings }: Person) => disconnect({ home, config: defaults(), file: settings });

const isConnected = (file: string): boolean =>
  JSON.parse(textOf(file)).env.CLAUDE_CODE_ENABLE_TELEMETRY === '1';

const fails = async (action: Promise<unknown>, ...words: readonly string[]): Promise<void> => {
  const error = await action.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Failure);
  for (const word of words) expect((error as Failure).text).toContain(word);
};

const files: Readonly<Record<string, Buffer>> = {
  'an empty file': Buffer.from(''),
  'a blank file': Buffer.from('\n\n'),
  'an empty object': Buffer.from('{ }'),
  'tabs, Windows line endings and no final newline': Buffer.from('{\r\n\t"model": "opus"\r\n}'),
  'a byte order mark': Buffer.from('\uFEFF{"model":"opus"}\r\n'),
  'words beyond ASCII': Buffer.from('{\n  "name": "Zoë 🚀"\n}\n'),
};

describe.each(Object.entries(files))('settings that are %s', (_, bytes) => {
  it('come back byte for byte, after one setup and after several', async () => {
    const who = person(bytes);
    await setup(who);
    expect(textOf(who.settings)).toContain('"CLAUDE_CODE_ENABLE_TELEMETRY"');
    await setup(who, { attributes: { team: 'a' } });
    await setup(who, { hooks: false, traces: true });
    expect(await uninstall(who)).toMatchObject({ outcome: 'restored', kept: [] });
    expect(readFileSync(who.settings)).toEqual(bytes);
  });
});

describe('setup', () => {
  it('makes file and folder where the client never ran, and uninstall takes both away', async () => {
    const who = person();
    await setup(who);
    expect(isConnected(who.settings)).toBe(true);
    expect(statSync(who.settings).mode & 0o777).toBe(0o600);
    expect(await uninstall(who)).toMatchObject({ outcome: 'restored' });
    expect(existsSync(path.dirname(who.settings))).toBe(false);
  });

  it('leaves a folder of the client that is used meanwhile', async () => {
    const who = person();
    await setup(who);
    writeFileSync(path.join(path.dirname(who.settings), 'history.jsonl'), '');
    await uninstall(who);
    expect(readdirSync(path.dirname(who.settings))).toEqual(['history.jsonl']);
  });

  it('changes nothing when it is repeated: not the file, not its time, not the memory, no further copy', async () => {
    const who = person('{"model":"opus"}');
    await setup(who);
    const state = () => [
      textOf(who.settings),
      statSync(who.settings).ino,
      textOf(path.join(who.home.root, 'client.json')),
      readdirSync(path.join(who.home.root, 'backups')),
    ];
    const before = state();
    const { prepared } = await setup(who);
    expect(prepared.plan.changes).toEqual([]);
    expect(state()).toEqual(before);
  });

  it('keeps a dated copy that only its owner can read', async () => {
    const who = person('{"model":"opus"}');
    const { backup = '' } = await setup(who);
    expect(path.basename(backup)).toMatch(/^settings-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z\.json$/);
    expect(textOf(backup)).toBe('{"model":"opus"}');
    expect(statSync(backup).mode & 0o777).toBe(0o600);
    expect(statSync(path.join(who.home.root, 'client.json')).mode & 0o777).toBe(0o600);
  });

  it('keeps a byte order mark', async () => {
    const who = person('\uFEFF{"model":"opus"}');
    await setup(who);
    expect(readFileSync(who.settings).subarray(0, 4)).toEqual(Buffer.from('\uFEFF{'));
  });

  it('keeps mode and owner', async ({ skip }) => {
    const who = person('{"model":"opus"}');
    chmodSync(who.settings, 0o640);
    if (process.getuid?.() === 0) chownSync(who.settings, 12345, 12346);
    else console.warn('only root can make files of others: the owner is not tested');
    await setup(who);
    const { mode, uid } = statSync(who.settings);
    expect(mode & 0o777).toBe(0o640);
    if (process.getuid?.() !== 0) return skip();
    expect(uid).toBe(12345);
  });

  it.each([
    ['a link', true],
    ['a link to a file that does not exist yet', false],
  ])('writes to the target of %s and keeps the link', async (_, exists) => {
    const who = person('{}');
    const target = path.join(who.folder, 'dotfiles', 'claude.json');
    mkdirSync(path.dirname(target));
    if (exists) writeFileSync(target, '{"model":"opus"}\n');
    rmSync(who.settings);
    symlinkSync('../dotfiles/claude.json', who.settings);
    await setup(who);
    expect(readlinkSync(who.settings)).toBe('../dotfiles/claude.json');
    expect(isConnected(target)).toBe(true);
    await uninstall(who);
    expect(lstatSync(who.settings).isSymbolicLink()).toBe(true);
    if (exists) expect(textOf(target)).toBe('{"model":"opus"}\n');
    else expect(existsSync(target)).toBe(false);
  });

  it.each([
    ['broken', '{"model": }', 'line 1, column 11'],
    ['with comments', '{\n  "model": "opus" // the best\n}', 'line 2, column 19'],
    ['a list', '[]', 'outermost'],
    ['not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 'UTF-8'],
  ])('refuses settings that are %s and leaves them as they are', async (_, text, word) => {
    const who = person(text);
    await fails(setup(who), word, who.settings);
    expect(readFileSync(who.settings)).toEqual(Buffer.from(text));
    expect(readdirSync(path.dirname(who.settings))).toEqual(['settings.json']);
  });

  it('refuses a read-only file', async () => {
    const who = person('{"model":"opus"}');
    chmodSync(who.settings, 0o444);
    await fails(setup(who), 'read-only', 'chmod u+w');
    expect(textOf(who.settings)).toBe('{"model":"opus"}');
    expect((await readRecord(who.home)).connections).toEqual([]);
  });

  it('refuses a folder in the place of the file', async () => {
    const who = person('{}');
    rmSync(who.settings);
    mkdirSync(who.settings);
    await fails(setup(who), 'are a folder', who.settings);
    expect(lstatSync(who.settings).isDirectory()).toBe(true);
  });

  it('refuses a folder that CLAUDE_CONFIG_DIR names and that is not there', async () => {
    const who = person();
    const options = { ...who.connect(), place: { file: who.settings, isFolderNamed: true } };
    await fails(
      prepare(options).then((prepared) => connect(options, prepared)),
      'CLAUDE_CONFIG_DIR',
    );
    expect(existsSync(path.dirname(who.settings))).toBe(false);
  });

  it('takes over what another program wrote since it was shown', async () => {
    const who = person('{"model":"opus"}');
    const options = who.connect();
    const shown = await prepare(options);
    writeFileSync(who.settings, '{"model":"sonnet"}');
    await connect(options, shown);
    expect(isConnected(who.settings)).toBe(true);
    expect(JSON.parse(textOf(who.settings)).model).toBe('sonnet');
    await uninstall(who);
    expect(textOf(who.settings)).toBe('{"model":"sonnet"}');
  });

  it('never overwrites what another program wrote in between, and gives up after the second time', async () => {
    const who = person('{"model":"opus"}');
    const stale = await readSettings(who.settings);
    writeFileSync(who.settings, '{"model":"sonnet"}');
    const write = () => replaceSettings(stale, Buffer.from('{}'));
    await expect(write()).rejects.toBeInstanceOf(Overtaken);
    await fails(retried(who.settings, write), 'keeps changing', who.settings);
    expect(textOf(who.settings)).toBe('{"model":"sonnet"}');
    expect(readdirSync(path.dirname(who.settings))).toEqual(['settings.json']);
  });

  it('uses commands only where the settings forbid http hooks', async () => {
    const allow = (urls: readonly string[]) => person(JSON.stringify({ allowedHttpHookUrls: urls }));
    const typesOf = async (who: Person) => {
      await setup(who);
      const groups = Object.values(JSON.parse(textOf(who.settings)).hooks).flat() as {
        hooks: { type: string }[];
      }[];
      return new Set(groups.flatMap(({ hooks }) => hooks.map(({ type }) => type)));
    };
    expect(await typesOf(allow([]))).toEqual(new Set(['command']));
    expect(await typesOf(allow(['https://example.com/*']))).toEqual(new Set(['command']));
    expect(await typesOf(allow(['http://127.0.0.1:*']))).toEqual(new Set(['command', 'http']));
  });
});

describe('uninstall', () => {
  it('takes out only what is ours when somebody else changed the file since, and says so', async () => {
    const who = person('{\n  "env": { "OTEL_EXPORTER_OTLP_ENDPOINT": "https://otel.example.com" }\n}\n');
    await setup(who);
    const text = textOf(who.settings);
    writeFileSync(who.settings, text.replace('{\n', '{\n  "model": "opus",\n'));
    expect(await uninstall(who)).toMatchObject({ outcome: 'mended', kept: [] });
    expect(textOf(who.settings)).toBe(
      '{\n  "model": "opus",\n  "env": { "OTEL_EXPORTER_OTLP_ENDPOINT": "https://otel.example.com" }\n}\n',
    );
  });

  it('keeps what others changed between two setups', async () => {
    const who = person('{\n  "model": "opus"\n}\n');
    await setup(who);
    writeFileSync(who.settings, textOf(who.settings).replace('opus', 'sonnet'));
    await setup(who, { attributes: { team: 'a' } });
    expect(await uninstall(who)).toMatchObject({ outcome: 'mended' });
    expect(textOf(who.settings)).toBe('{\n  "model": "sonnet"\n}\n');
  });

  it('does not trust a copy that was damaged', async () => {
    const who = person('{\n  "model": "opus"\n}\n');
    const { backup = '' } = await setup(who);
    writeFileSync(backup, '{"model":"evil"}');
    expect(await uninstall(who)).toMatchObject({ outcome: 'mended' });
    expect(textOf(who.settings)).toBe('{\n  "model": "opus"\n}\n');
  });

  it('leaves broken settings as they are and says where', async () => {
    const who = person('{"model":"opus"}');
    await setup(who);
    const broken = `${textOf(who.settings)}}`;
    writeFileSync(who.settings, broken);
    await fails(uninstall(who), 'not JSON', 'line');
    expect(textOf(who.settings)).toBe(broken);
    expect((await readRecord(who.home)).connections).toHaveLength(1);
  });

  it('has nothing to do the second time, or when the file is gone', async () => {
    const who = person('{"model":"opus"}');
    await setup(who);
    await uninstall(who);
    expect(await uninstall(who)).toMatchObject({ outcome: 'untouched', changes: [] });
    rmSync(who.settings);
    expect(await uninstall(who)).toMatchObject({ outcome: 'untouched' });
    expect(existsSync(who.settings)).toBe(false);
  });

  it('still finds what is ours when its memory is lost', async () => {
    const who = person('{"model":"opus"}');
    await setup(who);
    rmSync(who.home.root, { recursive: true });
    expect(await uninstall(who)).toMatchObject({ outcome: 'mended' });
    expect(JSON.parse(textOf(who.settings))).toEqual({ model: 'opus' });
  });
});

it('leaves settings alone that the client would refuse as a whole, and names the key', async () => {
  const text = '{"permissions": "all"}';
  const who = person(text);
  await fails(setup(who), 'permissions: expected object, received string', 'correct these keys');
  expect(textOf(who.settings)).toBe(text);
});

it('a link to a read-only file is left alone, and the way to the owner of the file is named', async () => {
  const who = person('{}');
  const store = path.join(who.folder, 'store.json');
  writeFileSync(store, '{"model":"opus"}', { mode: 0o444 });
  rmSync(who.settings);
  symlinkSync(store, who.settings);
  await fails(setup(who), 'read-only', `a link to ${store}`, 'setup --print');
  expect(lstatSync(who.settings).isSymbolicLink()).toBe(true);
  expect(textOf(store)).toBe('{"model":"opus"}');
});
