import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { transcriptFiles } from '../../src/transcripts/files.ts';
import { parseLine } from '../../src/transcripts/line.ts';
import { readLines } from '../../src/transcripts/lines.ts';
import { readTranscripts } from '../../src/transcripts/read.ts';
import type { RequestRecord } from '../../src/transcripts/record.ts';
import { recordedVersions, writeRecorded } from './recorded.ts';

const makeFolder = (): string => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'transcripts-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

const read = (folder: string) => readTranscripts(transcriptFiles(folder));
const requestsIn = (records: readonly { readonly kind: string }[]): readonly RequestRecord[] =>
  records.filter((record): record is RequestRecord => record.kind === 'request');

const usage = {
  input_tokens: 10,
  output_tokens: 20,
  cache_read_input_tokens: 30,
  cache_creation_input_tokens: 40,
};

interface LineChange {
  readonly [field: string]: unknown;
  readonly message?: object;
}

/** A line of an answer, changed. */
const answer = ({ message, ...change }: LineChange = {}): string =>
  JSON.stringify({
    type: 'assistant',
    sessionId: 'session',
    timestamp: '2026-11-20T10:00:00.000Z',
    requestId: 'req_1',
    uuid: 'uuid',
    isSidechain: false,
    message: { id: 'msg_1', model: 'claude-opus-4-8', usage, content: [], ...message },
    ...change,
  });

const written = async (...lines: readonly string[]) => {
  const folder = makeFolder();
  writeFileSync(path.join(folder, 'session.jsonl'), lines.join('\n'));
  return read(folder);
};

test.each(recordedVersions)('client %s: each request of its transcripts counts once', async (version) => {
  const folder = makeFolder();
  writeRecorded(version, folder);
  const { records, unreadable, copies } = await read(folder);
  const requests = requestsIn(records);
  expect(unreadable).toBe(0);
  expect(requests.length).toBeGreaterThan(8);
  expect(copies).toBeGreaterThan(7);
  // The model numbers its answers, and says 200 and the number as what it wrote.
  for (const { id, usage: used } of requests) expect(used.output).toBe(200 + Number(id.split('_')[1]));
  expect(new Set(requests.map(({ id }) => id)).size).toBe(requests.length);
  expect(requests.some(({ isSidechain }) => isSidechain)).toBe(true);
  const calls = records.filter(({ kind }) => kind === 'call');
  expect(calls.some((call) => 'isError' in call && call.isError)).toBe(true);
  expect(calls.some((call) => 'isError' in call && !call.isError)).toBe(true);
});

test('of a streamed answer the last count holds, whichever line it is on', async () => {
  const early = { usage: { ...usage, output_tokens: 1 } };
  for (const lines of [
    [answer({ message: early }), answer()],
    [answer(), answer({ message: early })],
  ]) {
    const requests = requestsIn((await written(...lines)).records);
    expect(requests.map((request) => request.usage.output)).toEqual([20]);
  }
});

test('a side conversation that repeats its parent counts nothing, and a gateway that repeats message ids counts all', async () => {
  const replayed = await written(answer(), answer({ isSidechain: true, requestId: 'req_2' }));
  expect(requestsIn(replayed.records)).toMatchObject([{ request: 'req_1', isSidechain: false }]);
  const gateway = await written(answer(), answer({ requestId: 'req_2' }));
  expect(requestsIn(gateway.records)).toHaveLength(2);
});

test('what a resumed session copied counts in the session that it was first in', async () => {
  const folder = makeFolder();
  const place = (name: string) => path.join(folder, `${name}.jsonl`);
  writeFileSync(place('a-resumed'), answer({ sessionId: 'resumed', requestId: undefined }));
  writeFileSync(place('b-first'), answer({ sessionId: 'first' }));
  utimesSync(place('b-first'), 1e9, 1e9);
  expect(requestsIn((await read(folder)).records)).toMatchObject([{ session: 'first' }]);
});

test('local answers, errors of the API and answers without usage cost nothing', async () => {
  const { records } = await written(
    answer({ message: { model: '<synthetic>' } }),
    answer({ isApiErrorMessage: true }),
    answer({ message: { usage: undefined } }),
    answer({ message: { usage: null } }),
  );
  expect(records).toEqual([]);
});

