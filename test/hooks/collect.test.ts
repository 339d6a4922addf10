import { appendFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { defaults } from '../../src/config/schema.ts';
import { startCollect } from '../../src/hooks/collect/collect.ts';
import { transcriptOf } from '../../src/hooks/collect/source.ts';
import type { KeptContents } from '../../src/hooks/journal/event-record.ts';
import { hasherFrom } from '../../src/hooks/keyed-hash.ts';
import { readPayload } from '../../src/hooks/payload.ts';
import { pruneOnce } from '../../src/ledger/retention.ts';
import { createTranscripts } from '../../src/ledger/transcripts/transcripts.ts';
import { run } from '../cli/run.ts';
import { waitFor } from '../e2e/wait.ts';
import { temporaryHome } from '../home.ts';
import { open } from '../ledger/open.ts';
import { metricsRequest } from '../ledger/point.ts';
import { served } from '../queries/served.ts';
import { openService, secretsIn, temporary } from './open.ts';

const session = 'aaaaaaaa-0000-4000-8000-000000000001';
const secret =
  'sk-ant-api03-Ab1Cd2Ef3Gh4Ij5Kl6Mn7Op8Qr9St0Uv1Wx2Yz3Ab4Cd5Ef6Gh7Ij8Kl9Mn0Op1Qr2St3Uv4Wx5Yz6Ab7Cd8Ef9Gh-AbCdEfAA';
const now = Date.now();

const line = (uuid: string, type: 'user' | 'assistant', content: unknown, more: object = {}): string =>
  `${JSON.stringify({ type, uuid, sessionId: session, timestamp: new Date(now).toISOString(), message: { role: type, content }, ...more })}\n`;

const lines = [
  line('u1', 'user', `mend the cart, the key is ${secret}`),
  line('a1', 'assistant', [
    { type: 'thinking', thinking: 'hm' },
    { type: 'text', text: 'I look at it.' },
    { type: 'tool_use', id: 't1', name: 'Read', input: { file_path: '/work/cart.ts' } },
  ]),
  line('r1', 'user', [
    { type: 'tool_result', tool_use_id: 't1', content: [{ type: 'text', text: 'export {}' }] },
  ]),
  line('c1', 'user', 'copied from another session', { sessionId: 'another' }),
  '{"cut off\n',
];

const everything: KeptContents = { prompts: 'keep', responses: 'keep', tools: 'keep' };

/** A ledger, and what collects the transcripts of one folder for it. */
const collecting = async (privacy = everything) => {
  const ledger = await served();
  secretsIn(ledger.home.root);
  const hooks = await openService({ secrets: ledger.home.secrets });
  const folder = path.join(temporary(), 'projects');
  mkdirSync(path.join(folder, '-work'), { recursive: true });
  const file = path.join(folder, '-work', `${session}.jsonl`);
  const begin = () =>
    startCollect(hooks.store, {
      folder,
      ledger: ledger.url.replace('/api/v1', ''),
      token: hooks.token,
      privacy,
      hasher: hasherFrom(ledger.home.secrets),
      onError: () => undefined,
    });
  let collect = begin();
  onTestFinished(() => collect.stop());
  const read = async () =>
    (
      (await ledger.get(`/sessions/${session}/transcript`)) as {
        rows: { kind: string; text: string | null }[];
      }
    ).rows;
  return {
    ...ledger,
    folder,
    file,
    read,
    ended: (event: string, more: object = {}) => {
      const payload = readPayload({
        hook_event_name: event,
        session_id: session,
        transcript_path: file,
        ...more,
      });
      if (payload) collect.noted(payload);
    },
    arrived: (count: number) =>
      waitFor(`${count} texts`, async () => (await read()).length === count, { forMs: 60_000 }),
    restart: async () => {
      await collect.stop();
      collect = begin();
    },
  };
};

test('what is said in a session is kept when a turn ends, once, and without its secrets', async () => {
  const { file, ended, arrived, read, restart } = await collecting();
  writeFileSync(file, lines.join(''));
  ended('UserPromptSubmit');
  ended('Stop');
  await arrived(4);
  const texts = await read();
  expect(texts.map(({ kind }) => kind)).toEqual(['prompt', 'response', 'call', 'result']);
  expect(JSON.stringify(texts)).not.toContain(secret);
  expect(texts[0]?.text).toMatch(/^mend the cart, the key is /);
  expect(texts[2]).toMatchObject({ tool: 'Read', text: '{"file_path":"/work/cart.ts"}' });

  appendFileSync(file, line('a2', 'assistant', 'Done.'));
  await restart();
  ended('SessionEnd');
  await arrived(5);
});

test('what subagents say is kept beside it, from files of their own, and not what compaction repeats', async () => {
  const { file, folder, ended, arrived, read } = await collecting();
  const beside = file.replace(/\.jsonl$/, '/subagents');
  mkdirSync(beside, { recursive: true });
  writeFileSync(file, lines.join(''));
  const side = { isSidechain: true };
  writeFileSync(path.join(beside, 'agent-a1b2.jsonl'), line('s1', 'assistant', 'I looked for it.', side));
  writeFileSync(path.join(beside, 'agent-acompact-c3.jsonl'), line('s2', 'assistant', 'Repeated.', side));
  writeFileSync(path.join(folder, 'secret'), line('s3', 'assistant', 'Another file.', side));
  symlinkSync(path.join(folder, 'secret'), path.join(beside, 'agent-d4.jsonl'));
  ended('SubagentStop');
  await arrived(5);
  appendFileSync(path.join(beside, 'agent-a1b2.jsonl'), line('s4', 'assistant', 'It is there.', side));
  ended('Stop');
  await arrived(6);
  const said = (await read()) as readonly { text: string | null; is_sidechain?: number }[];
  expect(said.filter((one) => one.is_sidechain === 1).map((one) => one.text)).toEqual([
    'I looked for it.',
    'It is there.',
  ]);
});

test('what was forgotten stays away when its session goes on after a restart, and what is said then is kept', async () => {
  const { file, ended, arrived, read, restart, ledger } = await collecting();
  writeFileSync(file, lines.join(''));
  ended('Stop');
  await arrived(4);
  ledger.forget({ session });
  await arrived(0);
  await restart();
  const later = { timestamp: new Date(Date.now() + 60_000).toISOString() };
  appendFileSync(file, line('a9', 'assistant', 'Afterwards.', later));
  ended('SessionEnd');
  await arrived(1);
  expect((await read()).map((one) => one.text)).toEqual(['Afterwards.']);
});

test('what privacy drops is a length, what it hashes a hash', async () => {
  const { file, ended, arrived, read } = await collecting({
    prompts: 'drop',
    responses: 'keep',
    tools: 'hash',
  });
  writeFileSync(file, lines.join(''));
  ended('Stop');
  await arrived(4);
  const [prompt, response, call] = await read();
  expect(prompt).toMatchObject({ text: null, characters: `mend the cart, the key is ${secret}`.length });
  expect(response).toMatchObject({ text: 'I look at it.' });
  expect(call?.text).toMatch(/^hash [0-9a-f]{16}$/);
});

const text = (id: string, said: string) => ({
  id,
  time: now,
  kind: 'response' as const,
  isSidechain: false,
  characters: said.length,
  text: said,
});

test('of one session so much is kept and no more; the rest is a length', () => {
  const { store } = open();
  const transcripts = createTranscripts(store, 20);
  transcripts.take(session, [text('a', 'Answer 1.'), text('b', 'Answer 2.')]);
  expect(transcripts.take(session, [text('b', 'Answer 2.'), text('c', 'Answer 3.')])).toBe(1);
  expect(transcripts.take('another', [text('a', 'Answer 4.')])).toBe(1);
  const rows = store.prepare('SELECT text FROM transcripts ORDER BY rowid').all() as {
    text: string | null;
  }[];
  expect(rows.map((row) => row.text)).toEqual(['Answer 1.', 'Answer 2.', null, 'Answer 4.']);
});

test('a transcript goes after its time, or with its session', async () => {
  const { ledger, store } = open();
  const point = { metric: 'claude_code.cost.usage', session, value: 1, attributes: { model: 'opus' } };
  await ledger.take('metrics', metricsRequest({ ...point, start: 0, time: 10 }));
  const left = () => (store.prepare('SELECT count(*) AS n FROM transcripts').get() as { n: number }).n;
  const { retention } = defaults();
  ledger.takeTranscript(session, [text('a', 'Answer.')]);
  pruneOnce(store, retention, (now + 29 * 86_400_000) * 1000);
  ledger.forget({ session: 'somebody else' });
  expect(left()).toBe(1);
  ledger.forget({ session });
  expect(left()).toBe(0);
  ledger.takeTranscript('another', [text('a', 'Answer.')]);
  expect(left()).toBe(1);
  pruneOnce(store, retention, (now + 31 * 86_400_000) * 1000);
  expect(left()).toBe(0);
});

test('an event reads no file but the transcript of its own session', () => {
  const folder = path.join(temporary(), 'projects');
  mkdirSync(folder, { recursive: true });
  const outside = path.join(path.dirname(folder), `${session}.jsonl`);
  const inside = path.join(folder, `${session}.jsonl`);
  const other = path.join(folder, 'other.jsonl');
  for (const file of [outside, other]) writeFileSync(file, 'secret');
  symlinkSync(outside, inside);
  for (const file of [outside, inside, other, folder, '/etc/passwd', 7, `${folder}/../${session}.jsonl`])
    expect(transcriptOf(folder, session, file), String(file)).toBeUndefined();
  expect(transcriptOf(folder, '../x', inside)).toBeUndefined();
  expect(transcriptOf(folder, 'other', other)).toBe(other);
});

test('what could collect nothing is refused: in containers, and where every text is dropped', async () => {
  const home = temporaryHome();
  mkdirSync(home.root, { recursive: true });
  writeFileSync(home.config, 'transcripts: { collect: true }\n');
  expect((await run(home, ['config', 'check'])).err).toContain('nothing is left to collect');
  writeFileSync(home.config, 'transcripts: { collect: true }\nprivacy: { prompts: keep }\n');
  for (const runtime of ['docker', 'podman']) {
    const { code, err } = await run(home, ['start', '--runtime', runtime]);
    expect(err).toContain('In containers transcripts cannot be collected');
    expect(err).toContain('start --runtime native');
    expect(code).toBe(2);
  }
});
