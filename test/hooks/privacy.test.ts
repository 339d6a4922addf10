import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { redact } from '../../src/hooks/journal/redact.ts';
import { bash, event, openService } from './open.ts';

const everything = [
  bash('curl -H "Authorization: Bearer marker-command" https://example.com'),
  event('UserPromptSubmit', { prompt: 'marker-prompt' }),
  event('Stop', { last_assistant_message: 'marker-answer' }),
  event('PostToolUse', {
    tool_name: 'Read',
    tool_input: { file_path: '/home/dev/marker-path' },
    tool_response: { text: 'marker-response' },
    tool_use_id: 'a',
    cwd: '/home/dev/marker-folder',
  }),
  event('PostToolUseFailure', { tool_name: 'Bash', tool_input: {}, tool_use_id: 'b', error: 'marker-error' }),
  event('Notification', { notification_type: 'idle_prompt', message: 'marker-message' }),
  event('PermissionDenied', { tool_name: 'Bash', tool_input: {}, tool_use_id: 'c', reason: 'marker-reason' }),
  event('marker-event'),
];

/** All that is on disk and all that the service tells. */
const told = async (options: Parameters<typeof openService>[0]) => {
  const service = await openService(options);
  for (const one of everything) await service.post(one);
  const answers = await Promise.all([service.get('/api/events'), service.get('/api/blocks')]);
  const metrics = await (await fetch(`${service.url}/metrics`)).text();
  const files = readdirSync(service.data, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'latin1'));
  const text = [...files, JSON.stringify(answers), metrics].join('\n');
  return [...new Set(text.match(/marker-\w+/g))].sort();
};

test('by default nothing that people, the model or tools wrote reaches the disk, no path and no folder', async () => {
  expect(await told({})).toEqual([]);
});

test('each switch lets in its own contents and no others', async () => {
  expect(await told({ privacy: { prompts: 'keep' } })).toEqual(['marker-prompt']);
  expect(await told({ privacy: { responses: 'keep' } })).toEqual(['marker-answer']);
});

test('what is hashed is the same for equal texts, and no word of it reaches the disk', async () => {
  expect(await told({ privacy: { prompts: 'hash', responses: 'hash', tools: 'hash' } })).toEqual([]);
  const { post, get } = await openService({ privacy: { tools: 'hash' } });
  for (const command of ['rm -rf /marker-one', 'rm -rf /marker-one', 'rm -rf /marker-two'])
    await post(bash(command));
  const blocks = (await get('/api/blocks')).json as readonly { input?: string }[];
  const inputs = blocks.map(({ input }) => input);
  expect(new Set(inputs).size).toBe(2);
  for (const input of inputs) expect(input).toMatch(/^[0-9a-f]{16}$/);
});

test('tool contents come in redacted: the secret in a command stays out even then', async () => {
  expect(await told({ privacy: { tools: 'keep' } })).toEqual([
    'marker-error',
    'marker-folder',
    'marker-message',
    'marker-path',
  ]);
});

test.each([
  ['mysql -u root --password=hunter22', 'hunter22'],
  ['export GITHUB_TOKEN=ghp_abcdefghijklmnopqrstuvwxyz0123456789', 'ghp_'],
  ['aws configure set aws_access_key_id AKIAIOSFODNN7EXAMPLE', 'AKIAIOS'],
  ['git clone https://me:s3cr3tpass@example.com/x.git', 's3cr3tpass'],
  ['curl -H "Authorization: token abcdef123456"', 'abcdef123456'],
  ['echo "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----"', 'MIIE'],
  ['{"apiKey":"value-of-key","x":1}', 'value-of-key'],
  ['OPENAI=sk-proj-abcdefghijklmnop1234567', 'sk-proj-abc'],
  ['mail dev@example.com', 'dev@example'],
  ['docker login --token "two words"', 'two words'],
])('%s is kept without its secret', (text, secret) => {
  expect(redact(text)).not.toContain(secret);
});

test('hostile text of a megabyte is cut and does not hold the service up', () => {
  for (const part of ['a:', 'password=', '://a', 'a.', '-----BEGIN PRIVATE KEY-----']) {
    expect(redact(part.repeat(200_000)).length).toBeLessThanOrEqual(2001);
  }
});
