import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { list, type ReadEntry } from 'tar';
import { expect, test } from 'vitest';
import { run } from '../../cli/run.ts';
import { machine } from '../machine.ts';

const secret = 'correct-horse-battery-staple';

const read = async (file: string): Promise<ReadonlyMap<string, { entry: ReadEntry; text: string }>> => {
  const read: Promise<[string, { entry: ReadEntry; text: string }]>[] = [];
  const onReadEntry = (entry: ReadEntry) => {
    const name = entry.path.split('/').slice(1).join('/');
    read.push(entry.concat().then((bytes) => [name, { entry, text: bytes.toString() }]));
  };
  await list({ file, strict: true, onReadEntry });
  return new Map(await Promise.all(read));
};

const troubled = () => {
  const made = machine({
    client: '2.1.329',
    config:
      'export:\n  otlp:\n    - { name: team, endpoint: "https://otlp.analytical.example" }\nprometheus:\n  externalLabels: { person: Ada }\n',
    user: { OTEL_RESOURCE_ATTRIBUTES: 'team=engines,user.name=ada' },
    shell: { OTEL_EXPORTER_OTLP_HEADERS: 'x-key=hush-hush' },
  });
  const { home } = made;
  mkdirSync(home.secrets, { mode: 0o700 });
  mkdirSync(home.logs, { mode: 0o700 });
  writeFileSync(path.join(home.secrets, 'ledger-token'), secret, { mode: 0o600 });
  writeFileSync(
    path.join(home.logs, 'ledger.log'),
    `token was ${secret}\nada@analytical.example on ${os.hostname()} at 10.1.2.3\nEADDRINUSE 127.0.0.1:4319\n`,
  );
  return made;
};

test('the archive has everything that helps, and nothing that is private', { timeout: 60_000 }, async () => {
  const { home, folder, options } = troubled();
  const file = path.join(folder, 'bug.tar.gz');
  const { code, out, err } = await run(home, ['doctor', '--yes', '--archive', file], options.env);
  expect(err).toContain('Taken out: secrets');
  expect(code).toBe(0);
  expect(out).toMatch(/doctor\.json +[\d.]+ k?B/);
  expect(statSync(file).mode & 0o777).toBe(0o600);

  const entries = await read(file);
  const texts = new Map([...entries].map(([name, { text }]) => [name, text]));
  expect([...texts.keys()].sort()).toEqual([
    'client.txt',
    'config.json',
    'doctor.json',
    'files.txt',
    'logs/ledger.log',
    'status.json',
    'versions.json',
  ]);
  expect(texts.get('logs/ledger.log')).toBe(
    'token was <secret>\n<email> on <host> at <ip>\nEADDRINUSE 127.0.0.1:4319\n',
  );
  expect(JSON.parse(texts.get('doctor.json') ?? '').cause).not.toBeNull();
  expect(texts.get('client.txt')).toContain('OTEL_EXPORTER_OTLP_PROTOCOL: "grpc"');
  expect(texts.get('client.txt')).toContain('team=<value>');
  expect(texts.get('files.txt')).toMatch(/^600 +\d+ secrets\/ledger-token$/m);

  const all = [...texts.values()].join('\n');
  for (const hidden of [secret, 'hush-hush', 'analytical', 'Ada', 'engines', home.root])
    expect(all, hidden).not.toContain(hidden);
  for (const { entry } of entries.values()) {
    const { uid = 0, gid = 0, uname = '', gname = '' } = entry;
    expect([uid, gid, uname, gname]).toEqual([0, 0, '', '']);
  }
});

test('without anybody to ask nothing is written, and an existing file stays', {
  timeout: 60_000,
}, async () => {
  const { home, folder, options } = troubled();
  const file = path.join(folder, 'bug.tar.gz');
  expect((await run(home, ['doctor', '--archive', file], options.env)).code).toBe(2);
  writeFileSync(file, 'mine');
  const { code, err } = await run(home, ['doctor', '--yes', '--archive', file], options.env);
  expect(code).toBe(2);
  expect(err).toContain('There is such a file already.');
  expect(readFileSync(file, 'utf8')).toBe('mine');
});
