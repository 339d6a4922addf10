import { expect, test } from 'vitest';
import { scenarios } from '../captures/read.ts';
import { withOneHostileField } from '../fuzz/hostile-json.ts';
import { randomFrom } from '../random.ts';
import { bash, openService } from './open.ts';

const payloads = scenarios()
  .flatMap(({ hooks }) => hooks)
  .slice(0, 400);

test('a payload with one hostile field is judged or refused, and never breaks the service', async () => {
  const { post } = await openService();
  const random = randomFrom(21);
  for (let sent = 0; sent < 400; sent += 1) {
    const payload = payloads[Math.floor(random() * payloads.length)] as object;
    const { status } = await post(withOneHostileField(payload, random));
    expect([200, 204, 400, 413]).toContain(status);
  }
});

test.each(['transcript_path', 'hook_name', 'tool_use_id', 'permission_mode', 'duration_ms', 'prompt_id'])(
  'what is dangerous is stopped, whatever stands in %s beside it',
  async (field) => {
    const { post } = await openService();
    for (const value of [{ toString: 1, valueOf: 1 }, [], null, 1e308, 'x'.repeat(300_000)]) {
      const { status, text } = await post({ ...bash('rm -rf /'), [field]: value });
      expect([status, text]).toEqual([200, expect.stringContaining('"permissionDecision":"deny"')]);
    }
  },
);
