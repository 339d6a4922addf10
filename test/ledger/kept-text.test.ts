import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { exampleOf, secretShapes } from '@start-observability/guard/secrets/shapes.ts';
import { expect, test } from 'vitest';
import { eventsQuery, recentEvents } from '../../src/ledger/questions.ts';
import { open } from './open.ts';
import { eventRequest } from './point.ts';

test('a prompt that is kept is kept without its secrets, addresses and numbers', async () => {
  const { ledger, store, folder } = open();
  const secrets = [...secretShapes.map(exampleOf), 'alice@example.org', '+49 171 2345678', 'hunter2secret'];
  const prompt = `${secrets.slice(0, -1).join(' and ')}, password=hunter2secret. Mend the build.`;
  await ledger.take('logs', eventRequest('user_prompt', { prompt, prompt_length: 3 }));
  const [event] = recentEvents(store, eventsQuery.parse({}));
  expect(String(event?.attributes['prompt'])).toContain('Mend the build.');
  store.exec('PRAGMA wal_checkpoint(FULL)');
  const disk = readdirSync(folder)
    .map((file) => readFileSync(path.join(folder, file), 'latin1'))
    .join('');
  expect(secrets.filter((secret) => disk.includes(secret))).toEqual([]);
});