test('cache writes are told apart by how long they stay, also where the sum beside them is 0 or alone', async () => {
  const parts = { ephemeral_5m_input_tokens: 30, ephemeral_1h_input_tokens: 10 };
  const writesOf = async (change: object) => {
    const { records } = await written(answer({ message: { usage: { ...usage, ...change } } }));
    const [request] = requestsIn(records);
    return [request?.usage.cacheWrite5m, request?.usage.cacheWrite1h];
  };
  expect(await writesOf({ cache_creation: parts })).toEqual([30, 10]);
  expect(await writesOf({ cache_creation: parts, cache_creation_input_tokens: 0 })).toEqual([30, 10]);
  expect(await writesOf({})).toEqual([40, 0]);
});

test.each([
  ['not JSON', '{"type":'],
  ['a number', '1'],
  ['null', 'null'],
  ['a list', '[1]'],
  ['a prototype', '{"__proto__":{"type":"assistant"},"type":"assistant","message":null}'],
  ['depth', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  ['a time without end', answer({ timestamp: '9'.repeat(50) })],
  ['a time long ago', answer({ timestamp: '1970-01-01T00:00:00Z' })],
  [
    'tokens below nothing',
    answer({ message: { usage: { ...usage, input_tokens: -5, output_tokens: 1e300 } } }),
  ],
  ['text for tokens', answer({ message: { usage: { input_tokens: '10', output_tokens: {} } } })],
])('a line with %s stops nothing', async (_, line) => {
  const { records } = await written(line, answer({ message: { id: 'msg_2' }, requestId: 'req_2' }));
  const requests = requestsIn(records);
  expect(requests.map(({ id }) => id)).toContain('msg_2');
  for (const request of requests)
    for (const tokens of Object.values(request.usage))
      expect(Number.isSafeInteger(tokens) && Number(tokens) >= 0).toBe(true);
});

test('a line that is too long is passed over, and those around it are read', async () => {
  const folder = makeFolder();
  const file = path.join(folder, 'a.jsonl');
  writeFileSync(file, 'first\n');
  for (let mebibytes = 0; mebibytes < 5; mebibytes += 1) appendFileSync(file, 'x'.repeat(2 ** 20));
  appendFileSync(file, '\nlast');
  const lines: string[] = [];
  let tooLong = 0;
  const count = () => {
    tooLong += 1;
  };
  await readLines(file, { line: (text) => lines.push(text), tooLong: count, read: () => {} }, 2 ** 20);
  expect({ lines, tooLong }).toEqual({ lines: ['first', 'last'], tooLong: 1 });
});

test('links and other files are passed over, and a folder that is not there is named', async () => {
  const folder = makeFolder();
  const elsewhere = makeFolder();
  writeFileSync(path.join(elsewhere, 'secret.jsonl'), answer());
  symlinkSync(path.join(elsewhere, 'secret.jsonl'), path.join(folder, 'link.jsonl'));
  symlinkSync(elsewhere, path.join(folder, 'linked'));
  mkdirSync(path.join(folder, 'folder.jsonl'));
  writeFileSync(path.join(folder, 'notes.txt'), answer());
  expect(transcriptFiles(folder)).toEqual([]);
  expect(() => transcriptFiles(path.join(folder, 'nowhere'))).toThrow(/cannot be read/);
});

test('only calls of tools that have an id and a name are waited for', () => {
  const blocks = [
    { type: 'tool_use', id: 'toolu_1', name: 'Bash' },
    { type: 'tool_use', name: 'Bash' },
    { type: 'tool_use', id: 'toolu_2' },
    { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search' },
    { type: 'text', text: 'hello' },
  ];
  expect(parseLine(answer({ message: { content: blocks } })).opened).toEqual([
    { id: 'toolu_1', tool: 'Bash' },
  ]);
});

test('transcripts are looked for in folders below folders, and not without end', () => {
  const folder = makeFolder();
  const folders = Array.from({ length: 14 }, (_, depth) => path.join(folder, ...Array(depth).fill('sub')));
  for (const [depth, place] of folders.entries()) {
    mkdirSync(place, { recursive: true });
    writeFileSync(path.join(place, `${depth}.jsonl`), answer());
  }
  const found = transcriptFiles(folder).map((file) => path.basename(file.path, '.jsonl'));
  expect(found.map(Number).sort((one, other) => one - other)).toEqual(
    Array.from({ length: 13 }, (_, depth) => depth),
  );
});
